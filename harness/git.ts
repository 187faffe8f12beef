import { execFileSync } from 'node:child_process'

/** git with an identity and dates of its own and nobody's configuration, so that commits are the same everywhere. */
export function git(directory: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-c', 'init.defaultBranch=main', ...args], {
    cwd: directory,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      HOME: directory,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_SYSTEM: '/dev/null',
      GIT_AUTHOR_NAME: 'A Contributor',
      GIT_AUTHOR_EMAIL: 'contributor@example.com',
      GIT_AUTHOR_DATE: '2026-01-28T10:00:00Z',
      GIT_COMMITTER_NAME: 'A Contributor',
      GIT_COMMITTER_EMAIL: 'contributor@example.com',
      GIT_COMMITTER_DATE: '2026-01-28T10:00:00Z',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  }).trim()
}
