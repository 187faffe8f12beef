import type { Finding } from '../../finding.ts'
import type { Config } from '../../config/config.ts'
import type { DiffRun } from '../../plan/diff.ts'
import type { BranchCommit, ChangedText } from '../../plan/plan.ts'
import type { Spec } from '../../spec/spec.ts'
import type { SourceSpec, SpecSearch, SpecTrail } from '../../spec/trail.ts'
import type { JudgedCriterion, Proof, StepResult } from '../evidence.ts'
import type { ExplainedChange } from '../explain-changes.ts'
import type { KnownOriginals } from '../proof/known-originals.ts'
import type { TestResults } from '../test-summary/test-results.ts'
import type { Freshness } from './freshness.ts'

/** Everything that gates look at. */
export type Grounds = {
  /** The fork as `owner/name`. */
  readonly fork: string
  /** Its default branch, or `null` when it is not known. */
  readonly defaultBranch: string | null
  /** By which the branch is judged; see `judgedConfig`. */
  readonly config: Pick<Config, 'requiresProof'>
  /** As the head has it. */
  readonly headConfig: Config
  /** The fix branch carries that configuration's file itself. */
  readonly isConfigFromHead: boolean
  /** What `source-ref` has beside it, or `null`. */
  readonly sourceConfig: Config | null
  /** First version of a configuration that only the branch has, where the head has another one; else `null`. */
  readonly firstConfig: Config | null
  readonly search: SpecSearch
  readonly spec: Spec | null
  /** First version of the spec in the branch's own commits, or `null`. */
  readonly firstSpec: Spec | null
  /** What `source-ref` has for a branch that carries its own spec, or `null`. */
  readonly sourceSpec: SourceSpec | null
  /** A spec beside the one that was taken, which fits the branch by its issue and has open criteria, or `null`. */
  readonly bypassedSpec: Spec | null
  readonly trail: SpecTrail
  /** Files of the branch with the reason why each is changed. */
  readonly files: readonly ExplainedChange[]
  /** Without context, merge base to head. */
  readonly diff: readonly DiffRun[]
  /** Both versions of changed files that may hold tests. */
  readonly texts: readonly ChangedText[]
  /** Commits of the branch, oldest first; `[]` where they were not read. */
  readonly commits: readonly BranchCommit[]
  readonly steps: readonly StepResult[]
  /** Tests by name and outcome, by step id. */
  readonly results: ReadonlyMap<string, TestResults>
  readonly criteria: readonly JudgedCriterion[]
  /** What the gate `test-integrity` says of the diff; criteria rest on it too. */
  readonly testFindings: readonly Finding[]
  readonly proof: Proof
  /** Originals of the reproduction test as earlier runs left them on the staging PR. */
  readonly knownOriginals: KnownOriginals
  readonly freshness: Freshness
  /** SHA of the commit that the branch is compared with. */
  readonly mergeBase: string
}
