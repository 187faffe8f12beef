import type { Element } from 'hast'
import { h } from 'hastscript'
import type { Evidence } from '../evidence/evidence.ts'
import { gateOf, type Severity } from '../finding.ts'
import { icon, type IconName } from './icons.ts'
import { printableText } from '../text/printable.ts'

/** Something that is said of a file, or of a line of it. */
export type FileNote = {
  readonly severity: Severity
  /** Gate or step that says it. */
  readonly by: string
  readonly message: string
  /** From 1, or `null` for the file as a whole. */
  readonly line: number | null
}

/** Most notes of one file. */
const maxNotes = 50

/** Findings and what the steps say, by path, each once. */
export function fileNotes(
  evidence: Evidence | null,
): ReadonlyMap<string, readonly FileNote[]> {
  const notes = new Map<string, FileNote[]>()
  const seen = new Set<string>()
  for (const { path, ...note } of evidence === null ? [] : told(evidence)) {
    const key = JSON.stringify([path, note.line, note.message])
    if (path === null || seen.has(key)) continue
    seen.add(key)
    const those = notes.get(path) ?? []
    if (those.length < maxNotes) those.push(note)
    notes.set(path, those)
  }
  return notes
}

type Told = FileNote & { readonly path: string | null }

function told({ findings, steps }: Evidence): readonly Told[] {
  return [
    ...findings.map(({ rule, severity, message, remedy, path, line }) => ({
      severity,
      by: gateOf(rule),
      message: remedy === null ? message : `${message} ${remedy}`,
      path,
      line,
    })),
    ...steps.flatMap(({ id, problems }) =>
      problems.map(({ level, message, path, line }) => ({
        severity: level === 'error' ? ('error' as const) : ('warn' as const),
        by: id,
        message,
        path,
        line,
      })),
    ),
  ]
}

const looks = {
  error: { name: 'stop', word: 'Error' },
  warn: { name: 'warning', word: 'Warning' },
  note: { name: 'info', word: 'Note' },
} as const satisfies Readonly<
  Record<Severity, { readonly name: IconName; readonly word: string }>
>

/** A note in a box of its own. */
export function noteBox({ severity, by, message, line }: FileNote): Element {
  const { name, word } = looks[severity]
  const place = line === null ? '' : `, line ${String(line)}`
  return h('div', { className: ['note', `note-${severity}`] }, [
    icon(name),
    h('p', [h('strong', `${word} · ${by}${place}`), ' ', withCode(message)]),
  ])
}

/** Text of which parts stand in backticks. */
function withCode(text: string): (Element | string)[] {
  const parts = printableText(text).split('`')
  const isEven = parts.length % 2 === 0
  return parts.map((part, at) => {
    const isCode = at % 2 === 1 && !(isEven && at === parts.length - 1)
    return isCode ? h('code', part) : part
  })
}
