import { gateLine } from '../markdown/text-gate.ts'
import { specContent } from '../spec/content.ts'
import type { Spec } from '../spec/spec.ts'
import { cutAtWord, oneLine } from './cut.ts'
import type { StagingFacts } from './staging-facts.ts'

/** About what a phone and GitHub's lists show of a title. UTF-16 units. */
const shownCharacters = 72

/** GitHub rejects longer titles with 422. UTF-16 units. */
export const maxTitleCharacters = 256

/**
 * Title of the staging PR: `Fix issue 1234: <summary>`, without an issue the
 * summary alone. The summary is the heading of the Release Notes, else the
 * spec's title, else the branch name in words. Carries no verdict, since a
 * squash commit takes it over, and no `#`, since that could point upstream.
 */
export function stagingTitle(facts: StagingFacts): string {
  const { issue, context } = facts
  const prefix = issue === null ? '' : `Fix issue ${issue.value}`
  const words = changeSummary(facts)
  const title = [prefix, words].filter((part) => part !== '').join(': ')
  const shown = title === '' ? `Stage ${context.branch}` : title
  const short = cutAtWord(oneLine(shown.replace(/[#`]/gu, '')), shownCharacters)
  return gateLine(short, { maxCharacters: maxTitleCharacters })
}

/** What the change is about in a few words, without the issue; `""` where nothing says it. */
export function changeSummary({
  issue,
  context,
  search,
}: Pick<StagingFacts, 'issue' | 'context' | 'search'>): string {
  const spec = search.status === 'found' ? search.spec : null
  return summaryOf(spec, issue !== null) ?? branchWords(context.branch)
}

function summaryOf(spec: Spec | null, saysFix: boolean): string | null {
  if (spec === null) return null
  const candidates = [specContent(spec).headline?.markdown, spec.title]
  for (const candidate of candidates) {
    const summary = summarize(candidate ?? '', saysFix)
    if (summary !== '') return capitalize(summary)
  }
  return null
}

/** Longest candidate that is looked at, so that hostile titles cost nothing. */
const maxCandidateCharacters = 1_000

/** Words before the summary that the title says already, or that mean nothing to a reader. */
const openings: readonly RegExp[] = [
  /^phase \d{1,3}\b[^:\-–—]{0,60}(?:[:–—]|-(?= ))(?: [A-Z][\w ]{0,40} - )?/iu,
  /^(?:implement(?:ing)? )?(?:the |a )?fix(?:es|ed|ing)? for (?:the )?(?:upstream )?issue #?\d{1,9}\b/iu,
  /^(?:fix(?:e[sd])?|close[sd]?|resolve[sd]?):? (?:upstream )?(?:issue )?(?:#|gh-)?\d{1,9}\b/iu,
  /^(?:repair(?:ed|s)?|mend(?:ed|s)?|solve[sd]?|address(?:e[sd])?):? (?:upstream )?(?:issue |#|gh-)#?\d{1,9}\b/iu,
  /^(?:fix|fixes|fixed|bug|bugfix|hotfix|issue|added|changed|security)(?: #?\d{1,9})?(?=:)/iu,
  /^(?:fix|feat|chore|docs|refactor|perf|test|build|ci|style|revert)(?:\([^)]{0,60}\))?!?(?=: )/iu,
  /^\([^)]{1,60}\)(?=!?:)/u,
  /^[\s:!–—-]+/u,
]

/** `Fix issue 12: Fix …` would say it twice. */
const verb = /^(?:fix|fixes|fixed|fixing)\s/iu

/** What ends a title without being part of the summary. */
const endings: readonly RegExp[] = [
  /\((?:upstream )?(?:issue )?(?:#|gh-)?\d{1,9}\)$/iu,
  /\s(?:for|in|of|from) (?:upstream )?issue #?\d{1,9}$/iu,
  /(?:\.|(?<!-)-{2,}|[\s:;,])$/u,
]

function summarize(candidate: string, saysFix: boolean): string {
  let text = oneLine(candidate.slice(0, maxCandidateCharacters))
  text = text.replaceAll('**', '').replaceAll('`', '')
  for (let before = ''; before !== text;) {
    before = text
    for (const opening of openings) text = text.replace(opening, '').trim()
    if (saysFix) text = text.replace(verb, '')
    for (const ending of endings) text = text.replace(ending, '').trim()
  }
  return firstStatement(text)
}

/** Titles that are whole paragraphs: the first sentence says what it is about. */
function firstStatement(text: string): string {
  if (text.length <= shownCharacters) return text
  const end = /(?:\. (?=[A-Z])| — | - | – )/u.exec(text)
  const statement = end === null ? text : text.slice(0, end.index)
  return statement.length >= 20 ? statement : text
}

/** A first word that is a name in code keeps its letters. */
function capitalize(text: string): string {
  const first = text.split(' ', 1)[0] ?? ''
  if (!/^[a-z]+(?:[-'’][a-z]+)*[,:;]?$/u.test(first)) return text
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** The branch name without its folder and issue number, as words. */
function branchWords(branch: string): string {
  const name = branch.slice(branch.lastIndexOf('/') + 1)
  const slug = name.replace(/^(?:issue|gh)?[-_]?\d{1,9}(?=[-_]|$)/iu, '')
  const words = slug.replace(/[-_\s]+/gu, ' ').trim()
  return /[a-z]{3}/iu.test(words) ? capitalize(words) : ''
}
