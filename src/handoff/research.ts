import { wordJoiner } from '../markdown/reference.ts'
import { plain } from '../markdown/write.ts'
import { cutAtWord, oneLine } from '../pull-request/cut.ts'
import { bareWords } from '../pull-request/body/words.ts'
import { withoutReferences } from '../text/upstream-references.ts'
import type { HandoffFacts } from './handoff-facts.ts'
import { saysAlso } from './same-text.ts'

/** Of one finding so much is said. UTF-16 units. */
const findingCharacters = 400

/** More documents are not told to a reader upstream. */
const mostDocuments = 8

/**
 * What the research documents found, a line each, as plain text: they are files
 * of the fork, so nothing links to them and no path of theirs is said. What the
 * root cause says is not said again. `""` unless the configuration wants it.
 */
export function researchOf(
  { staging: { config, trail } }: HandoffFacts,
  cause: string,
): string {
  if (!config.handoff.research) return ''
  return trail.documents
    .flatMap(({ title, finding }) =>
      finding === null || saysAlso(cause, findingText(finding))
        ? []
        : [`- ${lineOf(title, finding)}`],
    )
    .slice(0, mostDocuments)
    .join('\n')
}

function lineOf(title: string | null, finding: string): string {
  const about = title === null ? '' : oneLineOf(bareWords(title))
  const said = findingText(finding)
  return about === '' ? said : `${about}: ${said}`
}

/** What a document found as Markdown of one line. It is plain text already, with its references broken. */
export function findingText(finding: string): string {
  return oneLineOf(finding.replaceAll(wordJoiner, ''))
}

function oneLineOf(text: string): string {
  const words = withoutReferences(text).replace(
    /\bhttps?:\/\/\S{1,2000}/giu,
    '',
  )
  return plain(cutAtWord(oneLine(words), findingCharacters))
}
