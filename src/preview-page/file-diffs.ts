import { readPath } from '../plan/diff-path.ts'
import { printableText } from '../text/printable.ts'

/** A line of a hunk, without its mark, as a person may see it. */
export type HunkLine = {
  readonly kind: 'added' | 'removed' | 'same'
  readonly text: string
  /** Line before the change, from 1; `null` for an added line. */
  readonly oldLine: number | null
  /** Line after the change, from 1; `null` for a removed line. */
  readonly newLine: number | null
}

/** A part of a file's diff. */
export type Hunk = {
  /** `@@ -1,2 +1,3 @@ fn main()`. */
  readonly header: string
  readonly lines: readonly HunkLine[]
}

type OpenHunk = Hunk & { readonly lines: HunkLine[] }

type Position = {
  hunks: OpenHunk[] | null
  oldPath: string | null
  /** Lines of the hunk that are still to come. */
  oldLeft: number
  newLeft: number
  oldLine: number
  newLine: number
}

/**
 * Hunks by path at the head (before the change, for a deleted file), in order.
 * A hunk's header says how many lines belong to it, so that a line of a file
 * never passes for a header. One pass; what cannot be read is left out.
 */
export function readFileDiffs(
  diff: string,
): ReadonlyMap<string, readonly Hunk[]> {
  const files = new Map<string, OpenHunk[]>()
  const at: Position = {
    hunks: null,
    oldPath: null,
    oldLeft: 0,
    newLeft: 0,
    oldLine: 0,
    newLine: 0,
  }
  for (const text of diff.split('\n')) {
    const isInHunk = at.oldLeft > 0 || at.newLeft > 0
    if (isInHunk && readLine(text, at)) continue
    readHeader(text, at, files)
  }
  return files
}

const kinds: Readonly<Record<string, HunkLine['kind']>> = {
  '+': 'added',
  '-': 'removed',
  ' ': 'same',
}

/** Whether the line belongs to the hunk; one that does not ends it. */
function readLine(text: string, at: Position): boolean {
  const mark = text.charAt(0)
  const kind = kinds[mark]
  if (kind === undefined) {
    // `\\ No newline at end of file` says something of the line before it.
    if (mark === '\\') return true
    at.oldLeft = 0
    at.newLeft = 0
    return false
  }
  at.hunks?.at(-1)?.lines.push(takeLine(kind, text.slice(1), at))
  return true
}

/** The next line of the hunk; the position moves behind it. */
function takeLine(
  kind: HunkLine['kind'],
  text: string,
  at: Position,
): HunkLine {
  const line = {
    kind,
    text: shown(text),
    oldLine: kind === 'added' ? null : at.oldLine,
    newLine: kind === 'removed' ? null : at.newLine,
  }
  if (line.oldLine !== null) {
    at.oldLine += 1
    at.oldLeft -= 1
  }
  if (line.newLine !== null) {
    at.newLine += 1
    at.newLeft -= 1
  }
  return line
}

const hunkHeader =
  /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@/u

function readHeader(
  text: string,
  at: Position,
  files: Map<string, OpenHunk[]>,
): void {
  if (text.startsWith('diff --git ')) {
    at.hunks = null
    at.oldPath = null
  } else if (text.startsWith('--- ')) {
    at.oldPath = readPath(text.slice(4))
  } else if (text.startsWith('+++ ')) {
    at.hunks = []
    files.set(readPath(text.slice(4)) ?? at.oldPath ?? '', at.hunks)
  } else {
    startHunk(text, at)
  }
}

function startHunk(text: string, at: Position): void {
  const header = hunkHeader.exec(text)
  if (header === null || at.hunks === null) return
  const [, oldLine, oldCount = '1', newLine, newCount = '1'] = header
  at.hunks.push({ header: shown(text), lines: [] })
  at.oldLine = Number(oldLine)
  at.oldLeft = Number(oldCount)
  at.newLine = Number(newLine)
  at.newLeft = Number(newCount)
}

/** Longest part of a line that is shown. UTF-16 units. */
const maxCharacters = 1_000

function shown(text: string): string {
  const line = text.endsWith('\r') ? text.slice(0, -1) : text
  const part = line.slice(0, maxCharacters)
  const cut = line.length - part.length
  // One line of a file is one line here, whatever Unicode thinks of its characters.
  const printed = printableText(part).replaceAll('\n', ' ')
  return cut === 0 ? printed : `${printed} … (${cut} more characters)`
}
