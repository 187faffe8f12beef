import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { statSync } from 'node:fs'
import { basename } from 'node:path'
import type {
  CommandEnd,
  CommandRequest,
  CommandResult,
  Shell,
} from '../shell-port.ts'
import type { Redact } from '../../text/redact.ts'
import { OutputCollector } from './output-collector.ts'
import { markerVariable, reapMarked, signalGroup } from './process-group.ts'
import { createRelease } from './release-memory.ts'

/** A command that prints more is ended. Bytes. */
const maxOutputBytes = 256 * 1024 * 1024

/** From asking a command to end until it is made to. */
const killDelayMs = 2_000

/** From the end of a command until its pipes are given up. */
const drainMs = 2_000

/** Runs commands in process groups of their own. Nothing that they start outlives them; secrets go out of what they print line by line, before anything is cut. */
export function createShell(redact: Redact = (text) => text): Shell {
  return { run: (request) => new RunningCommand(request, redact).result() }
}

type Stop = Extract<
  CommandEnd,
  { status: 'timed-out' | 'output-limit' | 'cancelled' }
>

class RunningCommand {
  readonly #request: CommandRequest
  readonly #collector: OutputCollector
  readonly #marker = randomUUID()
  readonly #started = performance.now()
  #child: ChildProcess | null = null
  #killTimer: NodeJS.Timeout | undefined
  #stop: Stop | null = null

  constructor(request: CommandRequest, redact: Redact) {
    this.#request = request
    this.#collector = new OutputCollector(request.onLine, redact)
  }

  async result(): Promise<CommandResult> {
    const end = await this.#run()
    return {
      end,
      durationMs: Math.round(performance.now() - this.#started),
      outputBytes: this.#collector.bytes,
      output: this.#collector.finish(),
    }
  }

  async #run(): Promise<CommandEnd> {
    const { signal, directory, timeoutMs } = this.#request
    if (signal.aborted) return { status: 'cancelled' }
    if (!isFolder(directory)) {
      const reason = `the folder ${directory} does not exist`
      return { status: 'not-started', reason }
    }
    const timer = setTimeout(
      () => this.#halt({ status: 'timed-out' }),
      timeoutMs,
    )
    const onAbort = (): void => this.#halt({ status: 'cancelled' })
    signal.addEventListener('abort', onAbort, { once: true })
    try {
      return await this.#spawn()
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
    }
  }

  async #spawn(): Promise<CommandEnd> {
    let child: ChildProcess
    try {
      child = spawn(this.#request.shell, shellArguments(this.#request), {
        cwd: this.#request.directory,
        detached: true,
        env: {
          ...this.#request.environment,
          [markerVariable]: this.#marker,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
    } catch (error) {
      // An environment that is too large is refused before there is a process.
      return { status: 'not-started', reason: reasonOf(error) }
    }
    this.#child = child
    const drained = this.#collect(child)
    const end = await endOf(child, this.#request.shell)
    if (end.status === 'not-started') return end
    await this.#clear(drained)
    return this.#stop ?? end
  }

  #collect(child: ChildProcess): Promise<unknown> {
    const streams = [child.stdout, child.stderr] as const
    const release = createRelease()
    streams.forEach((stream, index) => {
      stream?.on('data', (chunk: Buffer) => {
        this.#collector.push(index === 0 ? 0 : 1, chunk)
        release(chunk.length)
        if (this.#collector.bytes > maxOutputBytes) {
          this.#halt({ status: 'output-limit' })
        }
      })
    })
    return Promise.all(
      streams.map(
        (stream) => new Promise((resolve) => stream?.once('close', resolve)),
      ),
    )
  }

  /** Asks the command to end, and makes it end a little later. The first reason counts. */
  #halt(stop: Stop): void {
    const pid = this.#child?.pid
    if (this.#stop !== null || pid === undefined) return
    this.#stop = stop
    signalGroup(pid, 'SIGTERM')
    this.#killTimer = setTimeout(() => {
      signalGroup(pid, 'SIGKILL')
      reapMarked(this.#marker)
    }, killDelayMs).unref()
  }

  /** What the command left running is killed, so that no pipe stays open and nothing is left behind. */
  async #clear(drained: Promise<unknown>): Promise<void> {
    const child = this.#child
    if (child?.pid === undefined) return
    clearTimeout(this.#killTimer)
    signalGroup(child.pid, 'SIGKILL')
    reapMarked(this.#marker)
    await Promise.race([drained, delay(drainMs)])
    child.stdout?.destroy()
    child.stderr?.destroy()
  }
}

/** `bash` as GitHub runs it (`shell: bash`): no start-up files, stop at the first failure, pipelines included. */
function shellArguments({ shell, command }: CommandRequest): string[] {
  return basename(shell) === 'bash'
    ? ['--noprofile', '--norc', '-eo', 'pipefail', '-c', command]
    : ['-e', '-c', command]
}

function endOf(child: ChildProcess, shell: string): Promise<CommandEnd> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      const isMissing = 'code' in error && error.code === 'ENOENT'
      const reason = isMissing
        ? `the shell ${shell} is not installed`
        : reasonOf(error)
      resolve({ status: 'not-started', reason })
    })
    child.once('exit', (exitCode, signal) => {
      resolve(
        exitCode === null
          ? { status: 'signalled', signal: signal ?? 'unknown' }
          : { status: 'exited', exitCode },
      )
    })
  })
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.includes('E2BIG')
    ? 'its environment is larger than the system allows (NEW_TESTS?)'
    : text
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref()
  })
}
