import type { Config } from '../config/config.ts'
import type { Inputs } from '../context/inputs.ts'
import type { RunContext } from '../context/run-context.ts'
import type { BranchEvent } from '../context/trigger-event.ts'
import type { ForkState, GitHub } from '../io/github-port.ts'
import type { Pace } from '../io/github/pace.ts'
import type { Runner } from '../io/runner-port.ts'
import type { Around } from '../pull-request/around.ts'
import type { Checkout } from './checkout.ts'
import type { Preparation } from './preparation.ts'
import type { FoundConfig } from './read-config.ts'
import type { Sources } from './sources.ts'

/** What a staging run starts with. */
export type StagingRun = {
  readonly runner: Runner
  readonly inputs: Inputs
  readonly event: BranchEvent
  readonly checkout: Checkout
  /** Spaces the writes of a sweep. */
  readonly pace?: Pace
}

/** A staging run whose branch is a fix branch, with everything that says so. */
export type FixBranchRun = StagingRun & {
  readonly status: 'open'
  readonly headSha: string
  readonly sources: Sources
  readonly found: FoundConfig
  readonly config: Config
  readonly github: GitHub
  readonly fork: ForkState
}

/** A {@link FixBranchRun} whose repositories and base are known. */
export type ContextualRun = FixBranchRun & { readonly context: RunContext }

/** A fix branch that is read and planned. */
export type PreparedRun = {
  readonly status: 'prepared'
  readonly staging: ContextualRun
  readonly preparation: Preparation
  readonly around: Around
}
