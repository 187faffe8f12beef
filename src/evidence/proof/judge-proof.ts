import type {
  AcceptedChange,
  Proof,
  ProofCell,
  ReproductionFile,
} from '../evidence.ts'
import type { RunColour } from './judge-run.ts'
import { isChanged } from './original-versions.ts'

/** Runs of the two versions of the reproduction test on the two trees; `[]` where one was not run. */
export type ProofRuns = {
  readonly newBefore: readonly RunColour[]
  readonly newAfter: readonly RunColour[]
  readonly originalBefore: readonly RunColour[]
  readonly originalAfter: readonly RunColour[]
  /** On the fixed code: the first version of the test. */
  readonly first: readonly RunColour[]
  /** On the fixed code: with what tests rest on as it was before. */
  readonly support: readonly RunColour[]
}

/** What the proof is judged on. */
export type ProofGrounds = {
  readonly runs: ProofRuns
  readonly files: readonly ReproductionFile[]
  /** The original came by itself, but after code of the branch. */
  readonly isLate: boolean
  readonly accepted: AcceptedChange | null
  /** Unified diff from the original to the head's test. */
  readonly diff: string
  /** End of what the original says on the fixed code. */
  readonly originalTail: string
}

type Judgement = Pick<Proof, 'status' | 'reason' | 'remedy'>

/** Red before, green after, with the test that was written before the fix. */
export function judgeProof(grounds: ProofGrounds): Proof {
  const { runs, files, accepted, diff, originalTail } = grounds
  const seal = sealOf(grounds)
  return {
    ...judge(grounds, seal),
    seal,
    files,
    accepted: seal === 'accepted' ? accepted : null,
    diff: seal === 'intact' || seal === 'unsealed' ? '' : diff,
    originalTail: isRed(runs.originalAfter) ? originalTail : '',
    cells: {
      originalBefore: cellOf(runs.originalBefore),
      originalAfter: cellOf(runs.originalAfter),
      newBefore: cellOf(runs.newBefore),
      newAfter: cellOf(runs.newAfter),
    },
    besides: { first: cellOf(runs.first), support: cellOf(runs.support) },
  }
}

/** `null` while the original has not shown which it is. */
function sealOf({
  files,
  runs,
  accepted,
  isLate,
}: ProofGrounds): Proof['seal'] {
  if (files.every(({ original }) => original === null)) return 'unsealed'
  if (!files.some(isChanged)) return isLate ? 'unsealed' : 'intact'
  if (accepted !== null && !isGreen(runs.originalAfter)) return 'accepted'
  if (isRed(runs.originalAfter)) return 'broken'
  return isGreen(runs.originalAfter) ? 'edited' : null
}

function judge({ runs }: ProofGrounds, seal: Proof['seal']): Judgement {
  if (isRed(runs.newAfter)) return verdict('not-fixed')
  if (seal === 'broken') return verdict('test-changed')
  const open =
    unshown(runs.newAfter, 'on the fixed code') ??
    unshownOriginal(runs, seal) ??
    unshown(runs.newBefore, 'on the code before the fix')
  if (open !== null) return open
  if (!isRed(runs.newBefore)) return verdict('not-reproduced')
  return isRedByTest(runs.newBefore)
    ? verdict('proven')
    : { ...verdict('proven'), reason: declaredRed }
}

const declaredRed =
  'Before the fix it is red by what `red:` declares, not by a failed test.'

function isRedByTest(runs: readonly RunColour[]): boolean {
  return runs.some((run) => run.colour === 'red' && run.by === 'test')
}

function verdict(status: Proof['status']): Judgement {
  return { status, reason: null, remedy: null }
}

function unshownOriginal(
  { originalAfter }: ProofRuns,
  seal: Proof['seal'],
): Judgement | null {
  if (seal !== null) return null
  return {
    ...silence(originalAfter, 'in its original version, on the fixed code'),
    remedy:
      'Put the original back and add the new test under another name. If the original was wrong, a person can accept the new one with `accept-test`.',
  }
}

/** A run that shows nothing, or none at all. */
function unshown(runs: readonly RunColour[], where: string): Judgement | null {
  const isShown =
    runs.length > 0 && runs.every(({ colour }) => colour !== 'none')
  return isShown ? null : silence(runs, where)
}

function silence(runs: readonly RunColour[], where: string): Judgement {
  const silent = runs.find(({ colour }) => colour === 'none')
  if (silent?.colour === 'none') {
    const reason = `The reproduction test shows nothing ${where}: ${silent.reason}.`
    return { status: 'inconclusive', reason, remedy: silent.remedy }
  }
  const reason = `The reproduction test was not run ${where}.`
  return { status: 'inconclusive', reason, remedy: null }
}

function isRed(runs: readonly RunColour[]): boolean {
  return runs.some(({ colour }) => colour === 'red')
}

function isGreen(runs: readonly RunColour[]): boolean {
  return runs.length > 0 && runs.every(({ colour }) => colour === 'green')
}

function cellOf(runs: readonly RunColour[]): ProofCell | null {
  const shown = runs.filter(({ colour }) => colour !== 'none')
  if (shown.length === 0) return null
  return {
    red: shown.filter(({ colour }) => colour === 'red').length,
    runs: shown.length,
  }
}
