import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { parseFileCommands } from './file-commands.ts'

/** One run of the action, as the runner would start it. */
export type ActionRun = {
  /** Folder for the runner's own files. */
  readonly folder: string
  readonly workspace: string
  readonly event: { readonly name: string; readonly payload: object | string }
  /** `GITHUB_REF`. */
  readonly ref: string
  /** `owner/name`. */
  readonly repository: string
  readonly server: {
    readonly url: string
    readonly apiUrl: string
    readonly graphqlUrl: string
  }
  readonly inputs: Readonly<Record<string, string>>
  readonly runId?: number
  readonly runAttempt?: number
  /** Added to the environment; `undefined` takes a variable out. */
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** The runtime; by default the one of this process. */
  readonly node?: string
  /** Called with the process once it runs, to interrupt it for example. */
  readonly onStart?: (process: { kill(signal: NodeJS.Signals): void }) => void
}

/** How a run of the action ended. */
export type ActionResult = {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
  /** `RUNNER_TEMP` of the run. */
  readonly temporaryFolder: string
}

const entry = new URL('../dist/index.js', import.meta.url).pathname

/** Starts `dist/index.js` with event file, inputs and file commands, and waits for its end. */
export async function runAction(run: ActionRun): Promise<ActionResult> {
  const files = prepareFiles(run)
  const environment = {
    PATH: process.env['PATH'],
    HOME: files.home,
    LANG: 'C.UTF-8',
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: run.event.name,
    GITHUB_EVENT_PATH: files.event,
    GITHUB_OUTPUT: files.output,
    GITHUB_STEP_SUMMARY: files.summary,
    GITHUB_REPOSITORY: run.repository,
    GITHUB_REF: run.ref,
    GITHUB_RUN_ID: String(run.runId ?? 7_712_003_415),
    GITHUB_RUN_ATTEMPT: String(run.runAttempt ?? 1),
    GITHUB_SERVER_URL: run.server.url,
    GITHUB_API_URL: run.server.apiUrl,
    GITHUB_GRAPHQL_URL: run.server.graphqlUrl,
    GITHUB_WORKSPACE: run.workspace,
    RUNNER_TEMP: files.temp,
    RUNNER_OS: 'Linux',
    ...toolHomes(),
    ...inputVariables(run.inputs),
    ...run.environment,
  }
  const child = spawn(run.node ?? process.execPath, [entry], {
    cwd: run.workspace,
    env: withoutUnset(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  run.onStart?.(child)
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve)
  })
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
  ])
  return {
    exitCode: await ended,
    stdout,
    stderr,
    outputs: parseFileCommands(readFileSync(files.output, 'utf8')),
    summary: readFileSync(files.summary, 'utf8'),
    temporaryFolder: files.temp,
  }
}

function prepareFiles(run: ActionRun) {
  const temp = join(run.folder, 'temp')
  const home = join(run.folder, 'home')
  mkdirSync(temp, { recursive: true })
  mkdirSync(home, { recursive: true })
  const file = (name: string, content: string): string => {
    const path = join(run.folder, name)
    writeFileSync(path, content)
    return path
  }
  const { payload } = run.event
  return {
    temp,
    home,
    event: file(
      'event.json',
      typeof payload === 'string' ? payload : JSON.stringify(payload),
    ),
    output: file('output', ''),
    summary: file('summary.md', ''),
  }
}

/** The runner's names: `INPUT_`, spaces as `_`, upper case, hyphens kept. */
function inputVariables(
  inputs: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      value,
    ]),
  )
}

/** Tools that look for their files below the home folder are told where they are. */
function toolHomes(): Record<string, string | undefined> {
  const home = process.env['HOME'] ?? ''
  return {
    CARGO_HOME: process.env['CARGO_HOME'] ?? join(home, '.cargo'),
    RUSTUP_HOME: process.env['RUSTUP_HOME'] ?? join(home, '.rustup'),
  }
}

function withoutUnset(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    ),
  )
}
