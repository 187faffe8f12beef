import type { GateOptions } from '../gate-options.ts'
import { scopeOf } from '../gate-options.ts'
import { findReferences, insertJoiners, wordJoiner } from '../references.ts'
import { isHarmlessEntity, isOwnMarker, ownTagAt } from './own-html.ts'

/**
 * The gate for text that cannot be parsed in bounded time. It looks at
 * characters only and treats code like prose, so it breaks more than it would
 * have to, by word joiners alone: nothing moves, and a second pass finds
 * nothing to do. Linear.
 */
export function gateStrictly(source: string, options: GateOptions): string {
  const scope = scopeOf(options)
  return source
    .split('\n')
    .map((line) => (isOwnMarker(line) ? line : breakMarks(line)))
    .map((line) =>
      insertJoiners(
        line,
        findReferences(line, scope).map(({ at }) => at),
      ),
    )
    .join('\n')
}

/** Breaks what opens HTML, an escape, a picture or a hidden reference. */
function breakMarks(line: string): string {
  return line.replace(
    /<(?=[a-z/!?])|&(?=[a-z#])|!(?=\[)|\](?=:|\((?!https?:\/\/|#))|\\(?=[@#\-/.:_&])/giu,
    (mark: string, offset: number) =>
      isHarmless(line, mark, offset) ? mark : mark + wordJoiner,
  )
}

function isHarmless(line: string, mark: string, offset: number): boolean {
  switch (mark) {
    case '<':
      return (
        ownTagAt(line, offset) !== null ||
        /^<https?:\/\//iu.test(line.slice(offset, offset + 9))
      )
    case '&':
      return isHarmlessEntity(line, offset)
    default:
      return false
  }
}
