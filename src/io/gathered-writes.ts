import type { LogStream } from './workflow-log.ts'

/** Texts of one turn of the event loop go out in one write: each write to a pipe holds memory of its own until it is taken. */
export function gatherWrites(stream: LogStream): LogStream {
  let unsent: string[] = []
  return {
    write(text) {
      unsent.push(text)
      if (unsent.length > 1) return
      queueMicrotask(() => {
        const sent = unsent.join('')
        unsent = []
        stream.write(sent)
      })
    },
  }
}
