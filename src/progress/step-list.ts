import type { StepStatus } from '../evidence/evidence.ts'
import { printableText } from '../text/printable.ts'
import { firstCharacters } from '../text/truncate.ts'

/** A step as the list shows it. */
export type ListedStep = {
  readonly id: string
  readonly status: StepStatus | 'waiting' | 'running'
  /** Milliseconds on the list's clock when it began; `null` before. */
  readonly startedAt: number | null
  /** Milliseconds; `null` until it ended. */
  readonly durationMs: number | null
  /** What is said behind: the last line of its output, or why it ended so. */
  readonly says: string
}

/** How the list is painted. */
type Paint = {
  readonly green: (text: string) => string
  readonly red: (text: string) => string
  readonly yellow: (text: string) => string
  readonly dim: (text: string) => string
}

/** What the list looks like at one moment. */
export type ListView = {
  /** Milliseconds on the list's clock. */
  readonly now: number
  /** Characters of a line of the terminal. */
  readonly columns: number
  readonly paint: Paint
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'] as const

/** Milliseconds that a frame of the spinner stands. */
export const frameMs = 80

/** The list, a line for each step; lines are no longer than the terminal is wide. */
export function stepList(steps: readonly ListedStep[], view: ListView): string {
  const widest = Math.max(0, ...steps.map(({ id }) => id.length))
  return steps.map((step) => lineOf(step, widest, view)).join('\n')
}

function lineOf(
  step: ListedStep,
  widest: number,
  { now, columns, paint }: ListView,
): string {
  const time = timeOf(step, now)
  const head = `${step.id.padEnd(widest)}  ${time.padStart(6)}`
  const room = columns - head.length - 6
  const says = firstCharacters(
    printableText(step.says).replace(/\s+/gu, ' ').trim(),
    Math.max(0, room),
  )
  const text = `${markOf(step, now, paint)} ${head}`
  return says === '' ? text : `${text}  ${paint.dim(says)}`
}

function timeOf(
  { status, startedAt, durationMs }: ListedStep,
  now: number,
): string {
  if (status === 'skipped' || startedAt === null) return ''
  const seconds = Math.max(0, durationMs ?? now - startedAt) / 1_000
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  const minutes = Math.floor(seconds / 60)
  return `${minutes}:${String(Math.floor(seconds % 60)).padStart(2, '0')} m`
}

function markOf(
  { status, startedAt }: ListedStep,
  now: number,
  paint: Paint,
): string {
  if (status === 'running') {
    const frame = Math.floor((now - (startedAt ?? now)) / frameMs)
    return frames[frame % frames.length] ?? frames[0]
  }
  const [mark, colour] = marks[status]
  return paint[colour](mark)
}

const marks: Readonly<
  Record<
    Exclude<ListedStep['status'], 'running'>,
    readonly [string, keyof Paint]
  >
> = {
  waiting: ['·', 'dim'],
  passed: ['✔', 'green'],
  skipped: ['-', 'dim'],
  'not-started': ['!', 'yellow'],
  cancelled: ['!', 'yellow'],
  failed: ['✖', 'red'],
  'timed-out': ['✖', 'red'],
}
