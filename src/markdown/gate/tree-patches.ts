import type {
  FootnoteDefinition,
  FootnoteReference,
  Link,
  Nodes,
  Parents,
  Root,
} from 'mdast'
import { type GateOptions, scopeOf } from '../gate-options.ts'
import {
  type ReferenceScope,
  breakCode,
  breakReferences,
  findReferences,
  wordJoiner,
} from '../references.ts'
import { htmlPatches } from './html-patches.ts'
import {
  type Span,
  bareLinkPatches,
  definitionPatches,
  linkPatches,
} from './link-patches.ts'
import type { Patch } from './patches.ts'
import { closingWordPatches, rewritten, textPatches } from './text-patches.ts'

/** Everything that has to change in a parsed text. */
export function treePatches(
  root: Root,
  source: string,
  options: GateOptions,
): readonly Patch[] {
  return childPatches(root, { source, options, scope: scopeOf(options) })
}

type Text = {
  readonly source: string
  readonly options: GateOptions
  readonly scope: ReferenceScope
}

function childPatches(parent: Parents, text: Text): readonly Patch[] {
  return parent.children.flatMap((child, index) => [
    ...nodePatches(child, text),
    ...closingPatches(child, parent.children[index + 1], text),
  ])
}

function nodePatches(node: Nodes, text: Text): readonly Patch[] {
  if (node.type === 'link') return patchesOfLink(node, text)
  if (node.type === 'footnoteReference') return labelPatches(node, text)
  if (node.type === 'footnoteDefinition') {
    return [...labelPatches(node, text), ...childPatches(node, text)]
  }
  if ('children' in node) return childPatches(node, text)
  return leafPatches(node, text)
}

function leafPatches(
  node: Exclude<Nodes, Parents>,
  { source, options, scope }: Text,
): readonly Patch[] {
  const span = spanOf(node)
  if (node.type === 'text') {
    return textPatches(source, { ...span, value: node.value }, scope)
  }
  if (node.type === 'html') {
    return htmlPatches(source, { ...span, value: node.value }, scope)
  }
  if (node.type === 'definition') {
    return definitionPatches(source, { ...node, ...span }, options)
  }
  if (node.type === 'image' || node.type === 'imageReference') {
    return [{ ...span, text: rewritten(node.alt ?? '', scope) || wordJoiner }]
  }
  const isCode = node.type === 'code' || node.type === 'inlineCode'
  return isCode
    ? [{ ...span, text: breakCode(source.slice(span.start, span.end)) }]
    : []
}

/** Both places of a footnote's name are broken alike, so they still belong together. */
function labelPatches(
  node: FootnoteDefinition | FootnoteReference,
  { source, scope }: Text,
): readonly Patch[] {
  const { start } = spanOf(node)
  const end = source.indexOf(']', start)
  const label = source.slice(start, end)
  return findReferences(label, scope).length === 0
    ? []
    : [{ start, end, text: breakReferences(label, scope) }]
}

function patchesOfLink(node: Link, text: Text): readonly Patch[] {
  const { source, options } = text
  const { url } = node
  const { start, end } = spanOf(node)
  if (source.charAt(start) !== '[') {
    return bareLinkPatches(source, { url, start, end }, options)
  }
  const first = node.children.at(0)
  const last = node.children.at(-1)
  const before = {
    start,
    end: first === undefined ? start + 1 : spanOf(first).start,
  }
  const after = {
    start: last === undefined ? start + 1 : spanOf(last).end,
    end,
  }
  return [
    ...childPatches(node, text),
    ...linkPatches(source, { url, before, after }, options),
  ]
}

/** A closing keyword right before a link to an issue or the like. */
function closingPatches(
  node: Nodes,
  next: Nodes | undefined,
  { source }: Text,
): readonly Patch[] {
  if (node.type !== 'text') return []
  const isThread =
    next?.type === 'linkReference' ||
    (next?.type === 'link' &&
      /\/(?:issues?|pulls?|discussions?)\//iu.test(next.url))
  return isThread
    ? closingWordPatches(source, { ...spanOf(node), value: node.value })
    : []
}

/** Offsets of a node. The parser gives every node a position. */
function spanOf({ position }: Nodes): Span {
  return {
    start: position?.start.offset ?? 0,
    end: position?.end.offset ?? 0,
  }
}
