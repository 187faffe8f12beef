import { leftOutLine } from '../../text/left-out.ts'
import { printableText } from '../../text/printable.ts'
import type { Redact } from '../../text/redact.ts'
import { firstCharacters, lastCharacters } from '../../text/truncate.ts'
import {
  boundedLine,
  LineSplitter,
  type RawLine,
  withoutStart,
} from './line-splitter.ts'

/** Part of the output that is kept from its beginning. UTF-16 units. */
const headCharacters = 64 * 1024

/** Part of the output that is kept from its end. Bytes before, UTF-16 units after decoding. */
const tailBytes = 192 * 1024

/** Output that is shown live; what comes later is in the kept tail alone. UTF-16 units. */
const liveCharacters = 4 * 1024 * 1024

/** What a line costs beside its characters: millions of empty ones are much output too. UTF-16 units. */
const lineCost = 32

/**
 * Takes the output of one command in chunks of any size, shows it line by line
 * and keeps its beginning and its end. Memory is bounded whatever comes: past
 * the live part nothing is decoded, only the last bytes are held.
 */
export class OutputCollector {
  readonly #onLine: (line: string) => void
  /** A raw line as a person may see it, secrets gone. */
  readonly #clean: (raw: string) => string
  readonly #splitters: readonly LineSplitter[]
  readonly #tail = new ByteRing(tailBytes)
  #head: string[] = []
  #headLength = 0
  #liveLength = 0
  #bytes = 0
  #tailFrom = 0
  #recent: string[] = []
  #recentLength = 0

  constructor(onLine: (line: string) => void, redact: Redact = (text) => text) {
    this.#onLine = onLine
    this.#clean = (raw) => redact(printableText(raw))
    this.#splitters = [0, 1].map(
      () => new LineSplitter((line) => this.#take(line)),
    )
  }

  /** Bytes taken so far. */
  get bytes(): number {
    return this.#bytes
  }

  /** Takes a chunk of stream 0 (stdout) or 1 (stderr). */
  push(stream: 0 | 1, chunk: Uint8Array): void {
    this.#bytes += chunk.length
    if (this.#liveLength < liveCharacters) this.#splitters[stream]?.push(chunk)
    else this.#tail.push(chunk)
  }

  /** Ends both streams and answers with what was kept. */
  finish(): string {
    for (const splitter of this.#splitters) splitter.end()
    const head = this.#head.join('\n')
    const isQuiet = this.#tail.total > 0
    const late = isQuiet ? decodeTail(this.#tail.bytes(), this.#clean) : ''
    const recent = [...this.#recent, ...(late === '' ? [] : [late])].join('\n')
    const tail = lastCharacters(recent, tailBytes)
    if (isQuiet)
      for (const line of tail.split('\n').slice(-20)) this.#onLine(line)
    const isCut = this.#tailFrom > 0 || recent.length > tail.length || isQuiet
    const gap = isCut ? [leftOutLine(this.#bytes)] : []
    return [head, ...gap, ...(tail === '' ? [] : [tail])]
      .filter((part) => part !== '')
      .join('\n')
  }

  #take(raw: RawLine): void {
    const line = boundedLine(raw, this.#clean)
    const before = this.#liveLength
    this.#liveLength += line.length + lineCost
    if (before >= liveCharacters) return
    this.#onLine(line)
    if (this.#liveLength >= liveCharacters) {
      this.#onLine(
        '… (more than 4 MiB of output; only its end is shown from here)',
      )
    }
    this.#keep(line)
  }

  #keep(line: string): void {
    if (this.#headLength + line.length < headCharacters) {
      this.#head.push(firstCharacters(line, headCharacters))
      this.#headLength += line.length + 1
      return
    }
    this.#headLength = headCharacters
    this.#recent.push(line)
    this.#recentLength += line.length + 1
    if (this.#recentLength > 2 * tailBytes) this.#dropOld()
  }

  #dropOld(): void {
    let length = 0
    let from = this.#recent.length
    while (from > 0 && length < tailBytes) {
      from -= 1
      length += (this.#recent[from]?.length ?? 0) + 1
    }
    this.#tailFrom += from
    this.#recent = this.#recent.slice(from)
    this.#recentLength = length
  }
}

/** The last bytes of a stream. */
class ByteRing {
  readonly #capacity: number
  #chunks: Uint8Array[] = []
  #held = 0
  total = 0

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  push(chunk: Uint8Array): void {
    this.total += chunk.length
    this.#chunks.push(chunk)
    this.#held += chunk.length
    while (this.#held - (this.#chunks[0]?.length ?? 0) >= this.#capacity) {
      this.#held -= this.#chunks.shift()?.length ?? 0
    }
  }

  bytes(): Uint8Array {
    const all = Buffer.concat(this.#chunks)
    return all.subarray(Math.max(0, all.length - this.#capacity))
  }
}

/** The first line may have lost its beginning, and with it half of a secret, so it goes; of a single one, its beginning does. */
function decodeTail(bytes: Uint8Array, clean: (raw: string) => string): string {
  const lines: string[] = []
  const splitter = new LineSplitter((line) =>
    lines.push(boundedLine(line, clean)),
  )
  splitter.push(bytes)
  splitter.end()
  const [first = '', ...rest] = lines
  return rest.length > 0 ? rest.join('\n') : withoutStart(first)
}
