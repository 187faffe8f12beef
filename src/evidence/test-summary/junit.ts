import { printableText } from '../../text/printable.ts'
import { firstCharacters } from '../../text/truncate.ts'
import {
  maxNameCharacters,
  type NamedTest,
  namesOf,
  type TestResults,
} from './test-results.ts'
import { attribute, type XmlTag, xmlTags } from './xml-tags.ts'

/** Bounds that no real report comes near. */
const most = { characters: 32 * 1024 * 1024, tests: 50_000, depth: 64 } as const

/**
 * Reads a report in JUnit's XML. `null` for what is no such report, is larger
 * than any real one, or declares entities.
 */
export function readJunit(xml: string): TestResults | null {
  const tests = testsOf(junitTags(xml) ?? [])
  if (tests === null) return null
  return {
    runner: 'JUnit XML',
    passed: namesOf(tests, 'passed'),
    failed: namesOf(tests, 'failed'),
    skipped: namesOf(tests, 'skipped'),
    complete: true,
    allFailures: true,
    stopped: false,
  }
}

/** The tags of a report in JUnit's XML; `null` for anything else, and for what is larger than any real one. */
export function junitTags(xml: string): readonly XmlTag[] | null {
  if (xml.length > most.characters) return null
  const tags = xmlTags(xml)
  const [root] = tags ?? []
  const isReport = /^testsuites?$/u.test(root?.name ?? '')
  const tests = tags?.filter(({ name }) => name === 'testcase') ?? []
  return isReport && tests.length <= 2 * most.tests ? tags : null
}

type Case = { name: string; outcome: NamedTest['outcome'] }

/** `null` where there is no element, or they are not nested as they should be. */
function testsOf(tags: readonly XmlTag[]): readonly NamedTest[] | null {
  if (tags.length === 0) return null
  const open: XmlTag[] = []
  const tests: Case[] = []
  for (const tag of tags) {
    if (tag.kind === 'close') {
      if (open.pop()?.name !== tag.name) return null
      continue
    }
    readElement(tag, open, tests)
    if (tag.kind === 'open') open.push(tag)
    if (open.length > most.depth) return null
  }
  return open.length === 0 ? tests : null
}

/** Reruns that passed in the end have elements of other names. */
function readElement(
  tag: XmlTag,
  open: readonly XmlTag[],
  tests: Case[],
): void {
  if (tag.name === 'testcase') {
    tests.push({ name: nameOf(tag, open), outcome: statusOf(tag) })
    return
  }
  const test = open.at(-1)?.name === 'testcase' ? tests.at(-1) : undefined
  if (test === undefined) return
  if (tag.name === 'failure' || tag.name === 'error') test.outcome = 'failed'
  if (tag.name === 'skipped' && test.outcome === 'passed') {
    test.outcome = 'skipped'
  }
}

function statusOf(tag: XmlTag): NamedTest['outcome'] {
  const status = attribute(tag, 'status')
  return status === 'notrun' || status === 'disabled' ? 'skipped' : 'passed'
}

/** File, class and name of a test, where they are given and differ. */
export function nameOf(tag: XmlTag, open: readonly XmlTag[]): string {
  const suite = open.findLast((one) => one.name === 'testsuite')
  const ofSuite = (name: string): string =>
    suite === undefined ? '' : (attribute(suite, name) ?? '')
  const name = attribute(tag, 'name') ?? ''
  const file = attribute(tag, 'file') ?? ofSuite('file')
  const group = attribute(tag, 'classname') ?? ofSuite('name')
  const parts = [file === '' ? '' : `${file}:`, group === name ? '' : group]
  const line = printableText([...parts, name].join(' '))
  return firstCharacters(line.replace(/\s+/gu, ' ').trim(), maxNameCharacters)
}
