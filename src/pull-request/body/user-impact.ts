import type { Passage, SpecContent } from '../../spec/content.ts'
import type { BodyInput } from './body-input.ts'
import { type Excerpt, lead } from './excerpt.ts'
import { passage, quoted, specLink } from './passages.ts'

/** A Solution stands in for what users see with its first words only; the rest is Implementation. `null` where it has none that can. */
export function firstWordsOf(text: Passage | null): Excerpt | null {
  return text?.audience === 'developers'
    ? lead(text.markdown, sideCharacters)
    : null
}

/** UTF-16 units of each side: more than a screen of it is nobody's impact. */
const sideCharacters = 900

const beforeLine = '**What users see before this change:**'
const afterLine = '**What users see after this change:**'
const meantLine = '**What users are meant to see after this change:**'

/** What users see before and after, in the spec's words, or what is missing and where to write it. */
export function userImpact(input: BodyInput): string {
  const { content } = input
  const isDoubted = input.facts.evidence?.conclusion === 'failed'
  const doubt = isDoubted
    ? ['> The spec says this. The evidence does not support it yet.']
    : []
  const after = isDoubted ? meantLine : afterLine
  return [
    '## User Impact',
    ...(content === null ? [] : doubt),
    beforeLine,
    beforeText(input),
    after,
    afterText(input),
    ...(content === null
      ? []
      : [...consequences(input, content), ...origin(content)]),
  ].join('\n\n')
}

function beforeText(input: BodyInput): string {
  const { content } = input
  if (content === null) return unknown(input)
  const { before, after } = content
  const said = before === null ? '' : passage(input, before, sideCharacters)
  if (said !== '') return said
  if (after === null) return 'The spec does not say.'
  return `The spec does not say. Add \`## Release Notes\` to ${specLink(input)}, with a paragraph that begins with “Previously”.`
}

function afterText(input: BodyInput): string {
  const { content } = input
  if (content === null) return unknown(input)
  const { before, after } = content
  const said =
    after?.audience === 'users'
      ? passage(input, after, sideCharacters)
      : input.prose(firstWordsOf(after)?.markdown ?? '')
  if (said !== '') return said
  if (before === null) {
    return `The spec does not say. Add \`## Release Notes\` to ${specLink(input)}: “Previously, …” and \`**Impact:** …\`.`
  }
  return `The spec does not say. Add \`## Release Notes\` to ${specLink(input)}, with \`**Impact:** …\`.`
}

function unknown({ facts }: BodyInput): string {
  switch (facts.search.status) {
    case 'none':
      return 'Not known: this branch has no spec.'
    case 'refused':
      return 'Not known: the spec cannot be loaded.'
    case 'ambiguous':
    case 'found':
      return 'Not known: several specs fit this branch.'
  }
}

function consequences(
  input: BodyInput,
  { cost, migration }: SpecContent,
): readonly string[] {
  const lines = [
    ...(cost === null ? [] : [labelled(input, 'Cost', cost)]),
    ...(migration === null ? [] : [labelled(input, 'Migration', migration)]),
  ]
  return lines.length === 0 ? [] : [lines.join('\n\n')]
}

/** A single paragraph stands behind its label, anything longer below it. */
function labelled(input: BodyInput, label: string, text: Passage): string {
  const shown = passage(input, text, sideCharacters)
  const isParagraph = !shown.includes('\n') && !/^[-*+>|#`~\d]/u.test(shown)
  return `**${label}:**${isParagraph ? ' ' : '\n\n'}${shown}`
}

/** Says that the words were written for developers, where that is so. */
function origin({ before, after }: SpecContent): readonly string[] {
  const shown = [before, firstWordsOf(after) === null ? null : after]
  const headings = shown.flatMap((text) =>
    text?.audience === 'developers' && text.heading !== null
      ? [quoted(text.heading)]
      : [],
  )
  if (headings.length === 0) return []
  return [
    `_Taken from ${headings.join(' and ')} of the spec. A section \`## Release Notes\` would say it in users’ words._`,
  ]
}
