import { createInterface, type Interface } from 'node:readline/promises'
import { Refusal } from '../errors.ts'
import type { Ask } from '../modes/terminal.ts'

/** Asks on the terminal of this process; `null` where it is none. */
export function terminalAsk(): Ask | null {
  const { stdin, stdout } = process
  if (!stdin.isTTY || !stdout.isTTY) return null
  // One for all questions: each would echo what is typed.
  let terminal: Interface | null = null
  return async (prompt) => {
    terminal ??= createInterface({ input: stdin, output: stdout })
    const asked = terminal
    let leave: () => void = () => {}
    const left = new Promise<never>((_, reject) => {
      leave = () =>
        reject(new Refusal('Left without an answer; nothing was written.'))
      asked.once('close', leave)
    })
    try {
      return await Promise.race([asked.question(prompt), left])
    } finally {
      asked.off('close', leave)
      // Else it would keep the process alive after the last question.
      stdin.unref()
    }
  }
}
