import type { Element, ElementContent } from 'hast'
import { h } from 'hastscript'
import type { Hunk, HunkLine } from './file-diffs.ts'
import { byLine, highlight, languageOf } from './highlight.ts'

/** A diff to be shown. */
export type DiffView = {
  readonly path: string
  readonly hunks: readonly Hunk[]
  /** What is said below a line of the new file. */
  readonly notesAt: (line: number) => readonly Element[]
}

/** A file's diff as a table: line before, line after, code with its mark. */
export function diffTable({ path, hunks, notesAt }: DiffView): Element {
  const language = languageOf(path)
  return h('table', { className: ['diff'] }, [
    h('caption', { className: ['sr-only'] }, `Changes in ${path}`),
    h('colgroup', [
      h('col', { className: ['number'] }),
      h('col', { className: ['number'] }),
      h('col'),
    ]),
    h('thead', { className: ['sr-only'] }, [
      h('tr', [
        h('th', { scope: 'col' }, 'Line before'),
        h('th', { scope: 'col' }, 'Line after'),
        h('th', { scope: 'col' }, 'Code'),
      ]),
    ]),
    ...hunks.map((hunk) =>
      h('tbody', [
        h('tr', { className: ['hunk'] }, [
          h('td', { colSpan: 3 }, hunk.header),
        ]),
        ...hunkRows(hunk, language).flatMap(({ line, row }) => [
          row,
          ...(line === null ? [] : notesAt(line)).map((note) =>
            h('tr', { className: ['note-row'] }, [
              h('td', { colSpan: 3 }, note),
            ]),
          ),
        ]),
      ]),
    ),
  ])
}

type Row = { readonly line: number | null; readonly row: Element }

function hunkRows({ lines }: Hunk, language: string | null): readonly Row[] {
  const sides = {
    before: coloured(lines, 'added', language),
    after: coloured(lines, 'removed', language),
  }
  return lines.map((line) => {
    const side = line.kind === 'removed' ? sides.before : sides.after
    return { line: line.newLine, row: lineRow(line, side.get(line)) }
  })
}

type Coloured = ReadonlyMap<HunkLine, readonly ElementContent[]>

/** Each version of a hunk is coloured as one text, without the lines of the other. */
function coloured(
  lines: readonly HunkLine[],
  without: HunkLine['kind'],
  language: string | null,
): Coloured {
  const own = lines.filter(({ kind }) => kind !== without)
  const code = own.map(({ text }) => text).join('\n')
  const pieces = language === null ? null : highlight(code, language)
  const rows = pieces === null ? [] : byLine(pieces)
  return new Map(own.flatMap((line, at) => pair(line, rows[at])))
}

function pair(
  line: HunkLine,
  row: readonly ElementContent[] | undefined,
): readonly (readonly [HunkLine, readonly ElementContent[]])[] {
  return row === undefined ? [] : [[line, row]]
}

const marks = { added: '+', removed: '−', same: ' ' } as const

function lineRow(
  { kind, text, oldLine, newLine }: HunkLine,
  pieces: readonly ElementContent[] = [{ type: 'text', value: text }],
): Element {
  const number = (line: number | null): Element =>
    h('td', { className: ['number'] }, line === null ? '' : String(line))
  return h('tr', { className: [kind] }, [
    number(oldLine),
    number(newLine),
    h('td', { className: ['code'] }, [
      h('span', { className: ['mark'] }, marks[kind]),
      h('code', [...pieces]),
    ]),
  ])
}
