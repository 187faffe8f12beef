import type { Passage } from '../../spec/content.ts'
import type { BodyInput } from './body-input.ts'
import { excerpt } from './excerpt.ts'
import { fileLink } from './references.ts'

/** A passage of the spec as far as the body has room, and where the rest is. */
export function passage(
  input: BodyInput,
  { markdown, heading }: Passage,
  maxCharacters = input.detail.proseCharacters,
): string {
  const room = Math.min(maxCharacters, input.detail.proseCharacters)
  const part = excerpt(markdown, room)
  const text = input.prose(part.markdown)
  if (part.isWhole) return text
  const where = heading === null ? '' : ` under ${quoted(heading)}`
  return `${text}\n\nThe rest is in the spec${where}: ${specLink(input)}`
}

/** The spec as a link to the commit that it was read from. */
export function specLink({ facts, spec }: BodyInput): string {
  const { search } = facts
  const at = search.status === 'found' ? search.at : null
  return spec === null
    ? ''
    : fileLink(facts, { path: spec.path, at, text: spec.id })
}

/** A heading of the spec in a sentence of ours; only plain words stand there. */
export function quoted(heading: string): string {
  const plain = heading.replace(/[^\p{L}\p{N} ,/-]/gu, '').trim()
  return plain === '' ? 'the section' : `“${plain.slice(0, 60)}”`
}
