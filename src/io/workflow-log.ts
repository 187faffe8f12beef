import { randomUUID } from 'node:crypto'
import { breakReferences, type ReferenceScope } from '../markdown/references.ts'
import { printableText } from '../text/printable.ts'
import type { Redact } from '../text/redact.ts'
import type { LogPlace, RunLog } from './run-log-port.ts'

/** Takes text for a log. */
export type LogStream = { write(text: string): unknown }

/**
 * The runner's log. What commands print stands between `stop-commands` and its
 * token, and the two beginnings of a workflow command are broken in it: the
 * older one, `##[`, works anywhere in a line (actions/runner, ActionCommand.cs).
 */
export function createWorkflowLog(
  stream: LogStream,
  redact: Redact = (text) => text,
  /** `server.host/owner/name` of the fork, whose pages stay links in annotations; `null` where it is not known. */
  own: string | null = null,
): RunLog {
  return new WorkflowLog(stream, redact, own)
}

class WorkflowLog implements RunLog {
  readonly #stream: LogStream
  readonly #redact: Redact
  readonly #scope: ReferenceScope
  #token: string | null = null

  constructor(stream: LogStream, redact: Redact, own: string | null) {
    this.#stream = stream
    this.#redact = redact
    this.#scope = { hosts: 'any', own: own?.toLowerCase() ?? null }
  }

  group(title: string): void {
    this.#resume()
    this.#line(`::group::${data(this.#redact(printableText(title)))}`)
  }

  endGroup(): void {
    this.#resume()
    this.#line('::endgroup::')
  }

  childLine(line: string): void {
    if (this.#token === null) {
      this.#token = randomUUID()
      this.#line(`::stop-commands::${this.#token}`)
    }
    this.#line(harmless(line))
  }

  info(text: string): void {
    this.#resume()
    for (const line of this.#redact(printableText(text)).split('\n')) {
      this.#line(harmless(line))
    }
  }

  notice(message: string, place?: LogPlace): void {
    this.#command('notice', message, place)
  }

  warning(message: string, place?: LogPlace): void {
    this.#command('warning', message, place)
  }

  error(message: string, place?: LogPlace): void {
    this.#command('error', message, place)
  }

  #command(name: string, message: string, place?: LogPlace): void {
    this.#resume()
    const properties =
      place === undefined
        ? ''
        : ` file=${property(this.#redact(printableText(place.file)))},${lineOf(place)}`
    // An annotation is shown on pages of the fork like any other text.
    const text = breakReferences(
      this.#redact(printableText(message)),
      this.#scope,
    )
    this.#line(`::${name}${properties}::${data(text)}`)
  }

  #resume(): void {
    if (this.#token === null) return
    this.#line(`::${this.#token}::`)
    this.#token = null
  }

  #line(text: string): void {
    this.#stream.write(`${text}\n`)
  }
}

/** Where both are given, GitHub shows a column of a single line only. */
function lineOf({ line, endLine, column }: LogPlace): string {
  const parts = [`line=${line}`]
  if (endLine) parts.push(`endLine=${endLine}`)
  else if (column) parts.push(`col=${column}`)
  return parts.join(',')
}

/** Breaks both forms of a workflow command; a reader hardly sees it. */
function harmless(line: string): string {
  return line
    .replace(/[\r\n\u0085\u2028\u2029]/gu, ' ')
    .replace(/^(\s*):(?=:)/u, '$1:\u2060')
    .replaceAll('##[', '##\u2060[')
}

/** Escapes as @actions/core does. */
function data(text: string): string {
  return text
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A')
    .replaceAll('##[', '##\u2060[')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
