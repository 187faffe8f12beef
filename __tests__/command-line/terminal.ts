import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { canary } from '../whole-run/scene.ts'

/** The command line as it is built. */
export const entry = fileURLToPath(
  new URL('../../dist/cli.js', import.meta.url),
)

/** How a command of the command line ended. */
export type Ended = {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Secrets, and a proxy that lets nothing through: what a command sees that has no business with either. */
const hostile = {
  GITHUB_TOKEN: canary,
  GH_TOKEN: canary,
  HTTPS_PROXY: 'http://127.0.0.1:9',
  HTTP_PROXY: 'http://127.0.0.1:9',
}

/** Runs `dist/cli.js` in a folder, with secrets in its environment and a proxy that lets nothing through. */
export function staging(
  directory: string,
  ...args: readonly string[]
): Promise<Ended> {
  return stagingIn(directory, {}, ...args)
}

/** The same with other variables in its environment. */
export function stagingIn(
  directory: string,
  environment: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<Ended> {
  return stagingWith(directory, { ...hostile, ...environment }, args)
}

/** The same with an environment of the test's own. */
export async function stagingWith(
  directory: string,
  environment: Readonly<Record<string, string | undefined>>,
  args: readonly string[],
): Promise<Ended> {
  const child = spawn(process.execPath, [entry, ...args], {
    cwd: directory,
    env: {
      PATH: process.env['PATH'],
      HOME: directory,
      LANG: 'C.UTF-8',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_SYSTEM: '/dev/null',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve)
  })
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
  ])
  return { exitCode: await ended, stdout, stderr }
}
