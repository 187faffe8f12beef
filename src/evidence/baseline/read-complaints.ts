import { isCutOutput } from '../../text/left-out.ts'
import { relativePath } from '../test-summary/test-results.ts'
import type { Complaint } from './complaint.ts'
import { fileComplaints, listedFiles } from './file-complaints.ts'
import { lineComplaints, stylishComplaints } from './line-complaints.ts'
import { arrowComplaints, rustfmtComplaints } from './rust-complaints.ts'

/** What a linter or formatter says, and whether that is all. */
export type Complaints = {
  readonly items: readonly Complaint[]
  /** As many as the tool itself counts, and nothing of the output is missing. */
  readonly complete: boolean
}

/**
 * Reads the complaints of linters, compilers and formatters from sanitized
 * output. `root` is the folder of the tree, whose absolute paths become
 * relative. `null` when there is none to be read.
 */
export function readComplaints(
  output: string,
  root: string,
): Complaints | null {
  const lines = output.split('\n')
  const found = [
    ...arrowComplaints(lines),
    ...rustfmtComplaints(lines),
    ...lineComplaints(lines),
    ...stylishComplaints(lines),
    ...fileComplaints(lines),
  ]
  const all = found.length > 0 ? found : listedFiles(lines)
  if (all.length === 0) return null
  const items = all.map((one) => ({
    ...one,
    path: relativePath(one.path, root),
  }))
  const complete = !isCutOutput(lines) && items.length >= announced(lines)
  return { items, complete }
}

/** Numbers that a tool gives at its end. */
const totals = [
  /^\s{0,9}[✖✗×] (\d{1,9}) problems? \(/u,
  /^Found (\d{1,9}) (?:errors?|warnings?)\b/u,
  /^(\d{1,9}) files? would be reformatted\b/u,
] as const

/** rustc gives its number again for each target that has the same code. */
const rustTotal =
  /^error: (?:could not compile|aborting due to) (?:.{0,300} due to )?(\d{1,9}) previous errors?\b/u

function announced(lines: readonly string[]): number {
  let sum = 0
  let rust = 0
  for (const line of lines) {
    for (const total of totals) sum += Number(total.exec(line)?.[1] ?? 0)
    rust = Math.max(rust, Number(rustTotal.exec(line)?.[1] ?? 0))
  }
  return sum + rust
}
