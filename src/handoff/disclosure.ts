import { inlineCode, plain } from '../markdown/write.ts'
import { cutAtWord, oneLine } from '../pull-request/cut.ts'
import type { HandoffFacts } from './handoff-facts.ts'

/** More tools are counted. */
const mostTools = 5

/**
 * The line that upstream's policy asks for, filled with what commits and spec
 * say of AI tools; where they say nothing, a place for a person to fill in.
 * `""` where no policy asks.
 */
export function disclosureOf({
  customs: { disclosure },
  staging: { search },
  aiTools,
}: HandoffFacts): string {
  if (disclosure === null) return ''
  const model = search.status === 'found' ? search.spec.model : null
  const asked = `as ${inlineCode(disclosure.path)} asks: ${inlineCode(disclosure.line)}.`
  const help = [
    ...(aiTools.length === 0 ? [] : [`${named(aiTools)} (as the commits say)`]),
    ...(model === null ? [] : [`model ${word(model)} (as the spec says)`]),
  ]
  return help.length === 0
    ? `**Disclosure:** say here which tools were used, ${asked}`
    : `**Disclosure:** This change was made with help of: ${help.join(', ')}; said ${asked}`
}

function named(tools: readonly string[]): string {
  const shown = tools.slice(0, mostTools).map(word)
  const more = tools.length - shown.length
  return [...shown, ...(more === 0 ? [] : [`${more} more`])].join(', ')
}

function word(text: string): string {
  return plain(cutAtWord(oneLine(text), 60))
}
