import {
  lastWords,
  type Listing,
  type ListingGrounds,
  type NamedTest,
  relativePath,
  type TestOutcome,
} from './test-results.ts'

const outcomes: Readonly<Record<string, TestOutcome>> = {
  '✓': 'passed',
  '×': 'failed',
  '❯': 'failed',
  '↓': 'skipped',
}

/** vitest's lines of tests, with the file in front or below the line of the file: `test/a.test.ts > store > keeps`. */
export function listVitest(
  lines: readonly string[],
  { root }: ListingGrounds,
): Listing {
  const tests: NamedTest[] = []
  let file: string | null = null
  for (const line of lines) {
    const failure = /^\s{0,9}FAIL\s{1,9}(\S.{0,500})$/u.exec(line)?.[1]
    if (failure !== undefined) tests.push(failureOf(failure, root))
    const [, mark = '', text] =
      /^\s{0,9}([✓×❯↓]) (\S.{0,600})$/u.exec(line) ?? []
    if (text === undefined) continue
    const heading = fileOf(text)
    if (heading === null) tests.push(...testOf(mark, { text, file, root }))
    else file = relativePath(heading, root)
  }
  const stopped = lines.some((line) => /\bbailed out after \d/iu.test(line))
  return { tests: lastWords(tests), stopped }
}

/** `FAIL  test/a.test.ts > store > keeps`; a file that cannot be loaded: `FAIL  test/b.test.ts [ test/b.test.ts ]`. */
function failureOf(text: string, root: string): NamedTest {
  const title = text.replace(/^\|[^|]{1,100}\|\s/u, '')
  const again = title.indexOf(' [ ')
  const name = again > 0 && title.endsWith(' ]') ? title.slice(0, again) : title
  return { name: relativePath(name, root), outcome: 'failed' }
}

/** `test/a.test.ts (3 tests | 1 failed) 8ms` */
function fileOf(text: string): string | null {
  return (
    /^(?:\|[^|]{1,100}\|\s)?(\S.{0,400}\.[cm]?[jt]sx?) \(\d{1,9} tests?\b/u.exec(
      text,
    )?.[1] ?? null
  )
}

function testOf(
  mark: string,
  of: {
    readonly text: string
    readonly file: string | null
    readonly root: string
  },
): readonly NamedTest[] {
  const outcome = outcomes[mark]
  const title = of.text
    .replace(/^\|[^|]{1,100}\|\s/u, '')
    .replace(/\s{1,9}\d{1,9}m?s$/u, '')
    .replace(/ \((?:retry|repeat) x\d{1,6}\)$/u, '')
  const hasFile = /^\S[^>]{0,400}\.[cm]?[jt]sx? > /u.test(title)
  if (outcome === undefined || mark === '❯') return []
  if (hasFile) return [{ name: relativePath(title, of.root), outcome }]
  return of.file === null ? [] : [{ name: `${of.file} > ${title}`, outcome }]
}
