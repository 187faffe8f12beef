import type { Evidence } from '../evidence/evidence.ts'
import { cutAtWord, oneLine } from '../pull-request/cut.ts'
import type { FrontmatterEdit } from '../spec/edit-frontmatter.ts'
import type { Spec } from '../spec/spec.ts'
import { printableText } from '../text/printable.ts'

/** Of one failure so much is said. UTF-16 units. */
const failureCharacters = 300

/** What a spec is marked with when its fix is handed on. */
export type CompletionFacts = {
  readonly spec: Pick<Spec, 'status' | 'completedAt' | 'present'>
  readonly evidence: Pick<Evidence, 'conclusion' | 'steps' | 'criteria'>
  /** Full SHAs of the commits that change more than what is for the fork alone, oldest first. */
  readonly commits: readonly string[]
  /** Time of day in milliseconds since 1970. */
  readonly now: number
}

/**
 * Keys of the frontmatter as chant's own `finalize` and `verify` write them. A
 * spec is completed where the evidence is ready alone; one that was so already
 * keeps its date.
 */
export function completionEdits({
  spec,
  evidence,
  commits,
  now,
}: CompletionFacts): readonly FrontmatterEdit[] {
  const at = new Date(now).toISOString().replace(/\.\d{3}Z$/u, 'Z')
  const isReady = evidence.conclusion === 'ready'
  const isDated = spec.status === 'completed' && spec.completedAt !== null
  const failures = failuresOf(evidence)
  const listed = (
    key: string,
    value: readonly string[],
  ): readonly FrontmatterEdit[] =>
    value.length === 0 && !spec.present.includes(key) ? [] : [{ key, value }]
  return [
    ...(isReady ? [{ key: 'status', value: 'completed' }] : []),
    ...listed(
      'commits',
      commits.map((sha) => sha.slice(0, 7)),
    ),
    ...(isReady && !isDated ? [{ key: 'completed_at', value: at }] : []),
    { key: 'last_verified', value: at },
    { key: 'verification_status', value: statusOf(evidence) },
    ...listed('verification_failures', failures),
  ]
}

function statusOf({
  conclusion,
}: CompletionFacts['evidence']): 'passed' | 'failed' | 'partial' {
  if (conclusion === 'ready') return 'passed'
  return conclusion === 'failed' ? 'failed' : 'partial'
}

/** Criteria that the evidence contradicts, and steps that failed. */
function failuresOf({
  steps,
  criteria,
}: CompletionFacts['evidence']): readonly string[] {
  return [
    ...criteria
      .filter(({ state }) => state === 'contradicted')
      .map(({ text }) => text),
    ...steps
      .filter(({ status }) => status === 'failed' || status === 'timed-out')
      .map(({ id }) => id),
  ].map((text) => cutAtWord(oneLine(printableText(text)), failureCharacters))
}
