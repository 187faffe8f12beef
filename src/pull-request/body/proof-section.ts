import type { Proof, ProofCell } from '../../evidence/evidence.ts'
import { isChanged } from '../../evidence/proof/original-versions.ts'
import { details, fence, inlineCode } from '../../markdown/write.ts'
import type { BodyInput } from './body-input.ts'
import { firstFailure } from './first-failure.ts'
import { cellText } from './proof-text.ts'
import { count } from './quantities.ts'
import { shortSha } from './references.ts'
import { shellWord } from '../../text/shell-word.ts'
import { table } from './table.ts'
import { words } from './words.ts'

/** Lines of the difference that stand unfolded. */
const shownDiffLines = 25

/**
 * Where original and new reproduction test differ in a way that a person must
 * see: the four cells, what changed in the test, what the original says, and
 * the ways on. `[]` in every other case.
 */
export function proofSection(input: BodyInput): readonly string[] {
  const proof = input.facts.evidence?.proof
  if (proof === undefined) return []
  if (proof.status === 'test-changed') {
    return [
      cells(proof, input),
      ...difference(proof),
      ...originalOutput(proof),
      waysOn(proof, input),
    ]
  }
  if (isWithoutOriginal(proof)) {
    return [cells(proof, input), ...difference(proof), waysOn(proof, input)]
  }
  if (proof.seal !== 'accepted') return []
  return [cells(proof, input), acceptance(proof), ...difference(proof)]
}

/** The cells alone, where {@link proofSection} does not show them; `[]` where nothing was run. */
export function proofCells(input: BodyInput): readonly string[] {
  const proof = input.facts.evidence?.proof
  if (proof === undefined || proofSection(input).length > 0) return []
  const { newBefore, newAfter, originalBefore, originalAfter } = proof.cells
  if (newBefore === null && newAfter === null) return []
  if (originalBefore !== null || originalAfter !== null) {
    return [cells(proof, input)]
  }
  return [
    table(
      ['', 'Before the fix', 'After the fix'],
      [['Reproduction test', before(newBefore), after(newAfter)]],
    ),
  ]
}

/** The test was changed, and its original came to no result. */
function isWithoutOriginal({ status, seal, diff }: Proof): boolean {
  return status === 'inconclusive' && seal === null && diff !== ''
}

/** A harmless edit: the original passes as well, so the difference is folded away. */
export function editNote(input: BodyInput): readonly string[] {
  const proof = input.facts.evidence?.proof
  if (proof?.seal !== 'edited' || proof.status === 'test-changed') return []
  const text = `The reproduction test was edited after the fix began. Its original is ${proof.cells.originalAfter === null ? 'green' : cellText(proof.cells.originalAfter)} on the fixed code as well.`
  return [
    details(
      'Edited reproduction test: the original passes too',
      `${text}\n\n${fence(proof.diff, 'diff')}`,
    ),
  ]
}

function cells({ cells, files }: Proof, { facts }: BodyInput): string {
  const original = files.find(isChanged)?.original ?? null
  const name =
    original === null
      ? 'Original'
      : `Original, ${inlineCode(shortSha(original.commit))}`
  const head = facts.evidence?.head.sha ?? facts.context.headSha
  return table(
    ['Reproduction test', 'Before the fix', 'After the fix'],
    [
      [name, before(cells.originalBefore), after(cells.originalAfter)],
      [
        `Changed, ${inlineCode(shortSha(head))}`,
        before(cells.newBefore),
        after(cells.newAfter),
      ],
    ],
  )
}

function before(cell: ProofCell | null): string {
  return cell === null ? 'no result' : cellText(cell)
}

function after(cell: ProofCell | null): string {
  const isRed = cell !== null && cell.red > 0
  return isRed ? `❌ **${cellText(cell)}**` : before(cell)
}

function difference({ diff, files }: Proof): readonly string[] {
  if (diff === '') return []
  const changed = files.filter(isChanged).map(({ path }) => path)
  const names = changed.map((path) => inlineCode(path)).join(', ')
  const all = diff.split('\n')
  const content = withoutHeaders(all, changed)
  const added = content.filter((line) => line.startsWith('+')).length
  const removed = content.filter((line) => line.startsWith('-')).length
  const lines = changed.length === 1 ? content : all
  const shown = lines.slice(0, shownDiffLines).join('\n')
  const rest = lines.length - shownDiffLines
  return [
    `**What changed in the test** (${names}, +${added} −${removed})`,
    fence(shown, 'diff'),
    ...(rest > 0
      ? [
          details(
            `${count(rest, 'more line')} of the difference`,
            fence(lines.slice(shownDiffLines).join('\n'), 'diff'),
          ),
        ]
      : []),
  ]
}

/** Only whole headers go: a changed line may look like half of one. */
function withoutHeaders(
  lines: readonly string[],
  paths: readonly string[],
): readonly string[] {
  const isHeader = (at: number): boolean =>
    paths.some(
      (path) => lines[at] === `--- ${path}` && lines[at + 1] === `+++ ${path}`,
    )
  return lines.filter((_, at) => !isHeader(at) && !isHeader(at - 1))
}

function originalOutput({ originalTail }: Proof): readonly string[] {
  if (originalTail === '') return []
  const shown =
    firstFailure(originalTail) ??
    originalTail.trimEnd().split('\n').slice(-15).join('\n')
  return [
    '**What the original test says on the fixed code**',
    fence(shown, 'text'),
  ]
}

function acceptance({ accepted }: Proof): string {
  return accepted === null
    ? ''
    : `**Accepted by a person** (${words(accepted.source)}, blob ${inlineCode(shortSha(accepted.test))}): ${words(accepted.reason, 500)}`
}

function waysOn({ files }: Proof, { facts }: BodyInput): string {
  const changed = files.filter(isChanged)
  const commands = changed
    .flatMap(({ path, original }) =>
      original === null
        ? []
        : [`git checkout ${shortSha(original.commit)} -- ${shellWord(path)}`],
    )
    .slice(0, 5)
  const head = facts.evidence?.head.sha ?? facts.context.headSha
  const path = changed[0]?.path ?? ''
  return [
    '**What to do: one of these**',
    [
      `1. The test was right. Put it back, then fix the code:\n   ${commands.map(inlineCode).join(', then ')}`,
      `2. The test was wrong. Put it back, add the new one under another name, and say why in the spec under \`## Implementation Notes\`. Or a person accepts the new one: the input \`accept-test\`, or \`accepted:\` in the configuration on the branch that specs are read from, with the SHA that ${inlineCode(`git rev-parse ${shortSha(head)}:${shellWord(path)}`)} prints and the reason. Both results stay on this page then.`,
      '3. The approach does not reach the bug. Stop, set the spec to `needs_attention`, and write a new research spec (`chant add`).',
    ].join('\n'),
  ].join('\n\n')
}
