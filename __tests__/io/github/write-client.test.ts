import { describe, expect, it } from '@jest/globals'
import {
  guardRequest,
  readyForReviewMutation,
} from '../../../src/io/github/write-client.ts'

const scope = {
  apiUrl: 'https://ghe.example/api/v3',
  graphqlUrl: 'https://ghe.example/api/graphql',
  owner: 'me',
  name: 'tool',
  readable: new Set(['upstream/tool']),
}

const own: ReadonlySet<string> = new Set(['PR_own'])

function send(method: string, path: string, body?: unknown): void {
  const url = path.startsWith('http') ? path : `${scope.apiUrl}${path}`
  guardRequest({ method, url, body }, scope, own)
}

const sha = 'a'.repeat(40)

describe('requests that pass', () => {
  it.each([
    ['GET', '/repos/me/tool'],
    ['GET', '/repos/me/tool/pulls?head=me:fix&state=all'],
    ['GET', '/repos/upstream/tool/pulls?head=me:fix&state=all'],
    ['GET', '/repos/Upstream/Tool/issues/1234'],
    ['GET', '/repos/upstream/tool/issues/1234/timeline?per_page=100'],
    ['GET', '/repos/ME/Tool/git/ref/heads/fix/issue-7'],
    ['POST', '/repos/me/tool/pulls'],
    ['post', '/repos/Me/TOOL/pulls'],
    ['PATCH', '/repos/me/tool/pulls/12'],
    ['PATCH', '/repos/me/tool/issues/12'],
    ['POST', `/repos/me/tool/statuses/${sha}`],
    ['POST', '/repos/me/tool/pulls/12/requested_reviewers'],
    ['POST', '/repos/me/tool/check-runs'],
    ['PATCH', '/repos/me/tool/check-runs/21474836470'],
  ])('%s %s', (method, path) => {
    expect(() => send(method, path)).not.toThrow()
  })

  it('GraphQL queries, and the one mutation for the own pull request', () => {
    expect(() =>
      send('POST', scope.graphqlUrl, { query: 'query { viewer { login } }' }),
    ).not.toThrow()
    expect(() =>
      send('POST', scope.graphqlUrl, {
        query: readyForReviewMutation,
        variables: { id: 'PR_own' },
      }),
    ).not.toThrow()
  })
})

describe('requests that are never sent', () => {
  it.each([
    ['to upstream', 'POST', '/repos/upstream/tool/pulls'],
    ['to the upstream issue', 'PATCH', '/repos/upstream/tool/issues/1234'],
    [
      'to the upstream issue as a comment',
      'POST',
      '/repos/upstream/tool/issues/1234/comments',
    ],
    ['to read more upstream', 'GET', '/repos/upstream/tool/contents/.env'],
    ['to read another repository', 'GET', '/repos/other/tool/pulls'],
    [
      'to read another repository by steps up',
      'GET',
      '/repos/upstream/tool/pulls/../../../other/x/pulls',
    ],
    [
      'to upstream by steps up',
      'POST',
      '/repos/me/tool/../../upstream/x/pulls',
    ],
    [
      'to upstream by encoded steps up',
      'POST',
      '/repos/me/tool/%2e%2e/%2E%2E/upstream/x/pulls',
    ],
    ['to upstream, reading', 'GET', '/repos/upstream/tool/branches'],
    ['to a longer name', 'POST', '/repos/me/tool-2/pulls'],
    ['to a longer owner', 'POST', '/repos/meme/tool/pulls'],
    ['to an id', 'POST', '/repositories/1/pulls'],
    [
      'to another server',
      'POST',
      'https://other.example/api/v3/repos/me/tool/pulls',
    ],
    [
      'to another port',
      'POST',
      'https://ghe.example:444/api/v3/repos/me/tool/pulls',
    ],
    [
      'to another scheme',
      'POST',
      'http://ghe.example/api/v3/repos/me/tool/pulls',
    ],
    ['above the API', 'POST', 'https://ghe.example/repos/me/tool/pulls'],
    [
      'with a name in front',
      'POST',
      'https://me@evil.example/api/v3/repos/me/tool/pulls',
    ],
    ['a merge', 'PUT', '/repos/me/tool/pulls/1/merge'],
    ['an approval', 'POST', '/repos/me/tool/pulls/1/reviews'],
    ['a comment', 'POST', '/repos/me/tool/issues/1/comments'],
    ['an issue', 'POST', '/repos/me/tool/issues'],
    ['a push', 'PATCH', '/repos/me/tool/git/refs/heads/main'],
    ['a file', 'PUT', '/repos/me/tool/contents/a'],
    ['a sync', 'POST', '/repos/me/tool/merge-upstream'],
    ['a dispatch', 'POST', '/repos/me/tool/dispatches'],
    ['a deletion', 'DELETE', '/repos/me/tool'],
    ['a check run of no number', 'PATCH', '/repos/me/tool/check-runs/0'],
    ['a check suite', 'POST', '/repos/me/tool/check-suites'],
    ['a check again', 'POST', '/repos/me/tool/check-runs/1/rerequest'],
    ['a pull request of no number', 'PATCH', '/repos/me/tool/pulls/0'],
    ['a status of no SHA', 'POST', '/repos/me/tool/statuses/main'],
    ['an issue of no number', 'PATCH', '/repos/me/tool/issues/0'],
    ['a list with something behind it', 'POST', '/repos/me/tool/pulls/'],
    ['an override by method', 'HEAD', '/repos/me/tool'],
  ])('%s', (_what, method, path) => {
    expect(() => send(method, path)).toThrow('Refused to send')
  })

  it.each([
    ['of another pull request', readyForReviewMutation, { id: 'PR_other' }],
    ['without an id', readyForReviewMutation, {}],
    ['of another kind', 'mutation { mergePullRequest(input: {}) { id } }', {}],
    [
      'behind a query',
      'query a { viewer { login } } mutation b { x }',
      { id: 'PR_own' },
    ],
    ['behind a comment', '#\nmutation { x }', { id: 'PR_own' }],
    ['as a subscription', 'subscription { x }', {}],
    [
      'with something added',
      `${readyForReviewMutation} mutation b { x }`,
      { id: 'PR_own' },
    ],
  ])('a GraphQL mutation %s', (_what, query, variables) => {
    expect(() => send('POST', scope.graphqlUrl, { query, variables })).toThrow(
      'only markPullRequestReadyForReview of the own staging PR is allowed',
    )
  })

  it.each([[undefined], ['text'], [{ query: 5 }]])(
    'a GraphQL request that cannot be read: %j',
    (body) => {
      expect(() => send('POST', scope.graphqlUrl, body)).toThrow(
        'it cannot be read',
      )
    },
  )

  it('say what they were and why', () => {
    expect(() => send('POST', '/repos/upstream/tool/pulls')).toThrow(
      'Refused to send POST /repos/upstream/tool/pulls: it is outside the fork me/tool.',
    )
    expect(() => send('POST', '/repos/me/tool/issues')).toThrow(
      'Refused to send POST /repos/me/tool/issues: no such write is ever made.',
    )
  })
})
