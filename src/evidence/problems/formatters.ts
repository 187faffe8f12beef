import { fileComplaints } from '../baseline/file-complaints.ts'
import type { Complaint } from '../baseline/complaint.ts'
import { rustfmtComplaint } from '../baseline/rust-complaints.ts'
import type { Told } from './problem.ts'

/** What formatters would change: rustfmt by line, black, ruff, prettier and oxfmt by file. */
export function formatterProblems(lines: readonly string[]): readonly Told[] {
  return lines.flatMap((line, index) => {
    const hunk = rustfmtComplaint(lines, index)
    if (hunk !== null) return [ofComplaint(hunk, index)]
    const timed = /^(\S.{0,400}\.\w{1,10}) \(\d{1,9}ms\)$/u.exec(line)?.[1]
    if (timed !== undefined) {
      return [wholeFile(timed, 'not formatted', index)]
    }
    return fileComplaints([line]).map(({ path, message }) =>
      wholeFile(path, message, index),
    )
  })
}

function ofComplaint(
  { path, line, lines, message }: Complaint,
  index: number,
): Told {
  const at = { path, line: line ?? 1, endLine: lines.at(-1) ?? null }
  return { ...at, message, rule: 'rustfmt', from: index, to: index }
}

function wholeFile(path: string, message: string, index: number): Told {
  return { path, line: 1, message, from: index, to: index }
}
