import type { StepConfig } from '../../config/config.ts'
import { byExit, unclear, unread } from './by-exit.ts'
import { compareComplaints, type Touched } from './compare-complaints.ts'
import type { Complaint } from './complaint.ts'
import type { BaselineGrounds, Comparison, StepRun } from './comparison.ts'
import { type Complaints, readComplaints } from './read-complaints.ts'

/** Compares what a linter or formatter says with what it said before the fix. */
export function againstComplaints(
  step: StepConfig,
  grounds: BaselineGrounds,
): Comparison {
  const after = readComplaints(grounds.head.output, grounds.head.root)
  const before = complaintsBefore(grounds.before)
  if (after === null) return unread(grounds)
  if (before === null) return byExit(grounds)
  const baseline = compareComplaints({
    before: weighed(before.items, step),
    after: weighed(after.items, step),
    touched: touchedIn(step, grounds.touched),
  })
  if (baseline.fresh.length > 0) {
    return before.complete
      ? { status: 'fresh', baseline, reason: null }
      : unclear(
          'it fails before the fix as well, and not all of its complaints there could be read',
          baseline,
        )
  }
  if (grounds.before.result.status === 'passed') return byExit(grounds)
  return after.complete
    ? { status: 'known', baseline, reason: null }
    : unclear(
        'it fails before the fix as well, and not all of its complaints could be read',
        baseline,
      )
}

/** A run that passed need not print anything that can be read. */
function complaintsBefore(run: StepRun): Complaints | null {
  const read = readComplaints(run.output, run.root)
  return run.result.status === 'passed'
    ? { items: read?.items ?? [], complete: true }
    : read
}

/** Beside errors, warnings do not make a command fail, unless it says so. */
function weighed(
  items: readonly Complaint[],
  { run }: StepConfig,
): readonly Complaint[] {
  if (/max-warnings|warnings-as-errors|--strict/u.test(run)) return items
  const errors = items.filter(({ level }) => level === 'error')
  return errors.length === 0 ? items : errors
}

/** Tools name paths from the folder that they run in, or from the root. */
function touchedIn(
  { workingDirectory }: StepConfig,
  touched: Touched,
): Touched {
  const folder = workingDirectory.replace(/^\.\/?|\/$/gu, '')
  if (folder === '') return touched
  return (path, line) =>
    touched(path, line) || touched(`${folder}/${path}`, line)
}
