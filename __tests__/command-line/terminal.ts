import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { canary } from '../whole-run/scene.ts'

const entry = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))

/** How a command of the command line ended. */
export type Ended = {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs `dist/cli.js` in a folder, with secrets in its environment and a proxy that lets nothing through. */
export function staging(
  directory: string,
  ...args: readonly string[]
): Promise<Ended> {
  return stagingIn(directory, {}, ...args)
}

/** The same with other variables in its environment. */
export async function stagingIn(
  directory: string,
  environment: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<Ended> {
  const child = spawn(process.execPath, [entry, ...args], {
    cwd: directory,
    env: {
      PATH: process.env['PATH'],
      HOME: directory,
      LANG: 'C.UTF-8',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_SYSTEM: '/dev/null',
      GITHUB_TOKEN: canary,
      GH_TOKEN: canary,
      HTTPS_PROXY: 'http://127.0.0.1:9',
      HTTP_PROXY: 'http://127.0.0.1:9',
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
