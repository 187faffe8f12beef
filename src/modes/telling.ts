import type { LiveProgress } from '../io/live-progress.ts'
import type { Progress } from '../io/progress-port.ts'
import { createTerminalLog } from '../io/terminal-log.ts'
import type { Terminal } from './terminal.ts'

/** How a person is told what goes on: a live list on a terminal, lines elsewhere, nothing when it shall be quiet. */
export async function openTelling(
  { screen, err }: Terminal,
  quiet: boolean,
): Promise<
  Pick<LiveProgress, 'log' | 'close'> & { progress: Progress | null }
> {
  if (!quiet && screen != null) {
    const { createLiveProgress } = await import('../io/live-progress.ts')
    return createLiveProgress(screen)
  }
  const log = createTerminalLog(err)
  const still = { ...log, group() {}, childLine() {}, info() {} }
  return { log: quiet ? still : log, progress: null, close() {} }
}
