import { finding, type Finding, type GateLevel } from '../../finding.ts'
import type { OtherCheck, OtherChecks } from '../other-checks.ts'
import { named } from './named.ts'

/**
 * Gate `ci`: checks of other workflows on the head commit passed. Where it
 * holds back, all must be known and done as well; else only a failure is told.
 * `null` stands for checks that could not be read.
 */
export function checkCi(
  read: OtherChecks | null,
  level: GateLevel,
): readonly Finding[] {
  const checks = read?.checks ?? []
  const of = (state: OtherCheck['state']): readonly OtherCheck[] =>
    checks.filter((check) => check.state === state)
  const failed = of('failed')
  const found = failed.length === 0 ? [] : [failedChecks(failed)]
  if (level !== 'error') return found
  const [waiting, running] = [of('waiting'), of('running')]
  return [
    ...found,
    ...(read?.isComplete === true ? [] : [unknownChecks(read)]),
    ...(waiting.length === 0 ? [] : [waitingChecks(waiting)]),
    ...(running.length === 0 ? [] : [runningChecks(running)]),
  ]
}

function failedChecks(checks: readonly OtherCheck[]): Finding {
  return finding({
    rule: 'ci/failed',
    severity: 'error',
    message: `${count(checks)} of other workflows failed on this commit: ${names(checks)}.`,
    remedy: 'Look at it on the Checks tab: it may know what the steps do not.',
  })
}

function unknownChecks(read: OtherChecks | null): Finding {
  const which = read === null ? 'The checks' : 'Some checks'
  return finding({
    rule: 'ci/unknown',
    severity: 'error',
    message: `${which} of other workflows on this commit could not be read.`,
    remedy:
      'Give the job `checks: read`, `actions: read` and `statuses: read`, and run this again. More than a thousand of a kind are never read.',
  })
}

function waitingChecks(checks: readonly OtherCheck[]): Finding {
  return finding({
    rule: 'ci/waiting',
    severity: 'error',
    message: `${count(checks)} of other workflows ${checks.length === 1 ? 'waits' : 'wait'} for your approval: ${names(checks)}.`,
    remedy:
      'Press "Approve workflows to run" on the pull request, and run this again when they are done.',
  })
}

function runningChecks(checks: readonly OtherCheck[]): Finding {
  return finding({
    rule: 'ci/running',
    severity: 'error',
    message: `${count(checks)} of other workflows ${checks.length === 1 ? 'is' : 'are'} not done yet: ${names(checks)}.`,
    remedy: 'Run this again when they are done.',
  })
}

function count({ length }: readonly OtherCheck[]): string {
  return length === 1 ? '1 check' : `${length} checks`
}

function names(checks: readonly OtherCheck[]): string {
  return named(checks.map(({ name }) => name))
}
