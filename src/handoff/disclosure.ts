import { plain } from '../markdown/write.ts'
import { cutAtWord, oneLine } from '../pull-request/cut.ts'
import type { HandoffFacts } from './handoff-facts.ts'

/** More tools are counted. */
const mostTools = 5

/**
 * The line that upstream's policy asks for, with what commits and spec say of
 * AI tools; where they say nothing, a place for a person to fill in. `""` where
 * no policy asks.
 */
export function disclosureOf(facts: HandoffFacts): string {
  if (facts.customs.disclosure === null) return ''
  const model = modelOf(facts)
  const tools = listed(facts.aiTools.map(word))
  if (tools === '' && model === null) {
    return '**Disclosure:** say here which AI tools were used, if any.'
  }
  const named = model === null ? '' : `model ${word(model)}`
  const help =
    tools === ''
      ? `the ${named}`
      : `${tools}${named === '' ? '' : ` (${named})`}`
  return `**Disclosure:** made with the help of ${help}.`
}

/** The line is asked for, and a person has to fill it in. */
export function lacksDisclosure(facts: HandoffFacts): boolean {
  return (
    facts.customs.disclosure !== null &&
    facts.aiTools.length === 0 &&
    modelOf(facts) === null
  )
}

function modelOf({ staging: { search } }: HandoffFacts): string | null {
  const model = search.status === 'found' ? search.spec.writtenModel : null
  return model === null || oneLine(model) === '' ? null : model
}

function listed(tools: readonly string[]): string {
  const more = tools.length - mostTools
  const shown = [
    ...tools.slice(0, mostTools),
    ...(more > 0 ? [`${more} more`] : []),
  ]
  const last = shown.at(-1) ?? ''
  return shown.length < 2
    ? last
    : `${shown.slice(0, -1).join(', ')} and ${last}`
}

function word(text: string): string {
  return plain(cutAtWord(oneLine(text), 60))
}
