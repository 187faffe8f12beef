import { firstCharacters } from '../../text/truncate.ts'

/** Longer lines are cut. UTF-16 units. */
const maxLineCharacters = 4096

/**
 * Turns chunks of bytes into lines: UTF-8 is decoded over chunk borders, a
 * line that overwrites itself (`\r`) counts with its last state, and a line
 * that never ends takes no more memory than the longest one.
 */
export class LineSplitter {
  readonly #onLine: (line: string) => void
  readonly #decoder = new TextDecoder('utf-8')
  #rest = ''
  /** The line was given out already, cut; what follows up to its end is dropped. */
  #isCut = false

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine
  }

  push(chunk: Uint8Array): void {
    this.#feed(this.#decoder.decode(chunk, { stream: true }))
  }

  /** Gives out a last line that has no line end. */
  end(): void {
    this.#feed(this.#decoder.decode())
    if (this.#rest !== '' && !this.#isCut) this.#give(this.#rest)
    this.#rest = ''
    this.#isCut = false
  }

  #feed(text: string): void {
    let from = 0
    for (;;) {
      const end = text.indexOf('\n', from)
      if (end < 0) break
      const line = this.#rest + text.slice(from, end)
      this.#rest = ''
      if (this.#isCut) this.#isCut = false
      else this.#give(line)
      from = end + 1
    }
    this.#hold(text.slice(from))
  }

  #hold(text: string): void {
    if (this.#isCut) return
    this.#rest += text
    if (this.#rest.length <= maxLineCharacters) return
    this.#rest = lastState(this.#rest)
    if (this.#rest.length <= maxLineCharacters) return
    this.#give(this.#rest)
    this.#rest = ''
    this.#isCut = true
  }

  #give(raw: string): void {
    const line = lastState(raw)
    const isLong = line.length > maxLineCharacters
    this.#onLine(
      isLong
        ? `${firstCharacters(line, maxLineCharacters)} … (line cut)`
        : line,
    )
  }
}

/** What a terminal would show of a line that was overwritten from its start. */
function lastState(line: string): string {
  if (!line.includes('\r')) return line
  const states = line.split('\r').filter((state) => state !== '')
  return states.at(-1) ?? ''
}
