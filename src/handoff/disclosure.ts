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
  const asked = `${inlineCode(disclosure.path)} asks for this line: ${inlineCode(disclosure.line)}.`
  const tools = [
    ...aiTools.map(word),
    ...(model === null ? [] : [`model ${word(model)}`]),
  ]
  return tools.length === 0
    ? `**Disclosure:** say here which tools were used. ${asked}`
    : `**Disclosure:** AI tools helped to make this change: ${named(tools)}. ${asked}`
}

function named(tools: readonly string[]): string {
  const shown = tools.slice(0, mostTools)
  const more = tools.length - shown.length
  return [...shown, ...(more === 0 ? [] : [`${more} more`])].join(', ')
}

function word(text: string): string {
  return plain(cutAtWord(oneLine(text), 60))
}
