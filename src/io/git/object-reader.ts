import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { Refusal } from '../../errors.ts'
import type { GitProcess } from './git-process.ts'

/** A git object by any name that git understands. */
type GitObject = {
  readonly oid: string
  readonly type: string
  readonly content: Buffer
}

/** What git knows of an object without reading it. */
type ObjectInfo = Omit<GitObject, 'content'> & {
  readonly bytes: number
}

/**
 * One `git cat-file --batch-command` for all objects of a run: an object costs
 * a pipe round trip instead of a process (about 5 ms each). Needs git 2.36.
 */
export type ObjectReader = {
  /** `null` when there is no such object, or the name cannot be asked for. */
  info(name: string): Promise<ObjectInfo | null>
  read(name: string): Promise<GitObject | null>
  close(): void
}

type Question = {
  readonly kind: 'info' | 'contents'
  readonly resolve: (answer: GitObject | ObjectInfo | null) => void
  readonly reject: (error: Error) => void
}

/** Starts git at the first question. */
export function createObjectReader(git: GitProcess): ObjectReader {
  return new CatFile(git)
}

class CatFile implements ObjectReader {
  readonly #git: GitProcess
  readonly #inbox = new Inbox()
  readonly #questions: Question[] = []
  #child: ChildProcessWithoutNullStreams | null = null
  #isClosed = false
  #unsent = ''

  constructor(git: GitProcess) {
    this.#git = git
  }

  async info(name: string): Promise<ObjectInfo | null> {
    const answer = await this.#ask('info', name)
    return answer !== null && 'bytes' in answer ? answer : null
  }

  async read(name: string): Promise<GitObject | null> {
    const answer = await this.#ask('contents', name)
    return answer !== null && 'content' in answer ? answer : null
  }

  close(): void {
    this.#isClosed = true
    this.#child?.removeAllListeners('close')
    this.#child?.stdin.end()
    this.#child = null
  }

  #ask(
    kind: Question['kind'],
    name: string,
  ): Promise<GitObject | ObjectInfo | null> {
    if (name === '' || /[\n\r\0]/u.test(name)) return Promise.resolve(null)
    // A read that comes late, beside a refusal, must not start a process that nobody ends.
    if (this.#isClosed) {
      return Promise.reject(new Error('The objects are not read any more.'))
    }
    return new Promise((resolve, reject) => {
      this.#questions.push({ kind, resolve, reject })
      this.#child ??= this.#open()
      this.#send(`${kind} ${name}\n`)
    })
  }

  /** Questions of one turn go out in one write. */
  #send(line: string): void {
    if (this.#unsent === '') {
      queueMicrotask(() => {
        const lines = this.#unsent
        this.#unsent = ''
        this.#child?.stdin.write(lines)
      })
    }
    this.#unsent += line
  }

  #open(): ChildProcessWithoutNullStreams {
    const child = this.#git.start(['cat-file', '--batch-command'])
    const fail = (error: Error): void => {
      this.#child = null
      for (const { reject } of this.#questions.splice(0)) reject(error)
    }
    child.stdout.on('data', (chunk: Buffer) => this.#receive(chunk))
    child.stderr.resume()
    // Which of the two is seen first when git gives up is chance.
    const failEnded = (): void =>
      fail(
        new Refusal('git cat-file ended while objects were being read.', {
          remedy: 'Git 2.36 or newer is needed: check `git --version`.',
        }),
      )
    child.stdin.on('error', failEnded)
    child.once('error', fail)
    child.once('close', failEnded)
    return child
  }

  #receive(chunk: Buffer): void {
    this.#inbox.add(chunk)
    for (;;) {
      const [question] = this.#questions
      if (question === undefined) return
      const answer = this.#inbox.take(question.kind)
      if (answer === 'more') return
      this.#questions.shift()
      question.resolve(answer)
    }
  }
}

/** Collects chunks and joins them only when an answer is complete, so that a large object is copied once. */
class Inbox {
  #chunks: Buffer[] = []
  #held = 0
  #wanted = 1

  add(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#held += chunk.length
  }

  take(kind: Question['kind']): GitObject | ObjectInfo | null | 'more' {
    if (this.#held < this.#wanted) return 'more'
    const [first] = this.#chunks
    // A chunk that holds many answers is not copied for each of them.
    const all =
      first !== undefined && this.#chunks.length === 1
        ? first
        : Buffer.concat(this.#chunks)
    this.#chunks = [all]
    const end = all.indexOf(0x0a)
    if (end < 0) return this.#wait(this.#held + 1)
    const info = parseHeader(all.subarray(0, end).toString('utf8'))
    if (info === null || kind === 'info') {
      this.#consume(all, end + 1)
      return info
    }
    const stop = end + 1 + info.bytes
    if (this.#held < stop + 1) return this.#wait(stop + 1)
    const content = Buffer.from(all.subarray(end + 1, stop))
    this.#consume(all, stop + 1)
    return { oid: info.oid, type: info.type, content }
  }

  #wait(bytes: number): 'more' {
    this.#wanted = bytes
    return 'more'
  }

  #consume(all: Buffer, length: number): void {
    const rest = all.subarray(length)
    this.#chunks = rest.length === 0 ? [] : [rest]
    this.#held = rest.length
    this.#wanted = 1
  }
}

/** `<oid> <type> <size>`; everything else (`<name> missing`, `ambiguous`) is `null`. */
function parseHeader(header: string): ObjectInfo | null {
  const [oid = '', type = '', size = '', ...rest] = header.split(' ')
  const isObject =
    /^[0-9a-f]{40,64}$/u.test(oid) && /^\d+$/u.test(size) && rest.length === 0
  return isObject ? { oid, type, bytes: Number(size) } : null
}
