/** What a linter, compiler or formatter says about one place. */
export type Complaint = {
  /** Relative to the root of its tree; `""` where none is named. */
  readonly path: string
  /** First line concerned, from 1; `null` for the whole file. */
  readonly line: number | null
  /** Every line concerned; `[]` for the whole file. */
  readonly lines: readonly number[]
  /** One line of plain text, without line numbers. */
  readonly message: string
  /** By what it is recognised in another run, beside the path. */
  readonly identity: string
  readonly level: 'error' | 'warning'
}

/** Longest message that is kept. UTF-16 units. */
const maxMessage = 300

/** What is told about a place. */
export type Told = {
  readonly path: string
  readonly line: number | null
  readonly message: string
  readonly level?: Complaint['level']
}

/** A complaint with its message on one line and without line numbers. */
export function complaint({ path, line, message, level }: Told): Complaint {
  const text = message
    .replace(/\blines? \d{1,9}\b/giu, 'line')
    .replace(/:\d{1,9}(?::\d{1,9})?\b/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
  return {
    path: path.replaceAll('\\', '/').replace(/^\.\//u, ''),
    line,
    lines: line === null ? [] : [line],
    message: text.slice(0, maxMessage),
    identity: text,
    level: level ?? 'error',
  }
}

/** `src/store.rs:12: unused variable` */
export function complaintText({ path, line, message }: Complaint): string {
  if (path === '') return message
  return line === null ? `${path}: ${message}` : `${path}:${line}: ${message}`
}
