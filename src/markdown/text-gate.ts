import { printableText } from '../text/printable.ts'
import { applyPatches } from './gate/patches.ts'
import { gateStrictly } from './gate/strict.ts'
import { isSuspicious } from './gate/suspicious.ts'
import { treePatches } from './gate/tree-patches.ts'
import type { GateOptions } from './gate-options.ts'
import { parseMarkdown } from './parse.ts'
import { breakNumbers } from './references.ts'

export { gateLine } from './gate-line.ts'
export type { GateOptions } from './gate-options.ts'

/** A change can lay bare something new (a picture between `#` and `1` goes); more rounds than this are somebody's game. */
const maxRounds = 6

/**
 * Last gate of a whole body or summary: afterwards no mention, reference,
 * foreign address of an issue or commit, closing keyword, foreign HTML or
 * picture is live in it, and none would be in a commit message made of it.
 * Everything else stays byte for byte (line ends become `\n`, invisible
 * characters are shown). Gating twice changes nothing. Never throws; text that
 * would stall the parser takes a stricter way without it.
 */
export function gateMarkdown(markdown: string, options: GateOptions): string {
  let text = printableText(markdown)
  for (let round = 0; round < maxRounds; round += 1) {
    if (!isSuspicious(text, options)) return text
    const next = gateOnce(text, options)
    if (next === text) return text
    text = next
  }
  return gateStrictly(text, options)
}

function gateOnce(text: string, options: GateOptions): string {
  const root = parseMarkdown(text)
  if (root === null) return gateStrictly(text, options)
  const patched = applyPatches(text, treePatches(root, text, options))
  return breakNumbers(patched)
}
