import type { InputName } from '../context/inputs.ts'
import type { Server, WorkflowRun } from '../context/run-context.ts'
import type { Redact } from '../text/redact.ts'
import type { RunLog } from './run-log-port.ts'

/** Names that `action.yml` declares under `outputs`. */
export const outputNames = [
  'conclusion',
  'ready',
  'proof',
  'pull-request-number',
  'pull-request-url',
  'operation',
  'head-sha',
  'evidence-path',
  'body-path',
  'result-path',
  'handoff-path',
  'approval',
  'plan-path',
  'plan-hash',
  'matrix',
  'count',
] as const

/** Name of an output. */
type OutputName = (typeof outputNames)[number]

/** The runner: what it hands in and what it takes back. */
export type Runner = {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly server: Server
  readonly run: WorkflowRun
  /** `GITHUB_EVENT_NAME`. */
  readonly eventName: string
  /** `GITHUB_REPOSITORY`, `owner/name`. */
  readonly repository: string
  /** `GITHUB_REF`. */
  readonly ref: string
  /** Absolute path of the checkout. */
  readonly workspace: string
  /** Absolute folder for files that outlive the run's process (`RUNNER_TEMP`). */
  readonly temporaryFolder: string
  readonly log: RunLog
  /** Takes secrets of this environment out of a text; everything that leaves goes through it. */
  readonly redact: Redact
  /** Aborted when the run is cancelled. */
  readonly interruption: AbortSignal
  input(name: InputName): string
  /** The event file, parsed. Throws Refusal when it is missing or no JSON. */
  event(): unknown
  setOutput(name: OutputName, value: string): void
  /** Adds Markdown to the step summary; trouble is a warning. */
  writeSummary(markdown: string): Promise<void>
}
