import type { ExplainedChange } from '../../evidence/explain-changes.ts'
import { inlineCode } from '../../markdown/write.ts'
import type { ChangedFile } from '../../plan/plan.ts'
import type { BodyInput } from './body-input.ts'
import { changeSize } from '../../plan/change-size.ts'
import { count, listed } from './quantities.ts'
import { shortSha } from './references.ts'
import { words } from './words.ts'

/** Changed files as a list, unexplained ones first, then what stays in the fork in one line. */
export function changedFiles({
  files,
  detail,
  spec,
}: BodyInput): readonly string[] {
  const forUpstream = files.filter(
    ({ reason }) => reason.kind !== 'not-for-upstream',
  )
  const ordered = [
    ...forUpstream.filter(({ reason }) => isOdd(reason)),
    ...forUpstream.filter(({ reason }) => !isOdd(reason)),
  ]
  const lines = ordered.slice(0, detail.files).map(fileLine)
  const more = ordered.length - lines.length
  if (more > 0) lines.push(`- And ${count(more, 'more file')}`)
  const heading =
    ordered.length === 0
      ? 'No file that would go upstream is changed.'
      : `**Changed files (${ordered.length})**${declaresNone(ordered, spec !== null)}`
  return [
    heading,
    ...(lines.length === 0 ? [] : [lines.join('\n')]),
    ...staysInFork(files),
  ]
}

function isOdd(reason: ExplainedChange['reason']): boolean {
  return (
    reason.kind === 'undeclared' ||
    (reason.kind === 'reproduction' && reason.isChanged)
  )
}

function declaresNone(
  files: readonly ExplainedChange[],
  hasSpec: boolean,
): string {
  const isUnknown = files.some(({ reason }) => reason.kind === 'unknown')
  return isUnknown && hasSpec ? ', none declared by the spec' : ''
}

function fileLine({ file, reason }: ExplainedChange): string {
  const mark = isOdd(reason) ? '⚠️ ' : ''
  const why = reasonText(reason)
  return `- ${mark}${inlineCode(file.path)} ${sizeText(file)}${why === null ? '' : `: ${why}`}`
}

function sizeText(file: ChangedFile): string {
  switch (file.status) {
    case 'deleted':
      return `deleted (${changeSize(file)})`
    case 'renamed':
      return `renamed from ${inlineCode(file.previousPath ?? '')} (${changeSize(file)})`
    case 'added':
      return `new, ${changeSize(file)}`
    case 'copied':
    case 'modified':
      return changeSize(file)
  }
}

function reasonText(reason: ExplainedChange['reason']): string | null {
  switch (reason.kind) {
    case 'reproduction':
      return reproductionText(reason)
    case 'declared':
      return 'declared'
    case 'asked-for':
      return `asked for by “${words(reason.criterion, 120)}”`
    case 'follows':
      return `follows ${inlineCode(reason.path)}`
    case 'adds-tests':
      return `adds ${count(reason.tests, 'test')}`
    case 'undeclared':
      return '**not declared**'
    case 'not-for-upstream':
      return 'not for upstream'
    case 'unknown':
      return null
  }
}

function reproductionText({
  isChanged,
  since,
}: Extract<ExplainedChange['reason'], { readonly kind: 'reproduction' }>) {
  if (since === null) return 'reproduction test, came with the fix'
  const commit = inlineCode(shortSha(since))
  return isChanged
    ? `**reproduction test, changed after ${commit}**`
    : `reproduction test, unchanged since ${commit}`
}

const forkOnlyWords = {
  spec: 'spec',
  research: 'research',
  review: 'review',
  staging: 'staging configuration',
} as const

function staysInFork(files: readonly ExplainedChange[]): readonly string[] {
  const kinds = files.flatMap(({ reason }) =>
    reason.kind === 'not-for-upstream' ? [forkOnlyWords[reason.what]] : [],
  )
  if (kinds.length === 0) return []
  const names = listed([...new Set(kinds)].sort())
  return [
    `Also on the branch: ${names} (${count(kinds.length, 'file')}, not for upstream).`,
  ]
}
