import { breakReferences, type ReferenceScope } from '../references.ts'
import { isHarmlessEntity, isOwnMarker, ownTagAt } from './own-html.ts'
import type { Patch } from './patches.ts'
import { type Stretch, rewritten } from './text-patches.ts'

/**
 * Patches for raw HTML. What begins with a tag or marker of ours stays HTML,
 * in which other tags and hiding escapes become text; anything else becomes a
 * line of text as a whole.
 */
export function htmlPatches(
  source: string,
  { value, start, end }: Stretch,
  scope: ReferenceScope,
): readonly Patch[] {
  const raw = source.slice(start, end)
  const firstLine = raw.split('\n', 1)[0] ?? ''
  const isAtMargin = start === 0 || source.charAt(start - 1) === '\n'
  const isMarker = isAtMargin && isOwnMarker(firstLine)
  if (!isMarker && ownTagAt(raw, 0) === null) {
    return [{ start, end, text: rewritten(value, scope) }]
  }
  const kept = isMarker ? firstLine : ''
  const text = breakReferences(escapeForeign(raw.slice(kept.length)), scope)
  return [{ start, end, text: kept + text }]
}

function escapeForeign(raw: string): string {
  return raw.replace(/[<&]/gu, (mark, offset: number) => {
    if (mark === '&') return isHarmlessEntity(raw, offset) ? '&' : '&amp;'
    return ownTagAt(raw, offset) === null ? '&lt;' : '<'
  })
}
