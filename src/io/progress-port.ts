import type { StepResult } from '../evidence/evidence.ts'

/** What a person at a terminal sees of steps while they run. Steps are named by their ids. */
export type Progress = {
  /** Every step that will run, in order. */
  plan(ids: readonly string[]): void
  begin(id: string): void
  /** What the step is about now: its command, or the tree in which it runs. */
  phase(id: string, title: string): void
  /** A line that its command printed. */
  line(id: string, text: string): void
  end(result: Pick<StepResult, 'id' | 'status' | 'reason' | 'durationMs'>): void
}
