import { printableText } from '../text/printable.ts'
import type { LogPlace, RunLog } from './run-log-port.ts'

/** The log of the command line: plain lines, nothing that a terminal would execute. */
export function createTerminalLog(write: (text: string) => void): RunLog {
  const line = (text: string): void => write(`${printableText(text)}\n`)
  const marked =
    (mark: string) =>
    (message: string, place?: LogPlace): void => {
      const where = place === undefined ? '' : `${place.file}:${place.line}: `
      line(`${mark}: ${where}${message}`)
    }
  return {
    group: (title) => line(`\n> ${title}`),
    endGroup: () => {},
    childLine: (text) => line(`  ${text}`),
    info: line,
    notice: marked('note'),
    warning: marked('warning'),
    error: marked('error'),
  }
}
