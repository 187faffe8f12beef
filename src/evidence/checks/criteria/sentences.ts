import type { StepResult } from '../../evidence.ts'
import {
  byChangelog,
  byDocumentation,
  byReleaseNotes,
} from './file-evidence.ts'
import {
  claimsMore,
  contradicted,
  type CriteriaGrounds,
  nothing,
  type Showing,
  shown,
  together,
} from './showing.ts'
import { byProof, bySuite, byWholeSuite, hasFailed } from './step-evidence.ts'
import { byNewTests, withoutNewTests } from './test-evidence.ts'

/** A usual claim and what shows it; `null` where there is nothing to look at. */
type Sentence = {
  readonly pattern: RegExp
  readonly show: (grounds: CriteriaGrounds, text: string) => Showing | null
}

/** All tests, the existing tests, the test suite pass. */
const suite: Sentence = {
  pattern:
    /\b(?:(?:all|existing|full|whole|entire|current|other)\b(?: of)?(?: (?:the|our|existing|current|other|previous|unit|integration|and|cargo)){0,4} (?:tests?(?: suites?)?|suite)|test suite)(?: (?:still|continues? to|are|is|keeps?|all)){0,2} (?:pass(?:es|ed|ing)?|succeeds?|green)\b/iu,
  show: (grounds) => bySuite(grounds),
}

const sentences: readonly Sentence[] = [
  {
    pattern:
      /\b(?:reproduction|regression|repro|reproducer|reproducing|failing) (?:test|case|script)s?\b[^.;]{0,40}?\b(?:pass(?:es|ed|ing)?|succeeds?|green)\b/iu,
    show: (grounds, text) => byReproduction(grounds, text),
  },
  suite,
  {
    pattern:
      /\b(?:new|additional|more)(?: [\w-]{1,30}){0,3} tests?\b(?: [\w-]{1,30}){0,4}? (?:added|written|included|exist|pass(?:es|ing)?)\b|^(?:add(?:s|ed)?|write)(?: [\w-]{1,30}){0,4} tests?\b|\btests?(?: (?:for|of)(?: [\w-]{1,30}){1,4})?(?: (?:are|is|were|was|has been|have been))? (?:added|written|included)\b/iu,
    show: (grounds) => byNewTests(grounds) ?? withoutNewTests(grounds),
  },
  {
    pattern:
      /\b(?:documentation|docs?|readme|manual|user guide)\b[^.;]{0,40}?\b(?:updated?|added|written|extended|revised|adjusted|mentions?|describes?|explains?)\b|^(?:updates?|extends?|writes?|adds?)\b[^.;]{0,30}?\b(?:documentation|docs|readme)\b/iu,
    show: (grounds, text) => byDocumentation(text, grounds),
  },
  {
    pattern:
      /\bchange ?log\b[^.;]{0,40}?\b(?:updated?|added|written|entry|mentions?)\b|^(?:updates?|adds?)\b[^.;]{0,30}?\bchange ?log\b/iu,
    show: (grounds) => byChangelog(grounds),
  },
  {
    pattern:
      /\b(?:release notes?|user impact)\b[^.;]{0,40}?\b(?:added|written|updated|included|filled|present|drafted)\b|^(?:add|write)s?\b[^.;]{0,30}?\brelease notes?\b/iu,
    show: (grounds) => byReleaseNotes(grounds),
  },
]

/** Longest text that is looked at. UTF-16 units. */
const maxCharacters = 1_000

/** What shows the usual sentences in a criterion; `null` where it has none. One that claims more than they do is not shown by them. */
export function bySentence(
  text: string,
  grounds: CriteriaGrounds,
): Showing | null {
  let rest = text.slice(0, maxCharacters)
  const showings: Showing[] = []
  for (const { pattern, show } of sentences) {
    const [found] = pattern.exec(rest) ?? []
    if (found === undefined) continue
    const showing = show(grounds, text)
    if (showing === null) continue
    showings.push(showing)
    rest = rest.replace(found, ' ')
  }
  const showing = together(showings)
  if (showing === null || showing.status !== 'shown') return showing
  return claimsMore(rest) || text.length > maxCharacters ? nothing : showing
}

/** What a step shows for a criterion that is bound to it; that all tests pass takes more than that it passes. */
export function byStep(
  step: StepResult,
  text: string,
  grounds: CriteriaGrounds,
): Showing {
  if (hasFailed(step)) return contradicted(step.id)
  if (step.kind === 'reproduction') return byProof(grounds) ?? nothing
  const isSuite =
    step.kind === 'test' && suite.pattern.test(text.slice(0, maxCharacters))
  if (isSuite) return byWholeSuite(step, grounds)
  return step.status === 'passed' ? shown(step.id) : nothing
}

/** A text without what says that all tests pass. */
export function withoutSuite(text: string): string {
  return text.replace(suite.pattern, ' ')
}

/** That it was red before takes a proof. */
function byReproduction(
  grounds: CriteriaGrounds,
  text: string,
): Showing | null {
  const asksForRed = /\bfails?\b|\bred\b|\bbefore\b/iu.test(text)
  const showing = byProof(grounds)
  const isShown = showing?.status === 'shown'
  const isUnproved = asksForRed && grounds.proof.status !== 'proven'
  return isShown && isUnproved ? nothing : showing
}
