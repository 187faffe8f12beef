import { finding, type Finding } from '../../finding.ts'
import { codeLanguageOf } from '../../plan/code-line.ts'
import type { StepResult, StepStatus } from '../evidence.ts'
import type { TestResults } from '../test-summary/test-results.ts'
import { named } from './named.ts'

/** Gate `steps`: every step that was to run has passed. */
export function checkSteps(steps: readonly StepResult[]): readonly Finding[] {
  if (steps.length === 0) {
    return [
      finding({
        rule: 'steps/none',
        severity: 'error',
        message: 'No verification step is configured, and no preset fits.',
        remedy:
          'Say under `verify:` in .github/staging-pr.yml which commands to run.',
      }),
    ]
  }
  return [...steps.flatMap(checkStep), ...steps.flatMap(checkFiles)]
}

/** Files that a test run or a package manager may well write. */
const byproduct =
  /(?:^|\/)(?:__snapshots__|snapshots)\/|\.(?:snap|lock|sum)$|(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml)$/u

/** What runs after a step that changes code is not the commit's code. */
function checkFiles({ id, changedFiles }: StepResult): readonly Finding[] {
  if (changedFiles.length === 0) return []
  const isCode = changedFiles.some(
    (path) => codeLanguageOf(path) !== null && !byproduct.test(path),
  )
  return [
    finding({
      rule: 'steps/changed-files',
      severity: isCode ? 'error' : 'warn',
      message: `Step ${id} changes ${named(changedFiles)}, so what runs after it is not the code of the commit.`,
      remedy:
        'Let the step check instead of change (`--check`), or commit what it makes.',
      path: changedFiles[0] ?? null,
    }),
  ]
}

const words: Readonly<Record<StepStatus, string | null>> = {
  passed: null,
  skipped: null,
  failed: 'failed',
  'timed-out': 'ran out of time',
  'not-started': 'did not come to a result',
  cancelled: 'was cancelled',
}

/** The reason of a step, without what its status says already; `shard 2 of 3` stays. */
function reasonBeside({ reason }: StepResult): string {
  return (reason ?? '').replace(
    /(?:^|: )(?:it ran out of time|the run was cancelled)$/u,
    '',
  )
}

function checkStep(step: StepResult): readonly Finding[] {
  const word = words[step.status]
  if (word === null) return []
  const said = reasonBeside(step)
  const reason = said === '' ? '' : `: ${said}`
  return [
    finding({
      rule: `steps/${step.status}`,
      severity: 'error',
      message: `Step ${step.id} ${word}${reason}.`,
    }),
  ]
}

/** Reports that name failed tests of a step that passed: whether they are meant to fail, nobody can tell. */
export function checkReports(
  steps: readonly StepResult[],
  results: ReadonlyMap<string, TestResults>,
): readonly Finding[] {
  return steps.flatMap(({ id, status, exitCode }) => {
    const failed = results.get(id)?.failed ?? []
    const isPass = status === 'passed' && exitCode === 0
    if (!isPass || failed.length === 0) return []
    const tests = failed.length === 1 ? 'a test' : `${failed.length} tests`
    return [
      finding({
        rule: 'steps/report-failed',
        severity: 'warn',
        message: `Step ${id} ended with exit status 0, but its JUnit reports say that ${tests} failed: ${named(failed)}.`,
        remedy:
          'Let the command end with another exit status where a test fails, or keep tests that are meant to fail out of the report.',
      }),
    ]
  })
}
