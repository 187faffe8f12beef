import type { Passage, SpecContent } from '../../spec/content.ts'
import type { BodyInput } from './body-input.ts'
import { lead } from './excerpt.ts'
import { passage, quoted, specLink } from './passages.ts'

/** A Solution stands in for what users see: its first words do, the rest is Implementation. */
export function saysHow({ after, implementation }: SpecContent): boolean {
  return after !== null && after.markdown === implementation?.markdown
}

/** UTF-16 units of each side: more than a screen of it is nobody's impact. */
export const sideCharacters = 900

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
    ...(content === null ? [] : [...consequences(input, content), ...origin(content)]),
  ].join('\n\n')
}

function beforeText(input: BodyInput): string {
  const { content } = input
  if (content === null) return unknown
  if (content.before !== null) {
    return passage(input, content.before, sideCharacters)
  }
  if (content.after === null) return 'The spec does not say.'
  return `The spec does not say. Write it in ${specLink(input)} under \`## Release Notes\`, as a paragraph that begins with “Previously”.`
}

const unknown = 'Not known: this branch has no spec.'

function afterText(input: BodyInput): string {
  const { content } = input
  if (content === null) return unknown
  const { before, after } = content
  if (after !== null) {
    return saysHow(content)
      ? input.prose(lead(after.markdown, sideCharacters).markdown)
      : passage(input, after, sideCharacters)
  }
  if (before === null) {
    return `The spec does not say. Write both in ${specLink(input)} under \`## Release Notes\`: a paragraph that begins with “Previously”, and \`**Impact:** …\`.`
  }
  return `The spec does not say. Write it in ${specLink(input)} under \`## Release Notes\`, as \`**Impact:** …\`.`
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
function origin({ before, after, missing }: SpecContent): readonly string[] {
  if (!missing.includes('release-notes')) return []
  const headings = new Set(
    [before, after].flatMap((text) =>
      text === null ? [] : [text.heading === null ? 'its first lines' : quoted(text.heading)],
    ),
  )
  if (headings.size === 0) return []
  return [
    `_Taken from the spec: ${[...headings].join(' and ')}. It has no Release Notes, which would say it in users’ words._`,
  ]
}
