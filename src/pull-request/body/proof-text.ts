import type { Proof, ProofCell } from '../../evidence/evidence.ts'
import { words } from './words.ts'

/** `5 of 5`: how often a test was red, or how often green. */
function redOf({ red, runs }: ProofCell): string {
  return `${red} of ${runs}`
}

function greenOf({ red, runs }: ProofCell): string {
  return `${runs - red} of ${runs}`
}

/** What the runs of the reproduction test show, as Markdown; `null` when none is configured. */
export function proofSentence(proof: Proof): string | null {
  const { cells } = proof
  const before = cells.newBefore ?? cells.originalBefore
  const after = cells.newAfter ?? cells.originalAfter
  switch (proof.status) {
    case 'not-configured':
      return null
    case 'proven':
      return `The reproduction test is ${shown('red', before)} before** the fix and ${shown('green', after)} after** it${sealClause(proof)}.${declaration(proof)}`
    case 'not-reproduced':
      return `It is ${shown('green', before)} before** the fix, so it does not show the bug. Write a test that fails there; or, if one of the files under \`files:\` brings the fix along, name fewer.`
    case 'not-fixed':
      return `It is ${shown('red', after)}** on this commit.`
    case 'test-changed':
      return `The original test is still ${shown('red', cells.originalAfter)}** on the fixed code. Only the changed test is green.`
    case 'inconclusive':
      return whyInconclusive(proof)
  }
}

function whyInconclusive({ reason, remedy }: Proof): string {
  return reason === null
    ? 'A build error, no test run or a timeout is never counted as red.'
    : words([reason, remedy ?? ''].join(' ').trim(), 800)
}

/** Red that only the configuration calls so. */
function declaration({ reason }: Proof): string {
  return reason === null ? '' : ` ${words(reason)}`
}

/** Opens a bold run that the caller closes: `**red 5 of 5`. */
function shown(colour: 'red' | 'green', cell: ProofCell | null): string {
  if (cell === null) return `**${colour}`
  return `**${colour} ${colour === 'red' ? redOf(cell) : greenOf(cell)}`
}

function sealClause({ seal }: Proof): string {
  switch (seal) {
    case 'intact':
      return ', and is the test that was written before the fix'
    case 'edited':
      return '. It was edited after the fix began; its original is green on the fixed code too'
    case 'accepted':
      return '. It was changed after the fix began, and the original is not green on the fixed code; a person accepted the change'
    case 'unsealed':
      return '. The test has no version older than the fix that could be tried'
    case 'broken':
    case null:
      return ''
  }
}

/** First words of the verdict where the proof decides it; `null` where it does not. */
export function proofLead({ status }: Proof): string | null {
  switch (status) {
    case 'test-changed':
      return 'Not shown to be fixed: the reproduction test was changed.'
    case 'not-fixed':
      return 'Not fixed: the reproduction test is still red.'
    case 'not-reproduced':
      return 'Not shown to be a fix: the reproduction test was green before it.'
    case 'inconclusive':
      return 'No verdict: the reproduction test came to no result.'
    case 'proven':
    case 'not-configured':
      return null
  }
}

/** `red 5/5 before, green 5/5 after`; `null` where nothing was shown at all. */
function proofCounts({ cells, status }: Proof): string | null {
  const { newBefore, newAfter } = cells
  if (newBefore === null && newAfter === null) return null
  if (status === 'not-fixed') return `${resultText(newAfter)} after`
  return `${resultText(newBefore)} before, ${resultText(newAfter)} after`
}

function resultText(cell: ProofCell | null): string {
  return cell === null ? 'no result' : cellText(cell)
}

/** The row of the reproduction step: what its runs on all trees show; `null` where there are none. */
export function proofRow(proof: Proof): string | null {
  const { originalAfter, newAfter } = proof.cells
  if (proof.status !== 'test-changed') {
    const counts = proofCounts(proof)
    return counts === null ? null : `**${counts}**`
  }
  const original = `**original test ${resultText(originalAfter)} after**`
  return `${original}, changed test ${resultText(newAfter)}`
}

/** `red 4/5`, or `green 5/5`. */
export function cellText({ red, runs }: ProofCell): string {
  return red > 0 ? `red ${red}/${runs}` : `green ${runs}/${runs}`
}

/** Mark of the reproduction step where the proof says more than the step; else `null`. */
export function proofMark(status: Proof['status']): string | null {
  switch (status) {
    case 'test-changed':
    case 'not-fixed':
    case 'not-reproduced':
      return '❌'
    case 'inconclusive':
      return '⚠️'
    case 'proven':
    case 'not-configured':
      return null
  }
}
