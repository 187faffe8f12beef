import { type Complaint, complaint } from './complaint.ts'

/** Sums up what was said before, or says that something else was not tried. */
const summaryWords =
  /^(?:could not compile|aborting due to|build failed|\d{1,9} (?:warnings?|errors?) emitted|`[^`]{1,200}` \([^)]{1,200}\) generated|test failed|process didn't exit|recipe|command|script)/iu

/**
 * Messages with an arrow below them, as rustc, clippy and ruff write them:
 * `error: unused variable` and ` --> src/main.rs:2:9`. An error without a
 * place counts as well.
 */
export function arrowComplaints(
  lines: readonly string[],
): readonly Complaint[] {
  return lines.flatMap((line, index) => {
    const [, path, number] =
      /^\s{0,9}--> (\S.{0,400}?):(\d{1,9}):\d{1,9}$/u.exec(line) ?? []
    const header = lines[index - 1] ?? ''
    if (path !== undefined && !/^\s{0,9}(?:= )?(?:note|help)\b/u.test(header)) {
      const told = headerOf(header)
      return [complaint({ ...told, path, line: Number(number) })]
    }
    return placeless(line, lines[index + 1] ?? '')
  })
}

function headerOf(line: string): Pick<Complaint, 'message' | 'level'> {
  const [, word, message] =
    /^(error|warning)(?:\[[^\]]{1,60}\])?: (.{0,2000})$/u.exec(line) ?? []
  if (message === undefined) return { message: line.trim(), level: 'error' }
  return { message, level: word === 'warning' ? 'warning' : 'error' }
}

function placeless(line: string, next: string): readonly Complaint[] {
  const message =
    /^error(?:\[[^\]]{1,60}\])?: (\S.{0,2000})$/u.exec(line)?.[1] ?? null
  if (message === null || /^\s{0,9}--> /u.test(next)) return []
  if (summaryWords.test(message)) return []
  return [complaint({ path: '', line: null, message })]
}

/** rustfmt's `Diff in /project/src/main.rs:3:` with the lines that it would change below. */
export function rustfmtComplaints(
  lines: readonly string[],
): readonly Complaint[] {
  return lines.flatMap((_, index) => rustfmtComplaint(lines, index) ?? [])
}

/** The one that a line of the output begins; `null` where it begins none. */
export function rustfmtComplaint(
  lines: readonly string[],
  index: number,
): Complaint | null {
  const [, path, first] =
    /^Diff in (\S.{0,400}?)(?: at line |:)(\d{1,9}):$/u.exec(
      lines[index] ?? '',
    ) ?? []
  if (path === undefined) return null
  return wouldChange({ path, first: Number(first) }, below(lines, index))
}

function below(lines: readonly string[], index: number): readonly string[] {
  const rest = lines.slice(index + 1, index + 2_000)
  const end = rest.findIndex((line) => !/^[ +-]/u.test(line))
  return end < 0 ? rest : rest.slice(0, end)
}

function wouldChange(
  { path, first }: { readonly path: string; readonly first: number },
  diff: readonly string[],
): Complaint {
  const old = diff.filter((line) => !line.startsWith('+'))
  const removed = old.flatMap((line, index) =>
    line.startsWith('-') ? [first + index] : [],
  )
  const lines = removed.length === 0 ? [first] : removed
  const base = complaint({
    path,
    line: lines[0] ?? first,
    message: notFormatted,
  })
  const changed = diff.filter((line) => !line.startsWith(' '))
  return { ...base, lines, identity: changed.join('\n') }
}

/** What is said of a file or part of it that a formatter would change. */
export const notFormatted = 'not formatted'
