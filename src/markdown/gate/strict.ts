import { type GateOptions, scopeOf, serverHost } from '../gate-options.ts'
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
    .map((line) =>
      isOwnMarker(line) ? line : breakMarks(breakOddAddresses(line, options)),
    )
    .map((line) =>
      insertJoiners(
        line,
        findReferences(line, scope).map(({ at }) => at),
      ),
    )
    .join('\n')
}

/** An address of a server with escapes in it may be a page that only a parser would see. */
function breakOddAddresses(line: string, options: GateOptions): string {
  return ['github.com', serverHost(options)].reduce((text, host) => {
    const odd = new RegExp(
      `(https?:)(//[^\\s/()<>]{0,60})(${host.replaceAll('.', String.raw`\.`)})(?=[^\\s()<>]{0,300}?(?:%|\\\\|/\\.{1,2}/))`,
      'giu',
    )
    return text.replace(odd, `$1${wordJoiner}$2${wordJoiner}$3`)
  }, line)
}

/** Breaks what opens HTML, an escape, a picture or a hidden reference. */
function breakMarks(line: string): string {
  return line.replace(
    /<(?=[a-z/!?])|&(?=[a-z#])|!(?=\[)|\](?=:|\((?!https?:\/\/[\x21-\x2e\x30-\x7e]{1,200}[/)]|#))|\\(?=[@#\-/.:_&])|https?:(?=\/\/[\x21-\x2e\x30-\x7e]{0,200}\P{ASCII})|(?<![a-z0-9])(?:close|fix|resolve)(?=[a-z]{0,2}[\s:]{1,6}(?:\[|<?https?:))/giu,
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
