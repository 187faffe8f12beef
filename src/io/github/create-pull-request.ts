import { at, numberAt, textAt } from '../../context/decode.ts'
import type { NewPullRequest } from '../github-port.ts'
import { wrongShape } from './decode.ts'
import type { ForkName } from './look-up.ts'
import { listRawPullRequests } from './look-up-rest.ts'
import type { Client } from './octokit.ts'
import type { Patience } from './patience.ts'

/** Where a pull request is created. */
export type CreateScope = {
  readonly client: Client
  readonly fork: ForkName
  readonly patience: Patience
  /** Pause before the second try, doubled each time. Milliseconds. */
  readonly retryPauseMs: number
}

const tries = 4

/**
 * Creates a pull request; answers with it as REST gives it. After an answer
 * that was lost it may be there: it is looked for before it is asked for
 * again. A head that was just pushed is tried again (platform lag).
 */
export async function createPullRequest(
  scope: CreateScope,
  request: NewPullRequest,
): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await createOnce(scope, request)
    } catch (error) {
      // Some refusals are about time, and some are about an earlier try of ours.
      const next = afterFailedTry(error)
      const found = next.looks ? await findOpen(scope, request) : null
      if (found !== null) return found
      const pause = scope.retryPauseMs * 2 ** (attempt - 1)
      const goesOn = next.retries && attempt < tries
      if (!goesOn || !(await scope.patience.wait(pause))) throw error
    }
  }
}

async function createOnce(
  scope: CreateScope,
  request: NewPullRequest,
): Promise<unknown> {
  const { client, fork } = scope
  const { branch, ...rest } = request
  const { data } = await client.request('POST /repos/{owner}/{repo}/pulls', {
    owner: fork.owner,
    repo: fork.name,
    ...rest,
    head: branch,
    request: { retries: 0 },
  })
  if (numberAt(data, 'number') !== null) return data
  // An answer that was cut short; the pull request is there all the same.
  return (await findOpen(scope, request)) ?? data
}

async function findOpen(
  { client, fork }: CreateScope,
  { branch, base }: NewPullRequest,
): Promise<unknown> {
  const isIt = (entry: unknown): boolean =>
    textAt(entry, 'state') === 'open' &&
    textAt(entry, 'head', 'ref') === branch &&
    textAt(entry, 'base', 'ref') === base &&
    numberAt(entry, 'head', 'repo', 'id') ===
      numberAt(entry, 'base', 'repo', 'id')
  const ofBranch = await listRawPullRequests(client, fork, branch)
  const found = ofBranch.find(isIt)
  if (found !== undefined) return found
  // The filter by head misses where fork and parent have one owner.
  const { data } = await client.request('GET /repos/{owner}/{repo}/pulls', {
    owner: fork.owner,
    repo: fork.name,
    state: 'open',
    base,
    per_page: 100,
  })
  if (!Array.isArray(data)) throw wrongShape('the pull requests', 'list')
  return data.find(isIt) ?? null
}

type NextStep = { readonly looks: boolean; readonly retries: boolean }

function afterFailedTry(error: unknown): NextStep {
  const status = Number(at(error, 'status'))
  if (status >= 500) return { looks: true, retries: true }
  const errors = at(error, 'response', 'data', 'errors')
  const entries: readonly unknown[] = Array.isArray(errors) ? errors : []
  const isDouble = entries.some((entry) =>
    textAt(entry, 'message')?.startsWith('A pull request already exists'),
  )
  const isHeadUnknown = entries.some(
    (entry) =>
      textAt(entry, 'field') === 'head' && textAt(entry, 'code') === 'invalid',
  )
  // What exists already may be missing from lists for a moment.
  return { looks: isDouble, retries: isDouble || isHeadUnknown }
}
