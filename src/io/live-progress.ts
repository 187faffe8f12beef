import { createLogUpdate } from 'log-update'
import pc from 'picocolors'
import { type ListedStep, frameMs, stepList } from '../progress/step-list.ts'
import { printableText } from '../text/printable.ts'
import type { Progress } from './progress-port.ts'
import type { RunLog } from './run-log-port.ts'
import { createTerminalLog } from './terminal-log.ts'

/** A live list of steps on a terminal, and the log that speaks above it. */
export type LiveProgress = {
  readonly progress: Progress
  /** Output of commands is not shown, but for the end of what failed. */
  readonly log: RunLog
  /** Leaves the list as it is and gives the terminal back. */
  close(): void
}

/** Lines of a failed step's output that stay above the list. */
const tailLines = 15

/** Draws on a terminal, by its own rules for colours (`NO_COLOR`, `FORCE_COLOR`). */
export function createLiveProgress(stream: NodeJS.WriteStream): LiveProgress {
  const list = new LiveList(stream)
  const above = createTerminalLog((text) => list.above(text))
  return {
    progress: list,
    log: {
      ...above,
      group: () => {},
      childLine: () => {},
      info: () => {},
    },
    close: () => list.close(),
  }
}

class LiveList implements Progress {
  readonly #stream: NodeJS.WriteStream
  readonly #draw: ReturnType<typeof createLogUpdate>
  readonly #steps = new Map<string, ListedStep>()
  readonly #tails = new Map<string, string[]>()
  #timer: NodeJS.Timeout | null = null

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream
    this.#draw = createLogUpdate(stream)
  }

  plan(ids: readonly string[]): void {
    for (const id of ids) this.#change(id, {})
    this.#timer = setInterval(() => this.#show(), frameMs).unref()
    this.#show()
  }

  begin(id: string): void {
    this.#change(id, { status: 'running', startedAt: performance.now() })
    this.#show()
  }

  phase(id: string, title: string): void {
    this.#change(id, { says: title })
  }

  line(id: string, text: string): void {
    if (text.trim() !== '') this.#change(id, { says: text })
    const tail = this.#tails.get(id) ?? []
    tail.push(text)
    if (tail.length > tailLines) tail.shift()
    this.#tails.set(id, tail)
  }

  end({
    id,
    status,
    reason,
    durationMs,
  }: Parameters<Progress['end']>[0]): void {
    this.#change(id, { status, durationMs, says: reason ?? '' })
    const tail = this.#tails.get(id) ?? []
    this.#tails.delete(id)
    if (status === 'failed' || status === 'timed-out') {
      const lines = tail.map((line) => `  ${printableText(line)}`)
      this.above([`${id}, the end of its output:`, ...lines, ''].join('\n'))
    }
    this.#show()
  }

  /** Writes lines that stay, with the list below them. */
  above(text: string): void {
    this.#draw.clear()
    this.#stream.write(text.endsWith('\n') ? text : `${text}\n`)
    this.#show()
  }

  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#show()
    this.#draw.done()
    this.#stream.write('\n')
  }

  #change(id: string, change: Partial<ListedStep>): void {
    const before = this.#steps.get(id) ?? {
      id,
      status: 'waiting',
      startedAt: null,
      durationMs: null,
      says: '',
    }
    this.#steps.set(id, { ...before, ...change })
  }

  #show(): void {
    const view = {
      now: performance.now(),
      columns: this.#stream.columns,
      paint: pc.createColors(pc.isColorSupported),
    }
    this.#draw(stepList([...this.#steps.values()], view))
  }
}
