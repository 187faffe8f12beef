import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { lookUpQuery } from '../../src/io/github/look-up.ts'
import { readyForReviewMutation } from '../../src/io/github/write-client.ts'
import { type Stage, setStage } from './stage.ts'

let stage: Stage

beforeEach(async () => {
  stage = await setStage()
})

afterEach(async () => {
  await stage[Symbol.asyncDispose]()
})

async function ask(query: string, variables: object = {}): Promise<unknown> {
  return (await stage.send('POST /graphql', { query, variables })).json
}

const lookUp = (): Promise<unknown> =>
  ask(lookUpQuery, {
    owner: 'me',
    name: 'tool',
    branch: 'fix/issue-7',
    clean: 'upstream/fix/issue-7',
    ref: 'refs/heads/fix/issue-7',
    oid: stage.headSha,
  })

describe('the query of the product', () => {
  it("fits GitHub's schema and is answered", async () => {
    stage.fork.addLabel('bug')
    await stage.openPull({ body: 'Text' })
    stage.fork.labelAsPerson(1, ['bug'])
    await stage.send(`POST /statuses/${stage.headSha}`, {
      state: 'pending',
      context: 'staging-pr',
      description: 'Running',
    })

    expect(await lookUp()).toEqual({
      data: {
        repository: {
          databaseId: stage.fork.id,
          name: 'tool',
          isFork: true,
          owner: { login: 'me' },
          defaultBranchRef: { name: 'main' },
          parent: {
            databaseId: stage.upstream.id,
            name: 'tool',
            owner: { login: 'upstream' },
            defaultBranchRef: { name: 'main' },
            own: { nodes: [] },
            clean: { nodes: [] },
          },
          ref: {
            target: {
              oid: stage.headSha,
              status: {
                context: {
                  state: 'PENDING',
                  description: 'Running',
                  targetUrl: null,
                },
              },
            },
          },
          object: {
            status: {
              context: {
                state: 'PENDING',
                description: 'Running',
                targetUrl: null,
              },
            },
          },
          pullRequests: {
            nodes: [
              {
                id: stage.fork.pullRequests[0]?.nodeId,
                number: 1,
                url: `${stage.github.url}/me/tool/pull/1`,
                title: 'Fix it',
                body: 'Text',
                state: 'OPEN',
                isDraft: false,
                createdAt: stage.fork.pullRequests[0]?.createdAt,
                headRefOid: stage.headSha,
                headRefName: 'fix/issue-7',
                baseRefName: 'main',
                isCrossRepository: false,
                author: { __typename: 'Bot', login: 'github-actions' },
                labels: { nodes: [{ name: 'bug' }] },
                assignees: { nodes: [] },
                reviewRequests: { nodes: [] },
                milestone: null,
                reviews: { pageInfo: { hasPreviousPage: false }, nodes: [] },
                timelineItems: {
                  pageInfo: { hasPreviousPage: false },
                  nodes: [
                    {
                      createdAt: expect.any(String),
                      label: { name: 'bug' },
                      actor: { __typename: 'User', login: 'me' },
                    },
                  ],
                },
              },
            ],
          },
        },
      },
    })
    expect(stage.github.violations).toEqual([])
  })

  it('is a read', async () => {
    await lookUp()

    expect(stage.github.writes()).toEqual([])
  })
})

describe('a query that does not fit', () => {
  it.each([
    [
      '{ repository(owner: "me", name: "tool") { colour } }',
      "Field 'colour' doesn't exist on type 'Repository'",
    ],
    ['{ repository(', 'Syntax Error: Expected Name, found <EOF>.'],
    [
      '{ repository(owner: "me", name: "tool") { pullRequests { totalCount } } }',
      'You must provide a `first` or `last` value to properly paginate the `pullRequests` connection.',
    ],
  ])('%s is answered with an error and is a violation', async (query, text) => {
    const answer = await ask(query)

    expect(answer).toMatchObject({ errors: [{ message: text }] })
    expect(stage.github.violations).toEqual([
      { rule: 'GraphQL', request: 'POST /graphql', detail: text },
    ])
  })

  it('may ask for what is not there', async () => {
    const answer = await ask('{ repository(owner: "me", name: "no") { name } }')

    expect(answer).toMatchObject({
      data: { repository: null },
      errors: [{ type: 'NOT_FOUND' }],
    })
    expect(stage.github.violations).toEqual([])
  })
})

describe('leaving draft', () => {
  it('takes contents: write besides pull-requests: write', async () => {
    await stage.openPull({ draft: true })
    const id = stage.fork.pullRequests[0]?.nodeId

    const refused = await ask(readyForReviewMutation, { id })
    const whileRefused = stage.fork.pullRequests[0]?.draft
    stage.fork.settings.permissions = {
      contents: 'write',
      'pull-requests': 'write',
    }
    await ask(readyForReviewMutation, { id })

    expect(refused).toMatchObject({
      errors: [
        {
          type: 'FORBIDDEN',
          message: 'Resource not accessible by integration',
        },
      ],
    })
    expect(whileRefused).toBe(true)
    expect(stage.fork.pullRequests[0]?.draft).toBe(false)
    expect(stage.github.writes()).toHaveLength(3)
  })
})

describe('a server without GraphQL', () => {
  it('answers 404', async () => {
    stage.github.settings.graphql = false

    expect((await stage.send('POST /graphql', { query: '{}' })).status).toBe(
      404,
    )
  })
})
