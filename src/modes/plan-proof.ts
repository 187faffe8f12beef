import type { StepConfig } from '../config/config.ts'
import { acceptedChange } from '../evidence/proof/accepted-change.ts'
import { isChanged } from '../evidence/proof/original-versions.ts'
import { reproductionFiles } from '../evidence/proof/reproduction-files.ts'
import type { AcceptedChange, ReproductionFile } from '../evidence/evidence.ts'
import type { TreeEntry } from '../io/git/parse.ts'
import { codeLanguageOf } from '../plan/code-line.ts'
import { type FixOnly, namesOfFix } from '../plan/fix-only.ts'
import { isTestFile } from '../plan/test-path.ts'
import { needsVariable } from '../plan/needs-variable.ts'
import type { PlannedStep } from '../plan/plan.ts'
import type { ProofPlan } from '../plan/proof-plan.ts'
import { sourced } from '../sourced.ts'
import type { Spec } from '../spec/spec.ts'
import { describeDifference } from './describe-difference.ts'
import { findBesides } from './find-besides.ts'
import { findVersions, type Trees } from './find-versions.ts'
import type { Preparation } from './preparation.ts'
import type { Sources } from './sources.ts'

type Read = Omit<Preparation, 'proofPlan'>

/** The acceptances of changed tests that count: from `source-ref`'s configuration and the input `accept-test`. */
export type Acceptances = readonly AcceptedChange[]

/** Finds the reproduction test's files and their originals in git. Runs nothing. */
export async function planProof(
  sources: Sources,
  read: Read,
  acceptances: Acceptances,
): Promise<ProofPlan> {
  const planned = read.plan.steps.find(
    ({ step }) => step.kind === 'reproduction',
  )
  if (planned === undefined) return { status: 'none' }
  if (planned.status === 'skipped') return whenSkipped(planned)
  const { step } = planned
  const trees = await readTrees(sources, read)
  const found = reproductionFiles({
    step,
    spec: specOf(read),
    reproduction: read.reproduction,
    newTests: read.plan.newTests,
    paths: allPaths(read, trees),
  })
  if (found === null) return withoutFiles(step)
  const paths = [...found.value, ...fixturesBeside(found.value, read)]
  const { files, isLate } = await findVersions(sources, read, { trees, paths })
  const shared = files.find((file) => sharesCode(file, read.history))
  if (shared !== undefined) return withoutFileOfItsOwn(step, shared)
  return {
    status: 'planned',
    step,
    files: sourced(files, found.source),
    isChanged: files.some(isChanged),
    isLate,
    accepted: acceptedChange(files, acceptances),
    diff: await describeDifference(sources.checkout.repository, files),
    fixOnly: fixOnly(paths, read),
    besides: findBesides(read, trees, { files, acceptances }),
    executable: paths.filter(
      (path) => trees.head.get(path)?.executable === true,
    ),
  }
}

/** What the branch adds beside the test, and the tree before the fix does not have. */
function fixOnly(paths: readonly string[], { history }: Read): FixOnly {
  const added = history.changes.filter(({ status }) => status === 'added')
  return {
    names: namesOfFix(history.diff, paths),
    files: added
      .map(({ path }) => path)
      .filter((path) => !paths.includes(path)),
  }
}

/**
 * Fixtures and snapshots that the branch adds in the commit that adds the test:
 * without them the test cannot run before the fix, and with others it may pass.
 */
function fixturesBeside(
  paths: readonly string[],
  { history }: Read,
): readonly string[] {
  const own = new Set(paths)
  const first = history.commits.find(({ changes }) =>
    changes.some(
      ({ path, previousBlob }) => own.has(path) && previousBlob === null,
    ),
  )
  const added = (first?.changes ?? []).filter(
    ({ path, previousBlob }) =>
      previousBlob === null &&
      !own.has(path) &&
      isTestFile(path) &&
      codeLanguageOf(path) === null,
  )
  return added.map(({ path }) => path).slice(0, mostFixtures)
}

/** More of them are a matter of `files`. */
const mostFixtures = 50

/** A step that a person configured must show something; a preset only tries. */
function whenSkipped({
  step,
  reason,
}: Extract<PlannedStep, { status: 'skipped' }>): ProofPlan {
  if (step.origin === 'preset') return { status: 'none' }
  return {
    status: 'impossible',
    step,
    reason: `The reproduction step was skipped: ${reason}.`,
    remedy: needsVariable(step.run, 'ISSUE')
      ? 'Name the branch after the issue (fix/issue-1234), label the spec issue-1234, or give the input `issue`.'
      : 'Let the command name the test itself.',
  }
}

function withoutFiles(step: StepConfig): ProofPlan {
  if (step.origin === 'preset') return { status: 'none' }
  return {
    status: 'impossible',
    step,
    reason:
      'Nothing says which files are the reproduction test, so it cannot be run on the code before the fix.',
    remedy: `Name them under \`verify.${step.id}.files\`, for example \`files: ["tests/issue_1234.rs"]\`.`,
  }
}

/** Rust's unit tests stand in the code: laying such a file over other code lays the fix, or the bug, over it too. */
function sharesCode(
  file: ReproductionFile,
  { commits }: Read['history'],
): boolean {
  const { path } = file
  if (!path.endsWith('.rs') || isTestFile(path)) return false
  const touching = commits.filter(({ changes }) =>
    changes.some((change) => change.path === path),
  )
  return isChanged(file) || touching.length > 1
}

function withoutFileOfItsOwn(
  step: StepConfig,
  { path }: ReproductionFile,
): ProofPlan {
  if (step.origin === 'preset') return { status: 'none' }
  return {
    status: 'impossible',
    step,
    reason: `The reproduction test stands in ${path}, which the fix changes too, so it cannot be run on the code before the fix.`,
    remedy:
      'Move the test to a file of its own, for example `tests/issue_1234.rs`.',
  }
}

async function readTrees(
  sources: Sources,
  { context, history }: Read,
): Promise<Trees> {
  const [head, mergeBase] = await Promise.all([
    sources.files(context.headSha),
    sources.files(history.mergeBase.sha),
  ])
  return { head: byPath(head), mergeBase: byPath(mergeBase) }
}

function byPath(entries: readonly TreeEntry[]): ReadonlyMap<string, TreeEntry> {
  return new Map(entries.map((entry) => [entry.path, entry]))
}

function allPaths({ history }: Read, trees: Trees): readonly string[] {
  const changed = history.commits.flatMap(({ changes }) =>
    changes.map(({ path }) => path),
  )
  return [
    ...new Set([...trees.head.keys(), ...trees.mergeBase.keys(), ...changed]),
  ]
}

function specOf({ search }: Read): Spec | null {
  return search.status === 'found' ? search.spec : null
}
