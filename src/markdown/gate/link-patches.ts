import type { Definition, Link } from 'mdast'
import { judgeAddress } from '../address.ts'
import { type GateOptions, scopeOf } from '../gate-options.ts'
import {
  findReferences,
  type ReferenceScope,
  wordJoiner,
} from '../references.ts'
import { inlineCode } from '../write.ts'
import type { Patch } from './patches.ts'
import { rewritten } from './text-patches.ts'

/** A node's place in the source. */
export type Span = { readonly start: number; readonly end: number }

/** Replaces a bare address (`https://…`, `<https://…>`, `www.…`) that must not be live. */
export function bareLinkPatches(
  source: string,
  { url, start, end }: Span & Pick<Link, 'url'>,
  options: GateOptions,
): readonly Patch[] {
  const scope = scopeOf(options)
  const judged = judgeAddress(url, options)
  switch (judged.kind) {
    case 'redirect':
      return [
        {
          start,
          end,
          text: `[${rewritten(judged.name, scope)}](${judged.url})`,
        },
      ]
    case 'text':
    case 'relative':
      return /^mailto:/iu.test(url)
        ? mailPatches(source, { start, end }, scope)
        : [{ start, end, text: inlineCode(url) }]
    case 'keep':
      return findReferences(source.slice(start, end), scope).length === 0
        ? []
        : [{ start, end, text: `[${rewritten(url, scope)}](${judged.url})` }]
  }
}

/** An e-mail address stays, unless a name stands before it or GitHub might read the start of another address in it. */
function mailPatches(
  source: string,
  { start, end }: Span,
  scope: ReferenceScope,
): readonly Patch[] {
  const [line = ''] = source.slice(start, end + 300).split('\n', 1)
  const isNamed = source.charAt(start - 1) === '@'
  const places = findReferences(line, scope)
    .map(({ at }) => start + at)
    .filter((at) => at < end)
  return [...(isNamed ? [start] : []), ...new Set(places)].map((at) => ({
    start: at,
    end: at,
    text: wordJoiner,
  }))
}

/** The parts of `[text](address "title")` around its text. */
export type LinkParts = {
  readonly url: string
  readonly before: Span
  readonly after: Span
}

/** Rewrites the address of a link, or leaves its text alone standing there. */
export function linkPatches(
  source: string,
  { url, before, after }: LinkParts,
  options: GateOptions,
): readonly Patch[] {
  const judged = judgeAddress(url, options)
  const written = source.slice(after.start, after.end)
  switch (judged.kind) {
    case 'redirect':
      return [{ ...after, text: `](${judged.url})` }]
    case 'keep':
      return findReferences(written, scopeOf(options)).length === 0
        ? []
        : [{ ...after, text: `](${judged.url})` }]
    case 'relative':
      return isHarmlessRelative(written, url, options)
        ? []
        : unlink({ url, before, after })
    case 'text':
      return /^mailto:/iu.test(url) && isHarmlessRelative(written, url, options)
        ? []
        : unlink({ url, before, after })
  }
}

function isHarmlessRelative(
  written: string,
  url: string,
  options: GateOptions,
): boolean {
  const scope = scopeOf(options)
  return [written, url].every(
    (text) => findReferences(text, scope).length === 0,
  )
}

/** A joiner takes the bracket's place, so that the text cannot begin a block. */
function unlink({ url, before, after }: LinkParts): readonly Patch[] {
  const isWeb = /^(?:https?:)?\/\//iu.test(url)
  const where = isWeb ? ` (${inlineCode(url)})` : wordJoiner
  return [
    { ...before, text: wordJoiner },
    { ...after, text: where },
  ]
}

/** Rewrites the address of a link definition; one that may not be a link becomes text. */
export function definitionPatches(
  source: string,
  { url, label, start, end }: Span & Pick<Definition, 'url' | 'label'>,
  options: GateOptions,
): readonly Patch[] {
  const scope = scopeOf(options)
  const judged = judgeAddress(url, options)
  const isSafe = findReferences(source.slice(start, end), scope).length === 0
  if (judged.kind === 'keep' && isSafe) return []
  return judged.kind === 'keep' || judged.kind === 'redirect'
    ? [
        {
          start,
          end,
          text: `[${rewritten(label ?? '', scope)}]: ${judged.url}`,
        },
      ]
    : [
        {
          start,
          end,
          text: `${wordJoiner}${rewritten(`${label ?? ''}: `, scope)}${inlineCode(url)}`,
        },
      ]
}
