import { configFingerprint } from '../config/config-fingerprint.ts'
import { fullName } from '../context/run-context.ts'
import { runGates } from '../evidence/checks/all-gates.ts'
import { judgeCriteria } from '../evidence/checks/criteria.ts'
import { touchesExistingTests } from '../evidence/checks/criteria/existing-tests.ts'
import type { Grounds } from '../evidence/checks/grounds.ts'
import {
  earlierSpecs,
  firstWording,
} from '../evidence/checks/spec-integrity.ts'
import { checkTestIntegrity } from '../evidence/checks/test-integrity.ts'
import type { Evidence, Proof } from '../evidence/evidence.ts'
import type { Measurements } from '../evidence/measurements.ts'
import { explainChanges } from '../evidence/explain-changes.ts'
import { conclude, weighFindings } from '../evidence/verdict.ts'
import { readDiff } from '../plan/diff.ts'
import { finding, type Finding } from '../finding.ts'
import type { Preparation } from './preparation.ts'

/** What evidence holds beside the measurements. */
export type Judged = Pick<Evidence, 'product' | 'reused'> & {
  readonly tree: string
  readonly proof: Proof
  /** Complaints about the evidence itself; no configuration turns them off. */
  readonly misfits: readonly Finding[]
  /** SHA-256 as hex. */
  readonly hash: (text: string) => string
}

type Measured = Pick<Measurements, 'steps' | 'results' | 'toolchain' | 'dirty'>

/** No configuration turns it off: what was shown is not shown of the commit. */
const uncommitted: Finding = finding({
  rule: 'steps/uncommitted',
  severity: 'error',
  message:
    'Changes that are not committed were part of what the steps saw, so nothing is shown of the commit.',
  remedy: 'Commit or stash them, and verify again.',
})

/** Adds up what was measured: criteria, gates, verdict. */
export function collectEvidence(
  preparation: Preparation,
  measured: Measured,
  judged: Judged,
): Evidence {
  const { config, search } = preparation
  const spec = search.status === 'found' ? search.spec : null
  const { steps } = measured
  const { proof } = judged
  const { results } = measured
  const known = groundsOf(preparation, { steps, proof, results })
  const testFindings = checkTestIntegrity(known)
  const criteria =
    spec === null
      ? []
      : judgeCriteria(spec.criteria.items, {
          ...known,
          bindings: config.criteria,
          newTests: preparation.plan.newTests,
          absentNames: preparation.absentNames,
          existingTestsTouched: touchesExistingTests(testFindings),
          wording: firstWording(earlierSpecs(known), spec),
        })
  const found = runGates({ ...known, criteria, testFindings })
  const findings = [
    ...judged.misfits,
    ...(measured.dirty ? [uncommitted] : []),
    ...weighFindings(found, config.gates),
  ]
  const grounds = { steps, proof, criteria, findings }
  return {
    ...describeSubject(preparation, measured, judged),
    ...grounds,
    conclusion: conclude(grounds),
  }
}

function groundsOf(
  preparation: Preparation,
  { steps, proof, results }: Pick<Grounds, 'steps' | 'proof' | 'results'>,
): Omit<Grounds, 'criteria' | 'testFindings'> {
  const { context, config, history, plan, search, trail } = preparation
  const spec = search.status === 'found' ? search.spec : null
  return {
    fork: fullName(context.fork),
    defaultBranch: context.fork.defaultBranch,
    config,
    headConfig: preparation.headConfig,
    isConfigFromHead: preparation.isConfigFromHead,
    sourceConfig: preparation.sourceConfig,
    firstConfig: preparation.firstConfig,
    search,
    spec,
    firstSpec: preparation.firstSpec,
    sourceSpec: preparation.sourceSpec,
    bypassedSpec: preparation.bypassedSpec,
    trail,
    files: explainChanges(history.changes, {
      spec,
      documents: trail.documents.map(({ path }) => path),
      newTests: plan.newTests,
      configPath: config.path,
      reproduction: proof.files,
    }),
    diff: readDiff(history.diff),
    texts: history.texts,
    commits: history.commits,
    steps,
    results,
    proof,
    knownOriginals: preparation.knownOriginals,
    freshness: history.freshness,
    mergeBase: history.mergeBase.sha,
  }
}

type Subject = Omit<
  Evidence,
  'steps' | 'proof' | 'criteria' | 'findings' | 'conclusion'
>

function describeSubject(
  { context, config, history, search }: Preparation,
  measured: Measured,
  judged: Judged,
): Subject {
  const { run, headSha, branch } = context
  const spec = search.status === 'found' ? search.spec : null
  return {
    schemaVersion: 1,
    run: {
      id: run.id || null,
      attempt: run.id ? run.attempt : null,
      repositoryId: context.fork.id,
    },
    head: { sha: headSha, tree: judged.tree, branch, dirty: measured.dirty },
    base: { ref: context.base, sha: history.base.sha },
    mergeBase: history.mergeBase,
    spec:
      spec === null ? null : { id: spec.id, path: spec.path, blob: spec.blob },
    configHash: judged.hash(configFingerprint(config)),
    product: judged.product,
    toolchain: measured.toolchain,
    reused: judged.reused,
  }
}
