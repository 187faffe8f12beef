import type { Element } from 'hast'
import { h } from 'hastscript'
import type { ExplainedChange } from '../evidence/explain-changes.ts'
import type { ChangedFile } from '../plan/plan.ts'
import { count } from '../pull-request/body/quantities.ts'
import { printableText } from '../text/printable.ts'
import { diffTable } from './diff-table.ts'
import type { Hunk } from './file-diffs.ts'
import { fileMark } from './file-mark.ts'
import { type FileNote, noteBox } from './file-notes.ts'
import { firstLines, type ShownHunks } from './first-lines.ts'

/** What the section is made of. */
export type ChangedFilesInput = {
  readonly files: readonly ExplainedChange[]
  readonly diffs: ReadonlyMap<string, readonly Hunk[]>
  readonly notes: ReadonlyMap<string, readonly FileNote[]>
}

/** Most files that are shown, most lines of one diff and of all; as much as a browser shows without thinking. */
const most = { files: 300, linesOfFile: 400, lines: 6_000 } as const

/** Changed files as GitHub's tab shows them, with the reason for each and what is said of it. */
export function changedFiles(input: ChangedFilesInput): Element {
  const { files } = input
  const shown = files.slice(0, most.files)
  const more = files.length - shown.length
  let room: number = most.lines
  const boxes = shown.map((change) => {
    const hunks = input.diffs.get(change.file.path) ?? []
    const part = firstLines(hunks, Math.min(room, most.linesOfFile))
    room -= part.lines
    return fileBox(change, part, input.notes.get(change.file.path) ?? [])
  })
  return h(
    'section',
    { id: 'files', className: ['files'], ariaLabelledBy: 'files-title' },
    [
      h('h2', { id: 'files-title' }, 'Files changed'),
      h('p', { className: ['muted'] }, summary(files)),
      ...boxes,
      ...(more > 0 ? [cutLine(`And ${count(more, 'more file')}.`)] : []),
    ],
  )
}

function summary(files: readonly ExplainedChange[]): string {
  const sum = (side: 'added' | 'removed'): number =>
    files.reduce((all, { file }) => all + (file[side] ?? 0), 0)
  return `${count(files.length, 'changed file')} with ${count(sum('added'), 'addition')} and ${count(sum('removed'), 'deletion')}.`
}

function fileBox(
  { file, reason }: ExplainedChange,
  part: ShownHunks,
  notes: readonly FileNote[],
): Element {
  const path = printableText(file.path)
  const inDiff = new Set(
    part.hunks.flatMap(({ lines }) => lines.map(({ newLine }) => newLine)),
  )
  const above = notes.filter(({ line }) => line === null || !inDiff.has(line))
  const notesAt = (line: number): readonly Element[] =>
    notes.filter((note) => note.line === line).map(noteBox)
  // Nobody reviews what stays in the fork, unless something is said of it.
  const isOpen = reason.kind !== 'not-for-upstream' || notes.length > 0
  return h('details', { className: ['file'], open: isOpen }, [
    h('summary', [h('h3', name(file, path)), ' ', size(file), ...mark(reason)]),
    ...above.map(noteBox),
    ...(part.hunks.length === 0
      ? [cutLine(withoutDiff(file, part))]
      : [diffTable({ path, hunks: part.hunks, notesAt })]),
    ...(part.hunks.length > 0 && part.left > 0
      ? [
          cutLine(
            `${count(part.left, 'more line')} of this diff ${part.left === 1 ? 'is' : 'are'} not shown here.`,
          ),
        ]
      : []),
  ])
}

function cutLine(text: string): Element {
  return h('p', { className: ['cut'] }, text)
}

function name({ previousPath, status }: ChangedFile, path: string): string {
  const isMoved = status === 'renamed' || status === 'copied'
  return isMoved && previousPath !== null
    ? `${printableText(previousPath)} → ${path}`
    : path
}

function mark(
  reason: ExplainedChange['reason'],
): readonly (Element | string)[] {
  const found = fileMark(reason)
  if (found === null) return []
  const { tone, text } = found
  return [
    ' ',
    h('span', { className: ['tag', `tag-${tone}`] }, printableText(text)),
  ]
}

function size({ added, removed, status }: ChangedFile): Element {
  const word =
    status === 'added' ? 'new' : status === 'deleted' ? 'deleted' : null
  return h('span', { className: ['size'] }, [
    ...(word === null ? [] : [h('span', { className: ['muted'] }, word), ' ']),
    ...(added === null || removed === null
      ? ['binary']
      : [
          h('span', { className: ['plus'] }, `+${added}`),
          ' ',
          h('span', { className: ['minus'] }, `−${removed}`),
        ]),
  ])
}

function withoutDiff(
  { added, removed, status }: ChangedFile,
  part: ShownHunks,
): string {
  if (part.left > 0) return `${count(part.left, 'line')}, not shown here.`
  if (added === null || removed === null) return 'Binary file.'
  if (added + removed > 0) return 'The diff of this file is not shown here.'
  if (status === 'renamed') return 'Renamed without a change.'
  return 'No line to be shown.'
}
