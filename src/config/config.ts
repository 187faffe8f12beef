import type { GateId, GateLevel } from '../finding.ts'
import type { Sourced } from '../sourced.ts'

/** What a step shows, which decides how its output is read. */
export const stepKinds = ['reproduction', 'test', 'lint', 'format'] as const

/** Kind of a verification step. */
export type StepKind = (typeof stepKinds)[number]

/** A person's word that a changed reproduction test is right. */
type AcceptedTest = {
  /** Blob SHA of the changed test file. */
  readonly test: string
  readonly reason: string
}

/** One verification command with every default filled in. */
export type StepConfig = {
  readonly id: string
  readonly kind: StepKind
  /** Shell text, run by `shell`; values reach it as environment variables only. */
  readonly run: string
  readonly timeoutMs: number
  readonly retries: number
  readonly shell: string
  /** Relative to the repository root; `.` for the root. */
  readonly workingDirectory: string
  readonly env: Readonly<Record<string, string>>
  /** Names of variables of the action's environment to let through. */
  readonly envPass: readonly string[]
  /** Globs of the reproduction test's files. */
  readonly files: readonly string[]
  readonly runs: number
  /** Regular expression over the output: how a genuine failure looks; `null` leaves it to the runner's own summary. */
  readonly red: string | null
  readonly setup: string | null
  readonly accepted: AcceptedTest | null
  readonly baseline: boolean
  readonly junit: readonly string[]
  readonly needs: readonly string[]
  readonly shards: number
  readonly runsOn: string | null
  /** `preset` where the manifest chose the command; zero tests then mean skipped instead of inconclusive. */
  readonly origin: 'configured' | 'preset'
  /** Where the command was written, for messages. */
  readonly source: string
}

/** Configuration of a run, each value with where it comes from. */
export type Config = {
  readonly branches: Sourced<readonly string[]>
  readonly base: Sourced<string> | null
  readonly upstream: Sourced<string> | null
  readonly upstreamBase: Sourced<string> | null
  readonly verify: Sourced<readonly StepConfig[]>
  /** Text in a criterion → id of the step that shows it. */
  readonly criteria: Readonly<Record<string, string>>
  readonly gates: Readonly<Record<GateId, GateLevel>>
  /** The file itself says `gates.proof: error`: a run without a reproduction step is then held back. */
  readonly requiresProof: boolean
  readonly timeoutMs: number
  readonly concurrency: number
  readonly reuse: boolean
  readonly checkRuns: boolean
  readonly annotations: { readonly junit: readonly string[] }
  readonly env: {
    readonly pass: readonly string[]
    readonly set: Readonly<Record<string, string>>
  }
  readonly handoff: {
    readonly research: boolean
    readonly branch: boolean
    readonly squash: boolean
    readonly close: boolean
  }
  /** Path of the configuration file that was read, or `null`. */
  readonly path: string | null
}
