import { at, textAt } from '../../context/decode.ts'
import {
  type Actor,
  approvalLabel,
  type Discussion,
  type Review,
} from '../../pull-request/review.ts'
import type { PullRequest } from '../github-port.ts'
import { allPages } from './all-pages.ts'
import type { ForkName } from './look-up.ts'
import type { Client } from './octokit.ts'

/** Reviews that say something, and who put labels on, as fields of a pull request. */
export const discussionFields = `
        reviews(last: 100, states: [APPROVED, CHANGES_REQUESTED, DISMISSED]) { pageInfo { hasPreviousPage } nodes {
          state authorCanPushToRepository author { __typename login } commit { oid }
        } }
        timelineItems(last: 50, itemTypes: [LABELED_EVENT]) { pageInfo { hasPreviousPage } nodes {
          ... on LabeledEvent { createdAt label { name } actor { __typename login } }
        } }`

const states: readonly Review['state'][] = [
  'APPROVED',
  'CHANGES_REQUESTED',
  'COMMENTED',
  'DISMISSED',
  'PENDING',
]

/** What people said, read of the fields above; what may do who put the label on is not among them. `null` where there is more than they tell. */
export function graphqlDiscussion(
  node: unknown,
  { number, labels }: PullRequest,
): Discussion | null {
  const hasMore = ['reviews', 'timelineItems'].some(
    (key) => at(node, key, 'pageInfo', 'hasPreviousPage') === true,
  )
  if (hasMore) return null
  const reviews = nodesAt(node, 'reviews').flatMap((review): Review[] => {
    const state = stateOf(textAt(review, 'state'))
    if (state === null) return []
    const by = graphqlActor(
      at(review, 'author'),
      at(review, 'authorCanPushToRepository') === true,
    )
    return [{ by, state, commit: textAt(review, 'commit', 'oid') }]
  })
  const labelled = nodesAt(node, 'timelineItems').findLast(
    (event) => textAt(event, 'label', 'name') === approvalLabel,
  )
  const actor =
    labelled === undefined || !labels.includes(approvalLabel)
      ? null
      : graphqlActor(at(labelled, 'actor'), false)
  const labelledAt = actor === null ? null : textAt(labelled, 'createdAt')
  return { number, reviews, labelledBy: actor, labelledAt }
}

function nodesAt(value: unknown, key: string): readonly unknown[] {
  const found = at(value, key, 'nodes')
  return Array.isArray(found) ? found : []
}

function stateOf(state: string | null): Review['state'] | null {
  return states.find((one) => one === state) ?? null
}

function graphqlActor(value: unknown, canWrite: boolean): Actor {
  return {
    login: textAt(value, 'login'),
    isBot: textAt(value, '__typename') !== 'User',
    canWrite,
  }
}

/** The same by REST: reviews, the events where the label is on, and the rights of each person once. */
export async function restDiscussion(
  client: Client,
  fork: ForkName,
  { number, labels }: PullRequest,
): Promise<Discussion> {
  const path = { owner: fork.owner, repo: fork.name }
  const { list } = await allPages({
    what: 'the reviews',
    ask: (page) =>
      client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews', {
        ...path,
        ...page,
        pull_number: number,
      }),
  })
  const reviews = list.flatMap((review: unknown): Review[] => {
    const state = stateOf(textAt(review, 'state'))
    const isSaying = state !== null && !isSilent(state)
    const by = restActor(at(review, 'user'))
    const commit = textAt(review, 'commit_id')
    return isSaying ? [{ by, state, commit }] : []
  })
  const labelled = labels.includes(approvalLabel)
    ? await lastLabelling(client, path, number)
    : undefined
  const labelledBy =
    labelled === undefined ? null : restActor(at(labelled, 'actor'))
  const people = [...reviews.map(({ by }) => by), labelledBy]
  const rights = await rightsOf(client, fork, people)
  const known = (actor: Actor): Actor => ({
    ...actor,
    canWrite: rights.get(actor.login ?? '') === true,
  })
  return {
    number,
    reviews: reviews.map((review) => ({ ...review, by: known(review.by) })),
    labelledBy: labelledBy === null ? null : known(labelledBy),
    labelledAt: textAt(labelled, 'created_at'),
  }
}

function isSilent(state: Review['state']): boolean {
  return state === 'COMMENTED' || state === 'PENDING'
}

function restActor(value: unknown): Actor {
  return {
    login: textAt(value, 'login'),
    isBot: textAt(value, 'type') !== 'User',
    canWrite: false,
  }
}

async function lastLabelling(
  client: Client,
  path: { readonly owner: string; readonly repo: string },
  number: number,
): Promise<unknown> {
  const { list } = await allPages({
    what: 'the events',
    ask: (page) =>
      client.request('GET /repos/{owner}/{repo}/issues/{issue_number}/events', {
        ...path,
        ...page,
        issue_number: number,
      }),
  })
  return list.findLast(
    (event: unknown) =>
      textAt(event, 'event') === 'labeled' &&
      textAt(event, 'label', 'name') === approvalLabel,
  )
}

/** People who may push, by login. Rights that cannot be read are none. */
async function rightsOf(
  client: Client,
  fork: ForkName,
  actors: readonly (Actor | null)[],
): Promise<ReadonlyMap<string, boolean>> {
  const people = actors.flatMap((actor) =>
    actor === null || actor.login === null || actor.isBot ? [] : [actor.login],
  )
  const pairs = [...new Set(people)].map(
    async (login) => [login, await mayPush(client, fork, login)] as const,
  )
  return new Map(await Promise.all(pairs))
}

/** Whether somebody may push to the fork; `false` where that cannot be read. */
export async function mayPush(
  client: Client,
  { owner, name }: ForkName,
  login: string,
): Promise<boolean> {
  if (login.toLowerCase() === owner.toLowerCase()) return true
  try {
    const { data } = await client.request(
      'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
      { owner, repo: name, username: login, request: { retries: 0 } },
    )
    // `maintain` is told as write, `triage` as read.
    return ['admin', 'write'].includes(textAt(data, 'permission') ?? '')
  } catch (error) {
    if (at(error, 'status') === undefined) throw error
    return false
  }
}
