import type { GateOptions } from '../gate-options.ts'
import { scopeOf, serverHost } from '../gate-options.ts'
import { findReferences } from '../references.ts'
import { isHarmlessEntity, isOwnMarker, ownTagAt } from './own-html.ts'

/**
 * Whether a body holds anything that the gate might have to change, seen
 * without parsing it. What Markdown shows stands character by character in the
 * source, escapes aside, so a source without live forms, escapes that could
 * hide one, foreign HTML, pictures and odd addresses is safe as it is. Errs on
 * the side of yes. Linear.
 */
export function isSuspicious(source: string, options: GateOptions): boolean {
  return (
    findReferences(source, scopeOf(options)).length > 0 ||
    hiding.test(source) ||
    closingLink.test(source) ||
    hasOddAddress(source, options) ||
    hasForeignHtml(source)
  )
}

/** Escapes inside a reference, pictures, definitions, and destinations other than http(s) and anchors. */
const hiding =
  /\\[@#\-/.:_&]|!\[|\]:|\]\((?!https?:\/\/[^\s/\\])(?!#[a-z])|\]\[|https?:\/\/[^\s/()<>]{0,300}[^\s\x21-\x7e]/iu

/** A closing keyword right before a link in brackets; one before a bare address is a reference. */
const closingLink = /(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)[\s:]{1,6}\[/iu

/** A page of a GitHub server with escapes in its path. */
function hasOddAddress(source: string, options: GateOptions): boolean {
  return ['github.com', serverHost(options)].some((host) =>
    source
      .toLowerCase()
      .split(host)
      .slice(1)
      .some((rest) => /^[^\s()<>]{0,300}?(?:%|\\|\/\.{1,2}\/)/u.test(rest)),
  )
}

function hasForeignHtml(source: string): boolean {
  return source.split('\n').some((line) => {
    if (isOwnMarker(line)) return false
    return [...line.matchAll(/[<&]/gu)].some(({ 0: mark, index }) =>
      mark === '<' ? isForeignTag(line, index) : isHidingEntity(line, index),
    )
  })
}

function isForeignTag(line: string, index: number): boolean {
  const isTag = /^<[a-z/!?]/iu.test(line.slice(index, index + 2))
  return isTag && ownTagAt(line, index) === null
}

function isHidingEntity(line: string, index: number): boolean {
  const isEntity = /^&[a-z0-9#]{1,40};/iu.test(line.slice(index, index + 42))
  return isEntity && !isHarmlessEntity(line, index)
}
