import { readPath } from './diff-path.ts'

/** A line that a diff adds or removes, without its mark. */
export type DiffLine = {
  readonly text: string
  /** Line in its own version of the file, from 1. */
  readonly line: number
}

/** Neighbouring lines of one version of a file. */
export type DiffRun = {
  readonly path: string
  readonly side: 'added' | 'removed'
  readonly lines: readonly DiffLine[]
}

type Position = {
  oldPath: string | null
  newPath: string | null
  /** Lines of the hunk that are still to come. */
  oldLeft: number
  newLeft: number
  oldLine: number
  newLine: number
}

/**
 * Reads a unified diff into runs of neighbouring lines, in order. A hunk's
 * header says how many lines belong to it, so that a line of a file never
 * passes for a header. One pass; what cannot be read is left out.
 */
export function readDiff(diff: string): readonly DiffRun[] {
  const runs: DiffRun[] = []
  const at: Position = {
    oldPath: null,
    newPath: null,
    oldLeft: 0,
    newLeft: 0,
    oldLine: 0,
    newLine: 0,
  }
  const collector = createCollector(runs)
  for (const text of diff.split('\n')) {
    const isInHunk = at.oldLeft > 0 || at.newLeft > 0
    if (isInHunk && readHunkLine(text, at, collector)) continue
    collector.end()
    readHeader(text, at)
  }
  collector.end()
  return runs
}

type Collector = {
  readonly add: (run: Omit<DiffRun, 'lines'>, line: DiffLine) => void
  readonly end: () => void
}

function createCollector(runs: DiffRun[]): Collector {
  let lines: DiffLine[] = []
  let side: DiffRun['side'] | null = null
  return {
    add(run, line) {
      if (run.side !== side) {
        lines = []
        side = run.side
        runs.push({ ...run, lines })
      }
      lines.push(line)
    },
    end() {
      side = null
    },
  }
}

/** Whether the line belongs to the hunk; one that does not ends it. */
function readHunkLine(
  text: string,
  at: Position,
  collector: Collector,
): boolean {
  switch (text.charAt(0)) {
    case '+':
      addLine(collector, at.newPath, { side: 'added', text, line: at.newLine })
      at.newLine += 1
      at.newLeft -= 1
      return true
    case '-':
      addLine(collector, at.oldPath, {
        side: 'removed',
        text,
        line: at.oldLine,
      })
      at.oldLine += 1
      at.oldLeft -= 1
      return true
    case ' ':
      collector.end()
      at.oldLine += 1
      at.newLine += 1
      at.oldLeft -= 1
      at.newLeft -= 1
      return true
    case '\\':
      return true
    default:
      at.oldLeft = 0
      at.newLeft = 0
      return false
  }
}

function addLine(
  collector: Collector,
  path: string | null,
  { side, text, line }: DiffLine & Pick<DiffRun, 'side'>,
): void {
  if (path === null) return
  const end = text.endsWith('\r') ? -1 : text.length
  collector.add({ path, side }, { text: text.slice(1, end), line })
}

const hunkHeader =
  /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@/u

function readHeader(text: string, at: Position): void {
  if (text.startsWith('diff --git ')) {
    at.oldPath = null
    at.newPath = null
  } else if (text.startsWith('--- ')) {
    at.oldPath = readPath(text.slice(4))
  } else if (text.startsWith('+++ ')) {
    at.newPath = readPath(text.slice(4))
  } else {
    readHunkHeader(hunkHeader.exec(text), at)
  }
}

function readHunkHeader(header: RegExpExecArray | null, at: Position): void {
  if (header === null) return
  const [, oldLine, oldCount = '1', newLine, newCount = '1'] = header
  at.oldLine = Number(oldLine)
  at.oldLeft = Number(oldCount)
  at.newLine = Number(newLine)
  at.newLeft = Number(newCount)
}
