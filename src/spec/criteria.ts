import type { BodyLine } from './sections.ts'
import { isHeading } from './sections.ts'
import { trim } from './spec-text.ts'
import type { Criteria, Criterion } from './spec.ts'

const heading = '## Acceptance Criteria'
const boxes = ['- [ ]', '- [x]', '- [X]'] as const

/**
 * The boxes of the last Acceptance Criteria section outside fences, by the
 * rule behind chant's own gates: every `- [ ]` and `- [x]` outside fences
 * counts, anywhere in a line and several a line.
 */
export function criteriaOf(lines: readonly BodyLine[]): Criteria {
  const start = lines.findLastIndex(isCriteriaHeading)
  if (start < 0)
    return { total: 0, checked: 0, unchecked: 0, items: [], line: null }
  const rest = lines.slice(start + 1)
  const end = rest.findIndex(isHeading)
  const inside = end < 0 ? rest : rest.slice(0, end)
  const items = inside.filter(({ isFenced }) => !isFenced).flatMap(boxesIn)
  const checked = items.filter((item) => item.checked).length
  return {
    total: items.length,
    checked,
    unchecked: items.length - checked,
    items,
    line: lines[start]?.line ?? null,
  }
}

/** Prefix and case count: `## Acceptance Criteria Review` is one, `### Acceptance Criteria` is none. */
export function isCriteriaHeading({ trimmed, isFenced }: BodyLine): boolean {
  return !isFenced && trimmed.startsWith(heading)
}

/** Each box with the text up to the next one. */
function boxesIn({ text, line }: BodyLine): readonly Criterion[] {
  const starts: number[] = []
  for (let at = nextBox(text, 0); at >= 0; at = nextBox(text, at + 5)) {
    starts.push(at)
  }
  return starts.map((start, index) => ({
    text: trim(text.slice(start + 5, starts[index + 1] ?? text.length)),
    checked: text.charAt(start + 3) !== ' ',
    line,
  }))
}

function nextBox(text: string, from: number): number {
  const found = boxes
    .map((box) => text.indexOf(box, from))
    .filter((at) => at >= 0)
  return found.length === 0 ? -1 : Math.min(...found)
}
