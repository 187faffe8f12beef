import type { Finding } from '../../finding.ts'
import type { Spec } from '../../spec/spec.ts'
import { checkCommitMessages } from './commit-messages.ts'
import { checkCommits } from './commits.ts'
import { checkConfigIntegrity } from './config-integrity.ts'
import { checkCriteria } from './criteria.ts'
import { checkDependencies } from './dependencies.ts'
import { checkForkOnly } from './fork-only.ts'
import { checkFreshness } from './freshness.ts'
import type { Grounds } from './grounds.ts'
import { checkHistory } from './history.ts'
import { checkDrafts, checkOriginals, checkProof } from './proof.ts'
import { checkReleaseNotes } from './release-notes.ts'
import { checkResearch } from './research.ts'
import { checkScope } from './scope.ts'
import { checkSpec } from './spec.ts'
import {
  checkBypassed,
  checkSpecIntegrity,
  earlierSpecs,
} from './spec-integrity.ts'
import { checkReports, checkSteps } from './steps.ts'

/** Asks every gate, in the order of `gateIds`. Levels are not applied yet. */
export function runGates(grounds: Grounds): readonly Finding[] {
  const { spec, trail, commits, steps, proof, files } = grounds
  const ifSpec = (
    check: (spec: Spec) => readonly Finding[],
  ): readonly Finding[] => (spec === null ? [] : check(spec))
  return [
    ...checkSpec(grounds.search),
    ...ifSpec((spec) => checkDependencies(spec, trail, grounds.sourceSpec)),
    ...ifSpec((spec) => checkCommits(spec, commits)),
    ...checkCommitMessages(commits, grounds.mergeBase),
    ...checkProof(proof, grounds.config),
    ...checkOriginals(proof, grounds.knownOriginals),
    ...checkDrafts(proof, commits),
    ...checkSteps(steps),
    ...checkReports(steps, grounds.results),
    ...ifSpec((spec) => checkCriteria(spec, grounds.criteria, steps)),
    ...ifSpec((spec) => checkScope(spec, trail, files)),
    ...checkConfigIntegrity({
      head: grounds.headConfig,
      source: grounds.sourceConfig,
      isFromHead: grounds.isConfigFromHead,
      defaultBranch: grounds.defaultBranch,
      first: grounds.firstConfig,
    }),
    ...grounds.testFindings,
    ...ifSpec((spec) => checkSpecIntegrity(earlierSpecs(grounds), spec)),
    ...checkBypassed(grounds.bypassedSpec, spec),
    ...ifSpec((spec) => checkResearch(spec, trail, commits)),
    ...ifSpec(checkReleaseNotes),
    ...checkHistory(commits, grounds.mergeBase),
    ...checkFreshness(grounds.freshness),
    ...checkForkOnly(grounds),
  ]
}
