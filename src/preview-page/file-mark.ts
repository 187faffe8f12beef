import type { ExplainedChange } from '../evidence/explain-changes.ts'
import { count } from '../pull-request/body/quantities.ts'
import { bareWords } from '../pull-request/body/words.ts'

/** Why a file is changed, in a few words, and how much a reviewer should care. */
export type FileMark = {
  readonly tone: 'success' | 'attention' | 'danger' | 'muted'
  readonly text: string
}

const forkOnly = {
  spec: 'spec, stays in the fork',
  research: 'research, stays in the fork',
  review: 'review, stays in the fork',
  staging: 'staging configuration, stays in the fork',
} as const

/** The mark beside a changed file; `null` where nothing declares files. */
export function fileMark(reason: ExplainedChange['reason']): FileMark | null {
  switch (reason.kind) {
    case 'declared':
      return { tone: 'success', text: 'declared' }
    case 'asked-for':
      return {
        tone: 'success',
        text: `asked for by “${bareWords(reason.criterion, 80)}”`,
      }
    case 'adds-tests':
      return { tone: 'success', text: `adds ${count(reason.tests, 'test')}` }
    case 'follows':
      return { tone: 'muted', text: `follows ${reason.path}` }
    case 'not-for-upstream':
      return { tone: 'muted', text: forkOnly[reason.what] }
    case 'undeclared':
      return { tone: 'attention', text: 'not declared' }
    case 'reproduction':
      return reproductionMark(reason)
    case 'unknown':
      return null
  }
}

function reproductionMark({
  isChanged,
  since,
}: Extract<
  ExplainedChange['reason'],
  { readonly kind: 'reproduction' }
>): FileMark {
  if (since === null) {
    return { tone: 'muted', text: 'reproduction test, came with the fix' }
  }
  const commit = since.slice(0, 7)
  return isChanged
    ? { tone: 'danger', text: `reproduction test, changed after ${commit}` }
    : { tone: 'success', text: `reproduction test, unchanged since ${commit}` }
}
