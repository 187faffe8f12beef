import { junitTags, nameOf } from '../test-summary/junit.ts'
import {
  attribute,
  textBetween,
  type XmlTag,
} from '../test-summary/xml-tags.ts'
import { pathFinder, type RanIn } from './find-path.ts'
import { type FindPath, type FoundProblem, problemOf } from './problem.ts'

/** What a report says of a failed test. */
type Failure = {
  /** As the results of the report name it. */
  readonly test: string
  readonly name: string
  readonly file: string | null
  readonly line: number | null
  readonly message: string
  /** Stack and details. */
  readonly text: string
}

/** More is not looked at. */
const most = {
  failures: 1_000,
  depth: 64,
  lines: 300,
  lineCharacters: 2_000,
} as const

/** Failed tests of a report in JUnit's XML, by the place that the report gives or that the failure itself names. */
export function readJunitProblems(
  xml: string,
  ranIn: RanIn,
): readonly FoundProblem[] {
  const find = pathFinder(ranIn)
  return failuresOf(xml).flatMap((failure) => {
    const place = placeOf(failure, find)
    if (place === null) return []
    const message = `${failure.name}: ${failure.message}`
    const told = { ...place, message, test: failure.test, from: 0, to: 0 }
    return problemOf(told, find) ?? []
  })
}

function failuresOf(xml: string): readonly Failure[] {
  const tags = junitTags(xml) ?? []
  const open: XmlTag[] = []
  const failures: Failure[] = []
  for (const [index, tag] of tags.entries()) {
    if (tag.kind === 'close') {
      open.pop()
      continue
    }
    if (tag.name === 'failure' || tag.name === 'error') {
      const text = textBetween(xml, tag, tags[index + 1] ?? tag)
      failures.push(...failureOf(tag, open, text))
    }
    if (tag.kind === 'open') open.push(tag)
    if (open.length > most.depth) break
  }
  return failures.slice(0, most.failures)
}

/** `[]` for what is no failure of a test. */
function failureOf(
  tag: XmlTag,
  inside: readonly XmlTag[],
  text: string,
): readonly Failure[] {
  const test = inside.at(-1)
  if (test?.name !== 'testcase') return []
  const said = attribute(tag, 'message')?.trim() || text.trim() || 'failed'
  return [
    {
      test: nameOf(test, inside.slice(0, -1)),
      name: attribute(test, 'name') ?? '',
      ...ownPlace(test, inside),
      message: said.split('\n', 1)[0] ?? '',
      text,
    },
  ]
}

function ownPlace(
  test: XmlTag,
  inside: readonly XmlTag[],
): Pick<Failure, 'file' | 'line'> {
  const suite = inside.findLast(({ name }) => name === 'testsuite')
  const ofSuite = suite === undefined ? null : attribute(suite, 'file')
  const line = /^[1-9]\d{0,8}$/u.exec(attribute(test, 'line') ?? '')?.[0]
  return {
    file: attribute(test, 'file') ?? ofSuite,
    line: line === undefined ? null : Number(line),
  }
}

type Place = { readonly path: string; readonly line: number }

/** The failure itself names its place more exactly than the test's beginning. */
function placeOf({ file, line, text }: Failure, find: FindPath): Place | null {
  const lines = text
    .split('\n', most.lines)
    .map((one) => one.slice(0, most.lineCharacters))
  const named = pythonPlace(lines, find) ?? firstPlace(lines, find)
  if (named !== null) return named
  return file === null ? null : { path: file, line: line ?? 1 }
}

/** Python's innermost call stands last. */
function pythonPlace(lines: readonly string[], find: FindPath): Place | null {
  const places = lines.flatMap((one) => {
    const [, path, number] =
      /^(\S[^:]{0,400}\.pyx?):(\d{1,9}):/u.exec(one) ?? []
    return path === undefined || find(path) === null
      ? []
      : [{ path, line: Number(number) }]
  })
  return places.at(-1) ?? null
}

function firstPlace(lines: readonly string[], find: FindPath): Place | null {
  for (const word of lines.flatMap((line) => line.split(/[\s()'",]/u))) {
    const [, path, number] =
      /^([^\s:]{1,400}|file:[^\s:]{1,400}):(\d{1,9})(?::\d{1,9})?:?$/u.exec(
        word,
      ) ?? []
    if (path !== undefined && find(path) !== null) {
      return { path, line: Number(number) }
    }
  }
  return null
}
