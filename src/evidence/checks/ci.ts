import { finding, type Finding, type GateLevel } from '../../finding.ts'
import type { OtherCheck } from '../other-checks.ts'
import { named } from './named.ts'

/**
 * Gate `ci`: checks of other workflows on the head commit passed. Where it
 * holds back, they must be done as well; else only a failure is told.
 */
export function checkCi(
  checks: readonly OtherCheck[],
  level: GateLevel,
): readonly Finding[] {
  const of = (state: OtherCheck['state']): readonly OtherCheck[] =>
    checks.filter((check) => check.state === state)
  const failed = of('failed')
  const found = failed.length === 0 ? [] : [failedChecks(failed)]
  if (level !== 'error') return found
  const [waiting, running] = [of('waiting'), of('running')]
  return [
    ...found,
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
