import type { StepResult } from './evidence.ts'
import type { ProofRuns } from './proof/judge-proof.ts'
import type { TestResults } from './test-summary/test-results.ts'

/** Runs of the reproduction test as they came, not judged yet. */
export type RawProof = {
  readonly runs: ProofRuns
  /** End of what the original says on the fixed code, where it is red; else `""`. */
  readonly originalTail: string
}

/** What came of running steps on one head commit. */
export type Measurements = {
  readonly steps: readonly StepResult[]
  /** `null` where the proof did not come to run. */
  readonly proof: RawProof | null
  /** Tests by name and outcome, by step id, where the output tells them. */
  readonly results: ReadonlyMap<string, TestResults>
  /** Tool → version. */
  readonly toolchain: Readonly<Record<string, string>>
  /** Tracked files of the work tree differed from the commit. */
  readonly dirty: boolean
}
