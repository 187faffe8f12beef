import { printableText } from '../text/printable.ts'
import { fullName } from '../context/run-context.ts'
import type { Diagnosis, Examination } from './examine.ts'
import type { Facts } from './facts.ts'
import { count } from './words.ts'

/** The examination for a terminal: one line a problem, then the count. */
export function doctorText(
  facts: Facts,
  examination: Examination,
  { verbose }: { readonly verbose: boolean },
): string {
  const { problems, passed, unchecked } = examination
  const lines = [
    ...problems.map(problemLine),
    ...(verbose ? passed.map((code) => `ok     ${code}`) : []),
    countLine(examination),
    ...uncheckedLines(facts, unchecked),
  ]
  return `${lines.map(oneLine).join('\n')}\n`
}

function problemLine({ level, code, message, remedy }: Diagnosis): string {
  return `${level.padEnd(5)}  ${code}: ${message}. → ${remedy}`
}

/** Names of branches, files and settings are other people's words. */
function oneLine(text: string): string {
  return printableText(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ')
}

function countLine({ problems, passed }: Examination): string {
  const of = (level: string, what: string): readonly string[] => {
    const number = problems.filter((one) => one.level === level).length
    return number === 0 ? [] : [count(number, what)]
  }
  const found = [
    ...of('error', 'error'),
    ...of('warn', 'warning'),
    ...of('note', 'note'),
  ]
  return `${found.length === 0 ? 'No problem found' : found.join(', ')}; ${count(passed.length, 'check')} passed.`
}

function uncheckedLines(
  { online }: Facts,
  unchecked: Examination['unchecked'],
): readonly string[] {
  return [...new Set(unchecked.map(({ why }) => why))].map((why) => {
    const codes = unchecked
      .flatMap((one) => (one.why === why ? [one.code] : []))
      .join(', ')
    return why === 'offline' && online === null
      ? `Not checked, since it takes GitHub (GITHUB_TOKEN=$(gh auth token) staging-pr doctor --online): ${codes}.`
      : `Could not be checked (${why}): ${codes}.`
  })
}

/** The same as data; its codes are stable. */
export function doctorDocument(
  facts: Facts,
  { problems, passed, unchecked }: Examination,
): object {
  return {
    schemaVersion: 1,
    fork: facts.fork === null ? null : fullName(facts.fork),
    branch: facts.branch.name,
    online: facts.online !== null,
    problems: problems.map(({ code, level, message, remedy }) => ({
      code,
      level,
      message: oneLine(message),
      remedy: oneLine(remedy),
    })),
    passed,
    unchecked,
  }
}
