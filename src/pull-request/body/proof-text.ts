import type { Proof, ProofCell } from '../../evidence/evidence.ts'

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
      return `The reproduction test is ${shown('red', before)} before** the fix and ${shown('green', after)} after** it${sealClause(proof)}.`
    case 'not-reproduced':
      return `It is ${shown('green', before)} before** the fix, so it does not show the bug.`
    case 'not-fixed':
      return `It is ${shown('red', after)} after** the fix.`
    case 'test-changed':
      return `The original test is still ${shown('red', cells.originalAfter)}** on the fixed code. Only the changed test is green.`
    case 'inconclusive':
      return 'A build error, no test run or a timeout is never counted as red.'
  }
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
      return '. It was edited after the fix; the original is green on the fixed code too'
    case 'accepted':
      return '. It was changed; a person accepted the change'
    case 'unsealed':
      return '. Test and fix came together, so no older version of the test could be tried'
    case 'broken':
    case null:
      return ''
  }
}

/** The four cells, where original and changed test differ in a way that a person must see; else `null`. */
export function proofTable({ cells, seal, status }: Proof): string | null {
  if (status !== 'test-changed' && seal !== 'accepted') return null
  return [
    '| Reproduction test | Before the fix | After the fix |',
    '| --- | --- | --- |',
    `| Original | ${cell(cells.originalBefore)} | ${failing(cells.originalAfter)} |`,
    `| Changed | ${cell(cells.newBefore)} | ${failing(cells.newAfter)} |`,
  ].join('\n')
}

function cell(runs: ProofCell | null): string {
  if (runs === null) return 'not run'
  return runs.red > 0
    ? `red ${runs.red}/${runs.runs}`
    : `green ${runs.runs}/${runs.runs}`
}

function failing(runs: ProofCell | null): string {
  return runs !== null && runs.red > 0 ? `❌ **${cell(runs)}**` : cell(runs)
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
