import type { ChangedFile } from './plan.ts'

/** `+6 −1`, or `binary`. */
export function changeSize({
  added,
  removed,
}: Pick<ChangedFile, 'added' | 'removed'>): string {
  if (added === null || removed === null) return 'binary'
  return `+${added} −${removed}`
}
