import { firstCharacters } from '../../text/truncate.ts'

/** Longer lines are cut once secrets are out of them. UTF-16 units. */
const maxLineCharacters = 4096

/** Beyond that much more is handed on, so that a secret at the cut is known as one. UTF-16 units. */
const marginCharacters = 2048

const heldCharacters = maxLineCharacters + marginCharacters

/** A line as it is given out. */
export type RawLine = {
  readonly text: string
  /** It went on: its end may be half of a secret. */
  readonly isCut: boolean
}

/** A line without secrets, cut to what is shown. What may be half of a secret goes first. */
export function boundedLine(
  { text, isCut }: RawLine,
  clean: (raw: string) => string,
): string {
  const line = clean(text)
  const whole = isCut
    ? firstCharacters(line, Math.max(0, line.length - marginCharacters))
    : line
  return isCut || whole.length > maxLineCharacters
    ? `${firstCharacters(whole, maxLineCharacters)} … (line cut)`
    : whole
}

/** The end of a line whose beginning is lost, and with it maybe half of a secret. */
export function withoutStart(line: string): string {
  return line.slice(marginCharacters)
}

/**
 * Turns chunks of bytes into lines: UTF-8 is decoded over chunk borders, a
 * line that overwrites itself (`\r`) counts with its last state, and a line
 * that never ends takes no more memory than the longest one.
 */
export class LineSplitter {
  readonly #onLine: (line: RawLine) => void
  readonly #decoder = new TextDecoder('utf-8')
  #rest = ''
  /** The line was given out already, cut; what follows up to its end is dropped. */
  #isCut = false

  constructor(onLine: (line: RawLine) => void) {
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
    if (this.#rest.length <= heldCharacters) return
    this.#rest = lastState(this.#rest)
    if (this.#rest.length <= heldCharacters) return
    this.#give(this.#rest)
    this.#rest = ''
    this.#isCut = true
  }

  #give(raw: string): void {
    const line = lastState(raw)
    const isCut = line.length > heldCharacters
    this.#onLine({
      text: isCut ? firstCharacters(line, heldCharacters) : line,
      isCut,
    })
  }
}

/** What a terminal would show of a line that was overwritten from its start. */
function lastState(line: string): string {
  if (!line.includes('\r')) return line
  const states = line.split('\r').filter((state) => state !== '')
  return states.at(-1) ?? ''
}
