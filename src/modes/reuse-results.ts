import { evidenceKey } from '../evidence/evidence-key.ts'
import type { Evidence } from '../evidence/evidence.ts'
import {
  decodeKept,
  type KeptResults,
  resultsOf,
} from '../evidence/kept-results.ts'
import { productName } from '../product.ts'
import { readRegion } from '../pull-request/region.ts'
import { collectEvidence } from './collect-evidence.ts'
import type { Preparation } from './preparation.ts'
import { readToolchain } from './read-toolchain.ts'
import type { ContextualRun } from './staging-run.ts'
import { sha256 } from './hashes.ts'
import { openWorkshop } from './verify-branch.ts'

/**
 * Evidence from the results that an earlier run left on the staging PR, where
 * tree, commit before the fix, configuration, commands, tools and reproduction
 * test are the same; else `null`. Only people who may write to the fork can
 * change what stands there. A run that a person starts again runs everything.
 * A glance only looks whether there is news about the page: it takes them with
 * the tools that they were made with, and runs nothing.
 */
export async function reuseResults(
  run: ContextualRun,
  preparation: Preparation,
  isGlance = false,
): Promise<Evidence | null> {
  const { config, context } = preparation
  const isAllowed = config.reuse && context.run.attempt === 1
  const candidates = isAllowed || isGlance ? keptOn(run) : []
  if (candidates.length === 0) return null
  const tree = await run.checkout.repository.tree(context.headSha)
  const found = fitting(candidates, preparation, tree)
  if (found === null) return null
  const { kept, results } = found
  const toolchain = isGlance
    ? kept.toolchain
    : await toolchainHere(run, preparation)
  if (!isSame(toolchain, kept.toolchain)) return null
  const measured = {
    steps: results.steps,
    results: new Map(),
    toolchain,
    dirty: false,
  }
  return collectEvidence(preparation, measured, {
    tree,
    misfits: [],
    hash: sha256,
    product: productName,
    proof: results.proof,
    reused: {
      run: kept.run,
      at: kept.at,
      ageMs: Math.max(0, Date.now() - kept.at * 1000),
    },
  })
}

/** Results that were kept for the very same tree and configuration. */
function fitting(
  candidates: readonly KeptResults[],
  preparation: Preparation,
  tree: string,
): {
  readonly kept: KeptResults
  readonly results: NonNullable<ReturnType<typeof resultsOf>>
} | null {
  const key = hashedKey(preparation, tree)
  const kept = candidates.find((one) => one.key === key)
  if (kept === undefined) return null
  const results = resultsOf(kept, preparation.plan, preparation.proofPlan)
  return results === null ? null : { kept, results }
}

/** Hash under which the results of a preparation are kept; `null` when they are not. */
export function hashedKey(
  { config, plan, proofPlan, history }: Preparation,
  tree: string,
): string | null {
  const key = evidenceKey({
    tree,
    mergeBase: history.mergeBase.sha,
    config,
    plan,
    proofPlan,
    product: productName,
  })
  return key === null ? null : sha256(key)
}

function keptOn({ fork }: ContextualRun): readonly KeptResults[] {
  return fork.pullRequests.flatMap(({ body }) => {
    const reading = readRegion(body)
    const word = reading.status === 'found' ? reading.marker.kept : null
    const kept = word === null ? null : decodeKept(word)
    return kept === null ? [] : [kept]
  })
}

function toolchainHere(
  { runner, checkout }: ContextualRun,
  preparation: Preparation,
): Promise<Evidence['toolchain']> {
  const { log, environment, interruption, redact } = runner
  return readToolchain(
    preparation,
    { directory: checkout.repository.topLevel, isClone: false },
    openWorkshop({ log, environment, interruption, redact }),
  )
}

function isSame(
  one: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
): boolean {
  const names = Object.keys(one)
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => one[name] === other[name])
  )
}
