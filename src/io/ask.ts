import { createInterface } from 'node:readline/promises'
import { Refusal } from '../errors.ts'
import type { Ask } from '../modes/terminal.ts'

/** Asks on the terminal of this process; `null` where it is none. */
export function terminalAsk(): Ask | null {
  const { stdin, stdout } = process
  if (!stdin.isTTY || !stdout.isTTY) return null
  return async (prompt) => {
    const terminal = createInterface({ input: stdin, output: stdout })
    const left = new Promise<never>((_, reject) => {
      terminal.once('close', () =>
        reject(new Refusal('Left without an answer; nothing was written.')),
      )
    })
    try {
      return await Promise.race([terminal.question(prompt), left])
    } finally {
      terminal.removeAllListeners('close')
      terminal.close()
    }
  }
}
