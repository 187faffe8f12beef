import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import {
  gitEnvironment,
  isolation,
  userEnvironment,
} from './git-environment.ts'

/** A git command line in one folder, hardened against the repository's own configuration. */
export type GitProcess = {
  readonly directory: string
  /** Runs git and collects its output. Throws only when git cannot be started. */
  run(args: readonly string[], options?: GitRunOptions): Promise<GitOutput>
  /** Starts a long-lived git with open pipes. */
  start(args: readonly string[]): ChildProcessWithoutNullStreams
  /** The same git in another folder. */
  in(directory: string): GitProcess
  /** The same git in another folder, which knows no configuration but that folder's: neither the machine's nor that of the account, which commands of the project can write to. */
  isolatedIn(
    directory: string,
    variables?: Readonly<Record<string, string>>,
  ): GitProcess
}

/** Limits and additions for one call. */
type GitRunOptions = {
  readonly timeoutMs?: number
  /** Output beyond this is not kept and git is stopped. Bytes. */
  readonly maxBytes?: number
  /** Configuration for this call only, handed over by environment so that no secret stands on a command line. */
  readonly config?: Readonly<Record<string, string>>
  readonly input?: string
  /** Transports that this call may use, with colons between; none by default, so that a clone with missing objects fetches nothing from wherever its configuration says. */
  readonly protocols?: string
  /** Added to git's environment, such as `GIT_INDEX_FILE`. */
  readonly variables?: Readonly<Record<string, string>>
}

/** What git said. */
export type GitOutput = {
  /** `null` when git was stopped by a limit or a signal. */
  readonly exitCode: number | null
  readonly stdout: Buffer
  readonly stderr: string
  readonly truncated: boolean
  readonly timedOut: boolean
}

/**
 * Nothing of the repository may run or ask: hooks, file system monitors,
 * external diffs, pagers, other transports, submodules.
 */
function safeConfig(directory: string): string[] {
  return [
    'core.hooksPath=/dev/null',
    'core.fsmonitor=false',
    'core.pager=cat',
    'core.quotePath=false',
    'core.attributesFile=/dev/null',
    'core.alternateRefsCommand=true',
    'protocol.ext.allow=never',
    'protocol.version=2',
    'submodule.recurse=false',
    'fetch.recurseSubmodules=false',
    'gc.auto=0',
    'maintenance.auto=false',
    `safe.directory=${directory}`,
  ].flatMap((entry) => ['-c', entry])
}

/** Where no person sits, nobody may be asked for a password. */
const noCredentials = ['credential.helper=', 'core.askPass='].flatMap(
  (entry) => ['-c', entry],
)

/** What a {@link GitProcess} is made of. */
export type GitProcessOptions = {
  readonly executable: string
  readonly directory: string
  /** Environment of this process; only what git needs is handed on. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** `user` lets git use the person's own credentials and ssh agent, to push from the command line. */
  readonly credentials?: 'none' | 'user'
  /** Reads no configuration but the repository's own. */
  readonly isIsolated?: boolean
  /** Added to every call. */
  readonly variables?: Readonly<Record<string, string>>
}

/** Makes a {@link GitProcess} for one folder. */
export function createGitProcess(options: GitProcessOptions): GitProcess {
  const { executable, directory } = options
  const isUsers = options.credentials === 'user'
  const globals = [
    '--no-optional-locks',
    '--literal-pathspecs',
    ...safeConfig(directory),
    ...(isUsers ? [] : noCredentials),
  ]
  const start = (args: readonly string[], run: GitRunOptions = {}) =>
    spawn(executable, [...globals, ...args], {
      cwd: directory,
      env: {
        ...gitEnvironment(options.environment, run.config ?? {}),
        ...(isUsers
          ? userEnvironment(options.environment)
          : { GIT_ALLOW_PROTOCOL: run.protocols ?? 'none' }),
        ...(options.isIsolated === true ? isolation(directory) : {}),
        ...options.variables,
        ...run.variables,
      },
      stdio: 'pipe',
      windowsHide: true,
    })
  return {
    directory,
    start: (args) => start(args),
    run: (args, runOptions = {}) =>
      collect(start(args, runOptions), runOptions),
    in: (other) => createGitProcess({ ...options, directory: other }),
    isolatedIn: (other, variables = {}) =>
      createGitProcess({
        ...options,
        directory: other,
        isIsolated: true,
        variables,
      }),
  }
}

const defaultMaxBytes = 256 * 1024 * 1024
const defaultTimeoutMs = 300_000

async function collect(
  child: ChildProcessWithoutNullStreams,
  options: GitRunOptions,
): Promise<GitOutput> {
  let timedOut = false
  const stdout = keepOutput(child, options.maxBytes ?? defaultMaxBytes)
  const stderr = keepMessages(child)
  const timer = setTimeout(() => {
    timedOut = true
    child.kill('SIGKILL')
  }, options.timeoutMs ?? defaultTimeoutMs)
  child.stdin.on('error', () => {
    // git may end without reading all of its input; its exit status tells.
  })
  child.stdin.end(options.input ?? '')
  const exitCode = await exitOf(child).finally(() => clearTimeout(timer))
  const { bytes, truncated } = stdout()
  return {
    exitCode: truncated || timedOut ? null : exitCode,
    stdout: bytes,
    stderr: stderr(),
    truncated,
    timedOut,
  }
}

/** Keeps the first `maxBytes` of standard output and stops git beyond. */
function keepOutput(
  child: ChildProcessWithoutNullStreams,
  maxBytes: number,
): () => { bytes: Buffer; truncated: boolean } {
  const chunks: Buffer[] = []
  let room = maxBytes
  let truncated = false
  child.stdout.on('data', (chunk: Buffer) => {
    chunks.push(chunk.subarray(0, room))
    if (chunk.length > room) {
      truncated = true
      child.stdout.destroy()
      child.kill('SIGKILL')
    }
    room -= Math.min(room, chunk.length)
  })
  return () => ({ bytes: Buffer.concat(chunks), truncated })
}

function keepMessages(child: ChildProcessWithoutNullStreams): () => string {
  let text = ''
  child.stderr.setEncoding('utf8')
  child.stderr.on('data', (more: string) => {
    if (text.length < 16_384) text += more
  })
  return () => text
}

function exitOf(child: ChildProcessWithoutNullStreams): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
}
