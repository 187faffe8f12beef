import { cutAtWord, oneLine } from '../pull-request/cut.ts'
import { changeSummary } from '../pull-request/title.ts'
import type { MessageFacts } from './handoff-facts.ts'
import { conventionalPrefix } from './own-subject.ts'
import { quietMessage } from './quiet-message.ts'

/** What git shows of a subject whole. Characters. */
const subjectCharacters = 72

/**
 * Subject of the commit, and title of the pull request: what the commit that
 * changes the code says of itself, else the title of the spec as the change
 * that it asks for.
 */
export function subjectOf(facts: MessageFacts): string {
  const own = oneLine(quietMessage(facts.ownSubject ?? ''))
  const words = own === '' ? changeOf(facts) : own
  return cutAtWord(byCustom(words, facts), subjectCharacters)
}

/** Nothing says what was changed: neither a spec nor a commit. */
export function saysLittle({ staging, ownSubject }: MessageFacts): boolean {
  return ownSubject === null && staging.search.status !== 'found'
}

function byCustom(words: string, facts: MessageFacts): string {
  if (!facts.customs.conventionalCommits) return words
  if (conventionalPrefix.test(words)) return lowerPrefix(words)
  const rest = words.replace(/^fix(?:e[sd])?:? /iu, '')
  return `fix: ${uncapitalized(rest, facts)}`
}

function lowerPrefix(words: string): string {
  const type = /^\w{1,10}/u.exec(words)?.[0] ?? ''
  return `${type.toLowerCase()}${words.slice(type.length)}`
}

function changeOf(facts: MessageFacts): string {
  const summary = oneLine(
    quietMessage(changeSummary(facts.staging).replaceAll('`', '')),
  )
  if (summary === '') return 'Fix what the tests show'
  if (conventionalPrefix.test(summary) || isImperative(summary)) return summary
  const mark = isStatement(summary) ? 'Fix:' : 'Fix'
  return `${mark} ${uncapitalized(summary, facts)}`
}

/** Words that a subject begins with as a change. */
const imperative =
  /^(?:\w{2,20}ly )?(?:abort|accept|add|adjust|allow|align|always|apply|avoid|block|bound|break|build|bump|cache|call|cap|catch|change|check|clamp|clean|clear|close|compare|compute|convert|copy|correct|count|create|decode|defer|delete|deny|detect|disable|do|don['’]t|drain|drop|emit|enable|encode|ensure|escape|exclude|expose|extend|fail|fall|fetch|filter|fix|flush|follow|forbid|format|free|give|guard|handle|hold|honou?r|ignore|implement|improve|include|increase|initiali[sz]e|keep|let|limit|load|lock|log|make|mark|match|merge|move|never|normali[sz]e|open|parse|pass|pin|place|point|preserve|prevent|print|propagate|protect|quote|raise|read|reduce|refuse|reject|release|remove|rename|render|repair|replace|report|require|reset|resolve|respect|restore|retry|return|reuse|revert|rework|run|sanitize|save|send|serialize|set|show|skip|sort|split|start|stop|store|strip|support|swap|sync|synchroni[sz]e|take|tell|test|throw|tolerate|treat|trim|truncate|turn|unlock|update|upgrade|use|validate|verify|wait|warn|work|wrap|write)\b(?![-'’])/iu

/** Imperatives that are names of faults as often: `Crash in …`, `Break of …` are none. */
const nounAfter = /^\w{2,20} (?:of|in|during|between)\b/iu

function isImperative(text: string): boolean {
  return imperative.test(text) && !nounAfter.test(text)
}

/** Words that only a statement has. */
const auxiliary =
  /\s(?:is|are|was|were|isn['’]t|aren['’]t|wasn['’]t|weren['’]t|has|have|hasn['’]t|haven['’]t|do|does|did|doesn['’]t|don['’]t|didn['’]t|can|cannot|can['’]t|could|couldn['’]t|will|won['’]t|should|shouldn['’]t|must|may|might|gets?|got|goes|becomes?|stays?|never|always|fails|loses?)(?=\s|$)/iu

/** Verbs that may be nouns: they are where a preposition leads to them. */
const verb =
  /\s(?:crashes|hangs|returns|throws|panics|breaks|drops|ignores|leaks|stops|blocks|deadlocks|overwrites|shows|reports|raises|exits|accepts|rejects|misses|skips|writes|reads|uses|takes|makes|sends|keeps|prints|produces|disappears?|vanish(?:es)?)(?=\s|$)/iu

/** In “Crash when it is empty” the first words are a noun. */
function isStatement(text: string): boolean {
  const [clause = ''] = text.split(
    /\s(?:when|whenever|if|that|which|who|while|where|after|before|because|since|as|until|unless)\s/iu,
    1,
  )
  const [head = ''] = clause.split(
    /\s(?:during|between|with|without|for|by|under|in|on|at|of|from|to)\s/iu,
    1,
  )
  return auxiliary.test(clause) || verb.test(head)
}

/** With a small letter first, but for names, which stand so elsewhere in the spec as well. */
function uncapitalized(
  text: string,
  { staging: { search } }: MessageFacts,
): string {
  const word = /^(?:A|[A-Z][a-z]+)(?=[\s,:;]|$)/u.exec(text)?.[0]
  if (word === undefined) return text
  const body = search.status === 'found' ? search.spec.body : ''
  const names: readonly string[] =
    body.match(/(?<=[a-z,] )[A-Z][a-z]*\b/gu) ?? []
  const isName = names.includes(word)
  return isName ? text : `${word.toLowerCase()}${text.slice(word.length)}`
}
