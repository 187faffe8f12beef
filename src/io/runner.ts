import { readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { getInput, setOutput, summary } from '@actions/core'
import type { InputName } from '../context/inputs.ts'
import type { Server } from '../context/run-context.ts'
import { Refusal } from '../errors.ts'
import { createRedact, type Redact } from '../text/redact.ts'
import type { RunLog } from './run-log-port.ts'
import { secretValues } from './child-environment.ts'
import type { Runner } from './runner-port.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** GitHub's runner, by environment, files and workflow commands. */
export function createRunner(
  environment: Environment,
  log: (redact: Redact) => RunLog,
  interruption: AbortSignal,
): Runner {
  const redact = createRedact(secretValues(environment))
  const redactedLog = log(redact)
  return {
    environment,
    redact,
    log: redactedLog,
    interruption,
    server: readServer(environment),
    run: {
      id: Number(environment['GITHUB_RUN_ID'] || 0),
      attempt: Number(environment['GITHUB_RUN_ATTEMPT'] || 1),
    },
    eventName: environment['GITHUB_EVENT_NAME'] ?? '',
    repository: environment['GITHUB_REPOSITORY'] ?? '',
    ref: environment['GITHUB_REF'] ?? '',
    workspace: resolve(environment['GITHUB_WORKSPACE'] || '.'),
    temporaryFolder: resolve(environment['RUNNER_TEMP'] || tmpdir()),
    input: (name: InputName) => getInput(name),
    event: () => readEvent(environment['GITHUB_EVENT_PATH']),
    setOutput: outputs(environment, redactedLog),
    writeSummary: (markdown) =>
      addSummary(environment, redactedLog, redact(markdown)),
  }
}

/** Addresses as the runner gives them; github.com's where it gives none. */
export function readServer(environment: Environment): Server {
  return {
    url: withoutSlash(environment['GITHUB_SERVER_URL'] || 'https://github.com'),
    apiUrl: withoutSlash(
      environment['GITHUB_API_URL'] || 'https://api.github.com',
    ),
    graphqlUrl: environment['GITHUB_GRAPHQL_URL'] || null,
  }
}

/** `server.host/owner/name` of the repository of the run, or `null` outside of one. */
export function ownPages(environment: Environment): string | null {
  const repository = environment['GITHUB_REPOSITORY']
  const { url } = readServer(environment)
  return repository && URL.canParse(url)
    ? `${new URL(url).host}/${repository}`
    : null
}

function withoutSlash(url: string): string {
  return url.endsWith('/') ? url.slice(0, -1) : url
}

/** GitHub's own payloads stay far below this. Bytes. */
const maxEventBytes = 32 * 1024 * 1024

function readEvent(path: string | undefined): unknown {
  const remedy =
    'The action runs inside a GitHub workflow. On your own machine use `staging-pr preview` or `staging-pr verify`.'
  if (!path) {
    throw new Refusal('There is no event: GITHUB_EVENT_PATH is not set.', {
      remedy,
    })
  }
  try {
    if (statSync(path).size > maxEventBytes) {
      throw new Error(`it is larger than ${maxEventBytes} bytes`)
    }
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    // Whatever is wrong with the file, the person can do the same about it.
    throw new Refusal(
      `The event file ${path} cannot be read: ${messageOf(cause)}`,
      {
        remedy,
        cause,
      },
    )
  }
}

/** Without a `GITHUB_OUTPUT` file the value would go to the log as a command that no runner reads any more. */
function outputs(environment: Environment, log: RunLog): Runner['setOutput'] {
  let isBroken = !environment['GITHUB_OUTPUT']
  return (name, value) => {
    if (isBroken) return
    try {
      setOutput(name, value)
    } catch (error) {
      // Outputs that cannot be handed over must not turn a good run red; once is enough.
      isBroken = true
      log.warning(
        `The outputs could not be handed over, from ${name} on: ${messageOf(error)}`,
      )
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** GitHub drops a summary over 1 MiB as a whole. */
const maxSummaryBytes = 1_000_000

async function addSummary(
  environment: Environment,
  log: RunLog,
  markdown: string,
): Promise<void> {
  if (!environment['GITHUB_STEP_SUMMARY']) return
  const bytes = new TextEncoder().encode(markdown)
  const fitting =
    bytes.length <= maxSummaryBytes
      ? markdown
      : `${new TextDecoder().decode(bytes.subarray(0, maxSummaryBytes))}\n\n(cut here: a summary holds 1 MiB)\n`
  try {
    await summary.addRaw(fitting, true).write({ overwrite: true })
  } catch (error) {
    // A summary that cannot be written must not turn a good run red.
    log.warning(`The step summary could not be written: ${messageOf(error)}`)
  }
}
