import type { ExplainedChange } from '../../evidence/explain-changes.ts'
import { gateOf } from '../../finding.ts'
import { inlineCode } from '../../markdown/write.ts'
import { isDocumentation } from '../../plan/documentation-path.ts'
import { isTestFile } from '../../plan/test-path.ts'
import { checklistHeading } from '../checklist.ts'
import type { BodyInput } from './body-input.ts'
import { findingsOf } from './points.ts'
import { count, listed } from './quantities.ts'
import { fileName } from './references.ts'
import { words } from './words.ts'

/** Tasks for whoever reviews; what people tick in it is kept, and no gate looks at it. */
export function reviewChecklist(input: BodyInput): string {
  const tasks = [
    ['Code quality', codeQuality(input)],
    ['Coverage', coverage(input)],
    ['Documentation', documentation(input)],
    ...researchAlignment(input).map((text) => ['Research alignment', text]),
    ['History', history(input)],
  ]
  return [
    checklistHeading,
    'For you to tick. Ticks stay when the branch is pushed again, and hold nothing back.',
    tasks.map(([label, text]) => `- [ ] **${label}:** ${text}`).join('\n'),
  ].join('\n\n')
}

/** More files than that are counted and not named. */
const filesNamed = 2

function codeQuality({ files }: BodyInput): string {
  const changed = files.filter(goesUpstream).map(({ file }) => file.path)
  const code = changed.filter(
    (path) => !isTestFile(path) && !isDocumentation(path),
  )
  const named = code.length === 0 ? changed : code
  const diff =
    named.length === 0
      ? 'read the diff'
      : `read the diff of ${namesOf(named, 'file')}`
  return `${diff}: is it the smallest change that mends the cause, written like the code around it, with no error swallowed?`
}

function coverage({ facts }: BodyInput): string {
  const isProven = facts.evidence?.proof.status === 'proven'
  const tests = new Set(facts.plan.newTests.map(({ name }) => name)).size
  const added = tests === 1 ? 'the new test' : `the ${tests} new tests`
  const reaches = tests === 1 ? 'does' : 'do'
  if (isProven) {
    return tests === 0
      ? 'the reproduction test is red without the fix; does it reach every path that the fix changes, since no other test is new?'
      : `the reproduction test is red without the fix; ${reaches} ${added} reach the other paths that it changes?`
  }
  return tests === 0
    ? 'no test is new; would one that is there fail without the fix?'
    : `would ${added} fail without the fix, and which case is left out?`
}

function documentation({ files }: BodyInput): string {
  const pages = files
    .filter(({ file }) => file.status !== 'deleted')
    .filter(goesUpstream)
    .map(({ file }) => file.path)
    .filter(isDocumentation)
  if (pages.length === 0) {
    return 'no page changes; are documentation, help texts and comments still true?'
  }
  const says = pages.length === 1 ? 'does it' : 'do they'
  return `${namesOf(pages, 'page')} changed; ${says} say what users get now, and does no other page still describe the old behavior?`
}

function researchAlignment({ facts }: BodyInput): readonly string[] {
  const { documents } = facts.trail
  if (documents.length === 0) return []
  const known = documents.filter(({ at }) => at !== null)
  const otherwise = 'or say under Implementation why not?'
  const advice = known.find(({ recommendation }) => recommendation !== null)
  if (advice !== undefined) {
    const title = words(advice.title ?? fileName(advice.path), 120)
    return [`does the change do what “${title}” recommends, ${otherwise}`]
  }
  if (known.length > 0) {
    const found = known.length === 1 ? 'document' : `${known.length} documents`
    return [
      `does the change follow from what the ${found} under Parent Context found, ${otherwise}`,
    ]
  }
  const [are, them] = documents.length === 1 ? ['is', 'it'] : ['are', 'them']
  return [
    `${count(documents.length, 'document')} that the spec names ${are} not in git: ask for ${them}, and hold the change against ${them}.`,
  ]
}

function history(input: BodyInput): string {
  const isNamed = findingsOf(input).some(
    ({ rule }) => gateOf(rule) === 'history',
  )
  return isNamed
    ? 'some commits are not fit for upstream yet: see “Before it goes upstream” under Testing.'
    : 'does each commit do one thing and say why, in words that upstream can use?'
}

function goesUpstream({ reason }: ExplainedChange): boolean {
  return reason.kind !== 'not-for-upstream'
}

function namesOf(paths: readonly string[], noun: string): string {
  return paths.length > filesNamed
    ? `${paths.length} ${noun}s`
    : listed(paths.map((path) => inlineCode(fileName(path))))
}
