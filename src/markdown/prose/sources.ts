import type { FootnoteDefinition, Nodes, Root } from 'mdast'
import { visit } from 'unist-util-visit'
import { type GateOptions, scopeOf } from '../gate-options.ts'
import type { ReferenceScope } from '../references.ts'

/** What the lines of one text refer to. */
export type Sources = {
  readonly options: GateOptions
  readonly scope: ReferenceScope
  /** Address behind `[text][identifier]`, or `null`. */
  readonly addressOf: (identifier: string) => string | null
  /** A footnote, once; `null` from the second time on, so that notes cannot multiply. */
  readonly takeNote: (identifier: string) => FootnoteDefinition | null
}

/** Collects link definitions (the first of a name counts) and footnotes of a text. */
export function sourcesOf(root: Root, options: GateOptions): Sources {
  const addresses = new Map<string, string>()
  const notes = new Map<string, FootnoteDefinition>()
  visit(root, (node: Nodes) => {
    if (node.type === 'definition' && !addresses.has(node.identifier)) {
      addresses.set(node.identifier, node.url)
    }
    if (node.type === 'footnoteDefinition' && !notes.has(node.identifier)) {
      notes.set(node.identifier, node)
    }
  })
  return {
    options,
    scope: scopeOf(options),
    addressOf: (identifier) => addresses.get(identifier) ?? null,
    takeNote: (identifier) => {
      const note = notes.get(identifier) ?? null
      notes.delete(identifier)
      return note
    },
  }
}
