import { named } from '../evidence/checks/named.ts'
import { lacksDisclosure } from './disclosure.ts'
import type { HandoffFact } from './handoff-fact.ts'
import type { HandoffFacts } from './handoff-facts.ts'
import { saysLittle } from './subject.ts'

/** What of upstream's customs a person has to see to. */
export function customsFacts(facts: HandoffFacts): readonly HandoffFact[] {
  return [
    ...titleFacts(facts),
    ...templateFacts(facts),
    ...disclosureFacts(facts),
    ...coAuthorFacts(facts),
    ...signOffFacts(facts),
  ]
}

function titleFacts(facts: HandoffFacts): readonly HandoffFact[] {
  if (!saysLittle(facts)) return []
  return [
    {
      message:
        'Title and message say little: there is no spec, and no one commit whose subject says what it changes.',
      remedy: 'Write both yourself before the pull request is opened.',
      isTrouble: true,
    },
  ]
}

function templateFacts({ templates }: HandoffFacts): readonly HandoffFact[] {
  if (templates.length === 0) return []
  return [
    {
      message: `Upstream has several templates for pull requests and none is plainly the one for a fix: ${named(templates)}.`,
      remedy:
        'The body has a layout of its own; bring it into the one that fits.',
      isTrouble: false,
    },
  ]
}

/** Whether tools were used is for the person to say. */
function disclosureFacts(facts: HandoffFacts): readonly HandoffFact[] {
  const { disclosure } = facts.customs
  if (disclosure === null || !lacksDisclosure(facts)) return []
  return [
    {
      message: `Upstream asks to disclose AI tools, and neither commits nor spec name any; ${disclosure.path} says: ${disclosure.line}`,
      remedy:
        'Fill in the line Disclosure of the body before the pull request is opened.',
      isTrouble: true,
    },
  ]
}

function coAuthorFacts({
  customs: { noAiCoAuthors },
  aiTools,
}: HandoffFacts): readonly HandoffFact[] {
  if (noAiCoAuthors === null || aiTools.length === 0) return []
  return [
    {
      message: `${named(aiTools)}: not named as co-author upstream, since ${noAiCoAuthors.path} says: ${noAiCoAuthors.line}`,
      remedy: null,
      isTrouble: false,
    },
  ]
}

/** Nobody signs off for somebody else. */
function signOffFacts({
  customs: { signOff },
  signer,
}: HandoffFacts): readonly HandoffFact[] {
  if (!signOff || signer !== null) return []
  return [
    {
      message:
        'Upstream asks for a sign-off, and the commits of the branch carry none of their author.',
      remedy:
        'Add yours to the commit that goes upstream: git commit --amend --no-edit --signoff',
      isTrouble: true,
    },
  ]
}
