import { type Complaint, complaint } from './complaint.ts'
import { notFormatted } from './rust-complaints.ts'

/** `would reformat a.py` (black), `Would reformat: a.py` (ruff). */
const wouldReformat = /^would reformat:? (\S.{0,400})$/iu

/** `[warn] src/a.ts` and `[error] src/a.ts: SyntaxError: …` of prettier. */
const bracketed = /^\[(warn|error)\] (\S.{0,1000})$/u

/** Files that a formatter would change, named without a line. */
export function fileComplaints(lines: readonly string[]): readonly Complaint[] {
  return lines.flatMap((line) => {
    const path = wouldReformat.exec(line)?.[1]
    if (path !== undefined) {
      return [complaint({ path, line: null, message: notFormatted })]
    }
    return ofPrettier(line)
  })
}

function ofPrettier(line: string): readonly Complaint[] {
  const [, word, text = ''] = bracketed.exec(line) ?? []
  if (word === 'error') {
    const [, path, message] =
      /^([^\s:]{1,400}): (\S.{0,900})$/u.exec(text) ?? []
    return path === undefined || message === undefined
      ? []
      : [complaint({ path, line: null, message })]
  }
  return word === 'warn' && isPath(text)
    ? [complaint({ path: text, line: null, message: notFormatted })]
    : []
}

/** A formatter that only lists files, as `gofmt -l` and `prettier -l` do. */
export function listedFiles(lines: readonly string[]): readonly Complaint[] {
  return lines
    .filter((line) => isPath(line))
    .map((path) => complaint({ path, line: null, message: notFormatted }))
}

/** A sentence ends without an ending of a file. */
function isPath(text: string): boolean {
  return /^[^\s:|>[\]()'"`][^:|>[\]()'"`]{0,300}\.[A-Za-z]\w{0,9}$/u.test(text)
}
