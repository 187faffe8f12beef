import { spawn } from 'node:child_process'
import { secretValues } from './child-environment.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Program that opens a file as a double click would, by platform. */
function openerOf(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'open'
  // `start` is a word of the command interpreter, which would read a path as a command.
  return platform === 'win32' ? 'explorer.exe' : 'xdg-open'
}

/** Openers that stay are not waited for longer. Milliseconds. */
const patienceMs = 3_000

/**
 * Opens a file with the platform's opener, which gets no secret of ours.
 * Answers with the reason when that did not work, else `null`.
 */
export function openInBrowser(
  path: string,
  environment: Environment,
): Promise<string | null> {
  const opener = openerOf(process.platform)
  return new Promise((resolve) => {
    const child = spawn(opener, [path], {
      detached: true,
      stdio: 'ignore',
      env: withoutSecrets(environment),
    })
    const timer = setTimeout(() => resolve(null), patienceMs)
    const end = (reason: string | null): void => {
      clearTimeout(timer)
      resolve(reason)
    }
    child.once('error', (error) => end(error.message))
    child.once('exit', (status) => {
      // Explorer answers with 1 when all went well.
      const isWell = status === 0 || process.platform === 'win32'
      end(isWell ? null : `${opener} ended with ${status ?? 'a signal'}`)
    })
    child.unref()
  })
}

function withoutSecrets(environment: Environment): NodeJS.ProcessEnv {
  const secrets = new Set(secretValues(environment))
  return Object.fromEntries(
    Object.entries(environment).filter(
      ([, value]) => !secrets.has(value ?? ''),
    ),
  )
}
