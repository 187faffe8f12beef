import type { StepConfig } from '../../config/config.ts'
import type { FixOnly } from '../../plan/fix-only.ts'
import type { CommandOutcome } from '../judge-step.ts'
import { missingTool } from '../missing-command.ts'
import {
  ranZeroTests,
  readTestSummary,
  type TestSummary,
} from '../test-summary/read-test-summary.ts'
import { printsFailure } from '../prints-failure.ts'
import { explainHollow, unloadedRemedy } from './explain-hollow.ts'
import { type FailedOutput, hollowFailures } from './hollow-failures.ts'
import { unloadedFailures } from './unloaded.ts'

/** What one run of the reproduction test shows. */
export type RunColour =
  | {
      readonly colour: 'red'
      /** A failed test, or only what `red:` declares to be a failure. */
      readonly by: 'test' | 'declaration'
    }
  | { readonly colour: 'green' }
  | {
      /** Nothing: it did not come to a test, or what it came to cannot be read. */
      readonly colour: 'none'
      /** Why, a clause of plain text. */
      readonly reason: string
      /** What to do about it, plain text, or `null`. */
      readonly remedy: string | null
    }

type Judged = Pick<StepConfig, 'red'> & { readonly fixOnly: FixOnly }

/** Whether a text matches an expression, line by line; `null` where that takes too long to say. */
export type Matches = (source: string, text: string) => boolean | null

/**
 * Judges one run. Red is only a test that ran and failed: a build failure, a
 * missing tool, no test at all, a timeout or a crash shows nothing. `red:`,
 * where it is configured, says instead how a genuine failure looks.
 */
export function judgeRun(
  step: Judged,
  outcome: CommandOutcome,
  matches: Matches,
): RunColour {
  const { end, output } = outcome
  switch (end.status) {
    case 'exited':
      return step.red === null
        ? judgeExit(end.exitCode, { output, fixOnly: step.fixOnly })
        : judgeDeclared(matches(step.red, output), end.exitCode, {
            output,
            fixOnly: step.fixOnly,
          })
    case 'timed-out':
      return none('it ran out of time', 'Give the step a longer `timeout:`.')
    case 'signalled':
      return none(
        `it was ended by ${end.signal}`,
        'If a crash is how the bug shows, say so with `red:`.',
      )
    case 'output-limit':
      return none('it printed more than 256 MiB', null)
    case 'cancelled':
      return none('the run was cancelled', null)
    case 'not-started':
      return none(end.reason, null)
  }
}

function none(reason: string, remedy: string | null): RunColour {
  return { colour: 'none', reason, remedy }
}

const redByTest: RunColour = { colour: 'red', by: 'test' }

/** The configured expression decides over red; without it a run is green only by exit status and summary. */
function judgeDeclared(
  isRed: boolean | null,
  exitCode: number,
  said: Said,
): RunColour {
  if (isRed === null) {
    return none(
      'its output could not be searched for `red:` in reasonable time',
      'Make `red:` simpler: no repetition within a repetition, as in `(a+)+`, and where it can be `^` and a plain word first.',
    )
  }
  const plain = judgeExit(exitCode, said)
  if (isRed) {
    const by = plain.colour === 'red' ? plain.by : 'declaration'
    return { colour: 'red', by }
  }
  if (exitCode === 0) return plain
  return none(
    `exit status ${exitCode}, but its output does not match \`red:\``,
    'Correct `red:`, or what keeps the test from running.',
  )
}

/** What a command printed, and what it cannot have found before the fix. */
type Said = { readonly output: string; readonly fixOnly: FixOnly }

function judgeExit(exitCode: number, said: Said): RunColour {
  const { output } = said
  const missing = missingTool(exitCode, output)
  if (missing !== null) {
    return none(
      `command not found: ${missing}`,
      'Install it in a step before the action.',
    )
  }
  const summary = readTestSummary(output)
  return summary === null
    ? judgeUnknown(exitCode, output)
    : judgeSummary(exitCode, { summary, ...said })
}

/** No summary of a known test runner. */
function judgeUnknown(exitCode: number, output: string): RunColour {
  if (exitCode === 0) {
    return printsFailure(output)
      ? none(
          'exit status 0, but its output says that a test failed',
          'Let the command end with another exit status when a test fails.',
        )
      : { colour: 'green' }
  }
  return (
    crash(exitCode, output) ??
    missingTest(output) ??
    (isBuildFailure(output)
      ? none(
          'it does not build',
          'Write it against the code as it was before the fix. If not compiling is how the bug shows, put the message of the compiler into `red:`.',
        )
      : none(
          `exit status ${exitCode} without the summary of a test runner that is known`,
          'Say with `red:` how a failed test looks in its output.',
        ))
  )
}

/** The end of the test process itself: cargo names the signal, a shell adds 128 to it. */
function crash(exitCode: number, output: string): RunColour | null {
  const byShell = exitCode > 128 && exitCode < 160
  const byCargo = output
    .split('\n')
    .some((line) =>
      /^\s{0,9}process didn't exit successfully: .{1,2000} \(signal: /u.test(
        line,
      ),
    )
  return byShell || byCargo
    ? none(
        `the test process crashed (exit status ${exitCode})`,
        'If a crash is how the bug shows, say so with `red:`.',
      )
    : null
}

/** The command names a test file that is not there. */
function missingTest(output: string): RunColour | null {
  const isMissing = output
    .split('\n')
    .some((line) =>
      /^Could not find '|^error: no (?:test|bin|example|bench) target named /u.test(
        line,
      ),
    )
  return isMissing
    ? none(
        'the test that the command names is not there',
        'List every file that the test needs under `files:`.',
      )
    : null
}

function judgeSummary(exitCode: number, of: FailedOutput): RunColour {
  const { summary, output } = of
  const unloaded = unloadedFailures(output, summary)
  if (summary.failed > unloaded) {
    const hollow = hollowFailures(of)
    if (hollow === null) return redByTest
    return { colour: 'none', ...explainHollow(hollow) }
  }
  if (unloaded > 0) return none(unloadedReason(summary), unloadedRemedy)
  const crashed = crash(exitCode, output)
  if (crashed !== null) return crashed
  if (ranZeroTests(summary)) {
    return none(`${summary.runner} ran no test`, zeroTestsRemedy(summary))
  }
  if (exitCode === 0) return { colour: 'green' }
  return none(
    `exit status ${exitCode}, but ${summary.runner} says that no test failed`,
    'See its output; `red:` says how a failed test looks.',
  )
}

function unloadedReason({ runner }: TestSummary): string {
  return runner === 'pytest'
    ? 'pytest has an error and no failed test'
    : `${runner} has a failed file and no failed test: it does not load, or it breaks off`
}

/** Where a filter or a registration is the likely cause. */
function zeroTestsRemedy({ runner }: TestSummary): string {
  switch (runner) {
    case 'cargo test':
    case 'cargo nextest':
      return 'Is the name that the command filters by the name of a `#[test]` function? A file outside of tests/ needs a `[[test]]` entry or a `mod` line; list the file that holds it under `files:` too.'
    case 'pytest':
    case 'jest':
    case 'vitest':
    case 'node --test':
    case 'go test':
      return 'Does the command name the file, and does its filter fit the name of the test? List every file that the test needs under `files:`.'
  }
}

function isBuildFailure(output: string): boolean {
  return output
    .split('\n')
    .some((line) =>
      /^error(?:\[E\d{4}\])?: |^SyntaxError: |: error TS\d{4}: |^make: \*\*\* /u.test(
        line,
      ),
    )
}
