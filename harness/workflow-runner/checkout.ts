import { mkdirSync, rmSync } from 'node:fs'
import { git } from '../git.ts'
import type { StagedFork } from '../staged-fork.ts'

/** What is checked out, and where. */
export type CheckoutRequest = {
  readonly stage: StagedFork
  readonly workspace: string
  /** Commit of the event. */
  readonly sha: string
  readonly inputs: Readonly<Record<string, string>>
}

/** A real clone of the fork, as `actions/checkout` leaves it. */
export function checkOut(request: CheckoutRequest): void {
  const { stage, workspace, sha, inputs } = request
  const { world, fork } = stage
  rmSync(workspace, { recursive: true, force: true })
  mkdirSync(workspace, { recursive: true })
  git(world.fork, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
  git(workspace, 'init', '--quiet', '--template=')
  git(workspace, 'remote', 'add', 'origin', `file://${world.fork}`)
  const wanted = wantedRef(inputs['ref'] || sha)
  const depth = Number(inputs['fetch-depth'] ?? 1)
  const all = [
    '+refs/heads/*:refs/remotes/origin/*',
    '+refs/tags/*:refs/tags/*',
  ]
  git(
    workspace,
    'fetch',
    '--quiet',
    '--no-tags',
    ...(depth > 0 ? [`--depth=${String(depth)}`] : []),
    'origin',
    ...(depth > 0 ? [] : all),
    `+${wanted}:refs/checkout`,
  )
  const commit = git(workspace, 'rev-parse', 'refs/checkout')
  git(workspace, 'update-ref', '-d', 'refs/checkout')
  git(workspace, 'checkout', '--quiet', '--detach', commit)
  git(workspace, 'remote', 'set-url', 'origin', fork.url)
  if (inputs['persist-credentials'] !== 'false') {
    git(
      workspace,
      'config',
      `http.${stage.github.url}/.extraheader`,
      `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${fork.token}`).toString('base64')}`,
    )
  }
}

function wantedRef(ref: string): string {
  return /^[0-9a-f]{40}$/u.test(ref) || ref.startsWith('refs/')
    ? ref
    : `refs/heads/${ref}`
}
