import { type Complaint, complaint, type Told } from './complaint.ts'

/** A path has a folder or an ending; `12:30:45: started` is none. */
const place =
  /^((?:[A-Za-z]:[\\/])?[^\s:()][^:()]{0,400}):(\d{1,9})(?::(\d{1,9}))?(?:: ?| - )(\S.{0,2000})$/u

/** `src/a.ts(3,5): error TS2322: message` */
const parenthesised =
  /^([^\s()][^()]{0,400})\((\d{1,9}),\d{1,9}\): (.{1,2000})$/u

/** One line a complaint: flake8, ruff, mypy, tsc, go vet, rustc's short format, ESLint's unix format, any `path:line:col: message`. */
export function lineComplaints(lines: readonly string[]): readonly Complaint[] {
  return lines.flatMap((line) => {
    const [, path, number, , message] =
      place.exec(line.replace(/^vet: /u, '')) ?? []
    const [, other, otherNumber, otherMessage] = parenthesised.exec(line) ?? []
    return [
      ...told(path, number, message),
      ...told(other, otherNumber, otherMessage),
    ]
  })
}

function told(
  path: string | undefined,
  line: string | undefined,
  message: string | undefined,
): readonly Complaint[] {
  if (path === undefined || message === undefined) return []
  if (!/[./\\]/u.test(path) || /^https?$/iu.test(path)) return []
  if (/^(?:note|help|info)\b/iu.test(message)) return []
  const level: Told['level'] = /^warn(?:ing)?\b|\[warning\//iu.test(message)
    ? 'warning'
    : 'error'
  return [complaint({ path, line: Number(line), message, level })]
}

/**
 * ESLint's own format: a path on a line of its own, and below it
 * `  1:10  error  'x' is defined but never used  no-unused-vars`.
 */
export function stylishComplaints(
  lines: readonly string[],
): readonly Complaint[] {
  let path: string | null = null
  return lines.flatMap((line) => {
    const heading = /^(\S[^\t]{0,400}\.\w{1,10})$/u.exec(line)?.[1]
    if (heading !== undefined) path = heading
    if (line.trim() === '') path = null
    const [, number, word, message] =
      /^\s{1,20}(\d{1,9}):\d{1,9}\s{1,20}(error|warning)\s{1,20}(\S.{0,2000})$/u.exec(
        line,
      ) ?? []
    if (path === null || message === undefined) return []
    const level = word === 'warning' ? 'warning' : 'error'
    return [complaint({ path, line: Number(number), message, level })]
  })
}
