import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createGitHub } from '../../../src/io/github/create-github.ts'
import { GitHubTrouble } from '../../../src/io/github-port.ts'
import type {
  CommitStatus,
  ForkState,
  GitHub,
} from '../../../src/io/github-port.ts'
import { git } from '../../../harness/git.ts'
import { type Stage, setStage } from '../../embedded-github/stage.ts'

let stage: Stage
let waits: string[]

beforeEach(async () => {
  stage = await setStage()
  waits = []
})

afterEach(async () => {
  await stage[Symbol.asyncDispose]()
})

type Options = Partial<Parameters<typeof createGitHub>[0]>

function connect(options: Options = {}): Promise<GitHub> {
  return createGitHub({
    token: stage.fork.token,
    server: {
      url: stage.github.url,
      apiUrl: stage.github.apiUrl,
      graphqlUrl: stage.github.graphqlUrl,
    },
    fork: { owner: 'me', name: 'tool' },
    environment: {},
    onWait: (message) => waits.push(message),
    retryPauseMs: 1,
    ...options,
  })
}

const branch = 'fix/issue-7'
const newOne = {
  branch,
  base: 'main',
  title: 'Fix it',
  body: 'Text',
  draft: false,
}
const pending: CommitStatus = {
  state: 'pending',
  description: 'Running',
  targetUrl: null,
}
const success: CommitStatus = {
  state: 'success',
  description: 'Ready',
  targetUrl: 'https://example.invalid/run',
}

function lookUp(github: GitHub): Promise<ForkState> {
  return github.lookUp({
    branch,
    headSha: stage.headSha,
    readsStatus: false,
  })
}

/** What an attempt ends with; it must be trouble that GitHub made. */
async function troubleOf(attempt: Promise<unknown>): Promise<GitHubTrouble> {
  try {
    await attempt
  } catch (error) {
    // The test is about what was thrown.
    if (error instanceof GitHubTrouble) return error
    throw error
  }
  throw new Error('it went well')
}

function requestLines(): readonly string[] {
  return stage.github.requests.map(({ method, path }) => `${method} ${path}`)
}

afterEach(() => {
  expect(stage.github.violations).toEqual([])
})

describe('a look at the fork', () => {
  it('takes one request and finds everything', async () => {
    stage.fork.addLabel('bug')
    stage.fork.addMilestone('v1')
    stage.fork.settings.collaborators = ['friend']
    await stage.openPull({ draft: true, body: '' })
    await stage.send('PATCH /issues/1', {
      labels: ['bug'],
      assignees: ['me'],
      milestone: 1,
    })
    await stage.send('POST /pulls/1/requested_reviewers', {
      reviewers: ['friend'],
    })
    const github = await connect()
    await github.setStatus(stage.headSha, success)
    stage.github.forgetRequests()

    const state = await lookUp(github)

    expect(stage.github.requestCount()).toBe(1)
    expect(state).toEqual({
      fork: {
        owner: 'me',
        name: 'tool',
        id: stage.fork.id,
        defaultBranch: 'main',
      },
      isFork: true,
      parent: {
        owner: 'upstream',
        name: 'tool',
        id: stage.upstream.id,
        defaultBranch: 'main',
      },
      source: null,
      branchSha: stage.headSha,
      pullRequests: [
        {
          number: 1,
          nodeId: stage.fork.pullRequests[0]?.nodeId,
          url: `${stage.github.url}/me/tool/pull/1`,
          title: 'Fix it',
          body: '',
          state: 'open',
          merged: false,
          createdAt: stage.fork.pullRequests[0]?.createdAt,
          draft: true,
          headSha: stage.headSha,
          headRef: branch,
          baseRef: 'main',
          labels: ['bug'],
          author: 'github-actions[bot]',
          assignees: ['me'],
          reviewers: ['friend'],
          milestone: 'v1',
        },
      ],
      discussions: [
        { number: 1, reviews: [], labelledBy: null, labelledAt: null },
      ],
      upstreamPullRequests: [],
      status: success,
    })
  })

  it('finds the same by REST where there is no GraphQL', async () => {
    stage.fork.settings.collaborators = ['friend']
    await stage.openPull()
    stage.fork.closeAsPerson(1)
    await stage.openPull()
    await stage.send('POST /pulls/2/requested_reviewers', {
      reviewers: ['friend'],
    })
    stage.fork.editBodyAsPerson(2, 'Line\nLine')
    const quick = await lookUp(await connect())
    stage.github.settings.graphql = false
    stage.github.forgetRequests()

    const slow = await lookUp(await connect())

    expect(slow.source).toEqual(slow.parent)
    expect(slow.status).toBe('unknown')
    expect({ ...slow, source: null, status: null }).toEqual(quick)
    expect(requestLines()).toEqual([
      'POST /graphql',
      'GET /repos/me/tool',
      'GET /repos/me/tool/pulls',
      'GET /repos/me/tool/pulls/2/reviews',
      'GET /repos/upstream/tool/pulls',
      'GET /repos/upstream/tool/pulls',
    ])
  })

  it('finds what people said about the staging PR, by either way', async () => {
    stage.fork.settings.collaborators = ['friend']
    stage.fork.addLabel('staging: approved')
    await stage.openPull()
    const say = (
      login: string | null,
      state: 'APPROVED' | 'COMMENTED',
    ): number => stage.fork.reviewAsPerson(1, { login, state })
    say('friend', 'APPROVED')
    say('friend', 'COMMENTED')
    say('stranger', 'APPROVED')
    say('renovate[bot]', 'APPROVED')
    stage.fork.dismissReview(1, say('friend', 'APPROVED'))
    say(null, 'APPROVED')
    stage.fork.labelAsPerson(1, ['staging: approved'], 'friend')
    const quick = await lookUp(await connect())
    stage.github.settings.graphql = false

    const slow = await lookUp(await connect())

    const friend = { login: 'friend', isBot: false, canWrite: true }
    const stranger = { login: 'stranger', isBot: false, canWrite: false }
    const commit = stage.headSha
    expect(quick.discussions[0]).toMatchObject({
      number: 1,
      labelledBy: friend,
      reviews: [
        { by: friend, state: 'APPROVED', commit },
        { by: stranger, state: 'APPROVED', commit },
        { by: { isBot: true }, state: 'APPROVED', commit },
        { by: friend, state: 'DISMISSED', commit },
        { by: { login: null, canWrite: false }, state: 'APPROVED', commit },
      ],
    })
    expect(slow.discussions[0]?.labelledBy).toEqual(friend)
    expect(slow.discussions[0]?.labelledAt).toBe(
      quick.discussions[0]?.labelledAt,
    )
    expect(quick.discussions[0]?.labelledAt).toMatch(/^\d{4}-/u)
    expect(
      slow.discussions[0]?.reviews.map(({ by, state }) => [
        by.canWrite && !by.isBot,
        state,
      ]),
    ).toEqual(
      quick.discussions[0]?.reviews.map(({ by, state }) => [
        by.canWrite && !by.isBot,
        state,
      ]),
    )
  })

  it('takes a label that was taken off for none', async () => {
    stage.fork.addLabel('staging: approved')
    await stage.openPull()
    stage.fork.labelAsPerson(1, ['staging: approved'])
    stage.fork.labelAsPerson(1, [])
    const quick = await lookUp(await connect())
    expect(quick.discussions[0]?.labelledBy).toBeNull()
  })

  it.each(['GraphQL', 'REST'])(
    'finds pull requests upstream from this branch and from the clean one, by %s',
    async (way) => {
      await stage.openPull()
      stage.upstream.openAsPerson({
        head: `me:${branch}`,
        base: 'main',
        title: 'Fix it',
        draft: true,
      })
      git(stage.world.fork, 'branch', `upstream/${branch}`, branch)
      stage.upstream.openAsPerson({
        head: `me:upstream/${branch}`,
        base: 'main',
        title: 'Fix it again',
      })
      stage.upstream.mergeAsPerson(2, stage.headSha)
      stage.github.settings.graphql = way === 'GraphQL'

      const { upstreamPullRequests } = await lookUp(await connect())

      expect(upstreamPullRequests).toMatchObject([
        { number: 2, state: 'merged', mergeCommit: stage.headSha },
        { number: 1, state: 'open', isDraft: true, mergeCommit: null },
      ])
    },
  )

  it('reads the status by REST while there is no pull request', async () => {
    await (await connect()).setStatus(stage.headSha, success)
    const quick = await lookUp(await connect())
    stage.github.settings.graphql = false

    const slow = await lookUp(await connect())

    expect({ ...slow, source: null }).toEqual(quick)
    expect(slow.status).toEqual(success)
  })

  it.each([
    ['no address', null],
    ['an address', 'given'],
  ])(
    'asks for the head when it is not known, with %s of GraphQL',
    async (_what, given) => {
      const { url, apiUrl, graphqlUrl } = stage.github
      const github = await connect({
        server: { url, apiUrl, graphqlUrl: given === null ? null : graphqlUrl },
      })

      const known = await github.lookUp({
        branch,
        headSha: null,
        readsStatus: false,
      })
      const gone = await github.lookUp({
        branch: 'fix/gone',
        headSha: null,
        readsStatus: false,
      })

      expect(known.branchSha).toBe(stage.headSha)
      expect(known.status).toBeNull()
      expect(gone.branchSha).toBeNull()
      expect(gone.pullRequests).toEqual([])
    },
  )

  it.each(['GraphQL', 'REST'])(
    'passes over the pull requests of other repositories by %s',
    async (way) => {
      stage.github.settings.graphql = way === 'GraphQL'
      git(
        stage.world.upstream,
        'fetch',
        '--quiet',
        stage.world.fork,
        `${branch}:${branch}`,
      )
      stage.fork.openAsPerson({
        head: `upstream:${branch}`,
        base: 'main',
        title: 'From elsewhere',
      })

      expect((await lookUp(await connect())).pullRequests).toEqual([])
    },
  )

  it('pages through all when fork and parent have one owner and the filter misses', async () => {
    await using sameOwner = await setStage({
      owner: 'upstream',
      name: 'tool-fork',
    })
    sameOwner.fork.settings.sameOwnerListBug = true
    sameOwner.github.settings.graphql = false
    sameOwner.fork.openAsPerson({ head: branch, base: 'main', title: 'Fix' })
    const { url, apiUrl, graphqlUrl } = sameOwner.github
    const github = await connect({
      server: { url, apiUrl, graphqlUrl },
      token: sameOwner.fork.token,
      fork: { owner: 'upstream', name: 'tool-fork' },
    })

    const { pullRequests } = await github.lookUp({
      branch,
      headSha: sameOwner.headSha,
      readsStatus: false,
    })
    const found = await github.createPullRequest(newOne)

    expect(pullRequests.map(({ number }) => number)).toEqual([1])
    expect(found.number).toBe(1)
  })

  it('goes on by REST when GraphQL is broken', async () => {
    stage.github.failNext({ path: '/graphql', status: 502 })

    const state = await lookUp(await connect())

    expect(state.fork.id).toBe(stage.fork.id)
    expect(requestLines().slice(0, 2)).toEqual([
      'POST /graphql',
      'GET /repos/me/tool',
    ])
  })
})

describe('a staging PR', () => {
  it('takes five requests to create, both statuses with it', async () => {
    const github = await connect()

    await lookUp(github)
    await github.setStatus(stage.headSha, pending)
    expect(await github.branchHead(branch)).toBe(stage.headSha)
    const created = await github.createPullRequest(newOne)
    await github.setStatus(stage.headSha, success)

    expect(created).toMatchObject({ number: 1, title: 'Fix it', body: 'Text' })
    expect(stage.github.requestCount()).toBe(5)
    expect(stage.fork.latestStatus(stage.headSha, 'staging-pr')).toMatchObject({
      state: 'success',
      description: 'Ready',
      targetUrl: 'https://example.invalid/run',
    })
  })

  it('is changed as a pull request where only its texts change', async () => {
    await stage.openPull()
    const github = await connect()
    stage.github.forgetRequests()

    await github.changePullRequest(1, { title: 'Better', body: 'More' })

    expect(requestLines()).toEqual(['PATCH /repos/me/tool/pulls/1'])
    expect(await github.pullRequest(1)).toMatchObject({
      title: 'Better',
      body: 'More',
    })
  })

  it('is changed by one request, whatever changes', async () => {
    stage.fork.addLabel('bug')
    stage.fork.addMilestone('v1')
    await stage.openPull()
    const github = await connect()
    stage.github.forgetRequests()

    await github.changePullRequest(1, {
      title: 'Better',
      body: 'More',
      labels: ['bug'],
      assignees: ['me'],
      milestone: 1,
    })

    expect(requestLines()).toEqual(['PATCH /repos/me/tool/issues/1'])
    expect(await github.pullRequest(1)).toMatchObject({
      title: 'Better',
      body: 'More',
      labels: ['bug'],
      assignees: ['me'],
      milestone: 'v1',
    })
  })

  it('asks for reviews one by one', async () => {
    stage.fork.settings.collaborators = ['friend']
    await stage.openPull()
    const github = await connect()

    await github.requestReviewer(1, 'friend')
    const stranger = await troubleOf(github.requestReviewer(1, 'stranger'))
    const team = await troubleOf(github.requestReviewer(1, 'team:core'))

    expect(stage.fork.pullRequests[0]?.reviewers).toEqual(['friend'])
    expect(stranger.message).toContain(
      'Reviews may only be requested from collaborators.',
    )
    expect(team.kind).toBe('validation')
  })

  it('knows milestones by their title', async () => {
    stage.fork.addMilestone('v1')
    stage.fork.addMilestone('v0', 'closed')
    const github = await connect()

    expect(await github.milestoneNumber('v1')).toBe(1)
    expect(await github.milestoneNumber('v0')).toBeNull()
  })

  it('leaves draft where the token may, and only the own one', async () => {
    await stage.openPull({ draft: true })
    const nodeId = stage.fork.pullRequests[0]?.nodeId ?? ''
    const github = await connect()
    const before = stage.github.requestCount()
    await expect(github.markReadyForReview(nodeId)).rejects.toThrow(
      'Refused to send a GraphQL mutation',
    )
    expect(stage.github.requestCount()).toBe(before)
    await lookUp(github)

    const refused = await troubleOf(github.markReadyForReview(nodeId))
    stage.fork.settings.permissions = {
      contents: 'write',
      'pull-requests': 'write',
    }
    await github.markReadyForReview(nodeId)

    expect(refused.kind).toBe('missing-permission')
    expect(refused.remedy).toContain('contents: write')
    expect(stage.fork.pullRequests[0]?.draft).toBe(false)
  })

  it('has no head when the branch is gone', async () => {
    expect(await (await connect()).branchHead('fix/gone')).toBeNull()
  })
})

describe('a request that goes wrong on the way', () => {
  it('is sent again after a 502', async () => {
    stage.github.failNext({ path: 'repos/create-commit-status', status: 502 })

    await (await connect()).setStatus(stage.headSha, pending)

    expect(stage.fork.statuses).toHaveLength(1)
  })

  it.each([
    ['the connection is lost after the write', { reset: 'after-write' }],
    ['the connection is lost within the answer', { reset: 'mid-body' }],
    ['a 502 hides that it was carried out', { status: 502, carriesOut: true }],
  ] as const)(
    'creates no second pull request when %s',
    async (_what, fault) => {
      stage.github.failNext({ path: 'pulls/create', ...fault })

      const created = await (await connect()).createPullRequest(newOne)

      expect(created.number).toBe(1)
      expect(stage.fork.pullRequests).toHaveLength(1)
    },
  )

  it('finds what a lost answer made, also while lists do not show it', async () => {
    stage.fork.settings.listLag = 3
    stage.github.failNext({ path: 'pulls/create', reset: 'after-write' })

    const created = await (await connect()).createPullRequest(newOne)

    expect(created.number).toBe(1)
    expect(stage.fork.pullRequests).toHaveLength(1)
  })

  it('creates one when the request never arrived', async () => {
    stage.github.failNext({ path: 'pulls/create', reset: 'before-headers' })

    const created = await (await connect()).createPullRequest(newOne)

    expect(created.number).toBe(1)
    expect(stage.fork.pullRequests).toHaveLength(1)
  })

  it('finds the one that another run opened meanwhile', async () => {
    const github = await connect()
    await lookUp(github)
    stage.fork.openAsPerson({ head: branch, base: 'main', title: 'By hand' })

    const found = await github.createPullRequest(newOne)

    expect(found).toMatchObject({ number: 1, title: 'By hand', author: 'me' })
  })

  it('waits for a branch that was just pushed', async () => {
    stage.fork.settings.headMissingTries = 2

    expect((await (await connect()).createPullRequest(newOne)).number).toBe(1)
  })

  it('waits when GitHub asks to, and says so', async () => {
    stage.github.failNext({
      path: 'pulls/create',
      status: 403,
      headers: { 'retry-after': '1' },
      body: { message: 'You have exceeded a secondary rate limit.' },
    })

    const created = await (await connect()).createPullRequest(newOne)

    expect(created.number).toBe(1)
    expect(waits).toEqual(['GitHub asks to wait: going on in 1 s.'])
  })

  it('does not wait longer than it may', async () => {
    stage.github.failNext({
      path: 'pulls/create',
      status: 403,
      headers: { 'retry-after': '900' },
      body: { message: 'You have exceeded a secondary rate limit.' },
    })

    const trouble = await troubleOf((await connect()).createPullRequest(newOne))

    expect(trouble.kind).toBe('rate-limited')
    expect(waits).toEqual([])
  })

  it('says that GitHub could not be reached', async () => {
    const github = await connect({
      server: {
        url: 'http://127.0.0.1:9',
        apiUrl: 'http://127.0.0.1:9/api',
        graphqlUrl: null,
      },
    })

    const trouble = await troubleOf(github.createPullRequest(newOne))

    expect(trouble).toMatchObject({
      kind: 'unavailable',
      status: 0,
      message:
        'GitHub could not be reached to create the staging PR: 127.0.0.1:9 refuses connections',
    })
  })
})

describe('what GitHub refuses', () => {
  const settings = (): string => `${stage.github.url}/me/tool/settings/actions`

  it('is told with the switch for pull requests by Actions', async () => {
    stage.fork.settings.allowActionsPullRequests = false

    const trouble = await troubleOf((await connect()).createPullRequest(newOne))

    expect(trouble).toMatchObject({
      kind: 'actions-may-not-create-pull-requests',
      status: 403,
      message: 'This fork does not let GitHub Actions create pull requests.',
      remedy:
        'Switch it on: Settings → Actions → General → Workflow permissions → "Allow GitHub Actions to create and approve pull requests". Then re-run the job.',
      url: settings(),
    })
  })

  it('is told with the permissions of the job', async () => {
    stage.fork.settings.permissions = { contents: 'read' }
    const github = await connect()

    const create = await troubleOf(github.createPullRequest(newOne))
    const status = await troubleOf(github.setStatus(stage.headSha, pending))

    expect(create).toMatchObject({
      kind: 'missing-permission',
      message: 'The token lacks a permission to create the staging PR.',
      remedy:
        'Give it to the job in the workflow file:\npermissions:\n  contents: read\n  pull-requests: write\n  statuses: write',
      url: settings(),
    })
    expect(status.message).toBe(
      'The token lacks a permission to set the commit status.',
    )
  })

  it.each([
    [
      'no-commits-between',
      { branch: 'same' },
      'same has no commits beyond main, so there is nothing to open a pull request for.',
    ],
    [
      'base-missing',
      { base: 'trunk' },
      'The fork has no branch trunk, which is the base of the staging PR.',
    ],
    [
      'head-missing',
      { branch: 'fix/gone' },
      'GitHub does not find fix/gone in the fork.',
    ],
    [
      'draft-not-supported',
      { draft: true },
      'This repository has no draft pull requests.',
    ],
    [
      'validation',
      { title: 'x'.repeat(257) },
      'GitHub refuses (422) to create the staging PR: title is too long (maximum is 256 characters)',
    ],
  ])('is told apart: %s', async (kind, change, message) => {
    stage.fork.settings.supportsDrafts = false
    git(stage.world.fork, 'update-ref', 'refs/heads/same', 'refs/heads/main')

    const trouble = await troubleOf(
      (await connect()).createPullRequest({ ...newOne, ...change }),
    )

    expect(trouble).toMatchObject({ kind, status: 422, message })
  })

  it('is told apart: histories without a common commit', async () => {
    git(stage.world.clone, 'checkout', '--quiet', '--orphan', 'other')
    stage.world.commit('Another beginning')
    stage.world.push('other')

    const trouble = await troubleOf(
      (await connect()).createPullRequest({ ...newOne, branch: 'other' }),
    )

    expect(trouble.kind).toBe('no-common-history')
  })

  it('is told apart: pull requests switched off', async () => {
    stage.fork.settings.hasPullRequests = false

    const trouble = await troubleOf((await connect()).createPullRequest(newOne))

    expect(trouble).toMatchObject({
      kind: 'pull-requests-off',
      url: `${stage.github.url}/me/tool/settings`,
    })
  })

  it('is told apart: a bad token, also by GraphQL', async () => {
    const github = await connect({ token: 'wrong' })

    const look = await troubleOf(lookUp(github))
    const create = await troubleOf(github.createPullRequest(newOne))

    expect([look.kind, create.kind]).toEqual([
      'bad-credentials',
      'bad-credentials',
    ])
    expect(look.message).not.toContain('wrong')
  })

  it('is told apart: a fork that is not there', async () => {
    const github = await connect({ fork: { owner: 'me', name: 'none' } })

    const trouble = await troubleOf(
      github.lookUp({ branch, headSha: null, readsStatus: false }),
    )

    expect(trouble.kind).toBe('not-found')
  })

  it('is told apart: a fork that was renamed, where a redirect is no success', async () => {
    stage.fork.settings.formerNames = ['me/old']
    const github = await connect({ fork: { owner: 'me', name: 'old' } })

    const state = await lookUp(github)
    const create = await troubleOf(github.createPullRequest(newOne))
    const status = await troubleOf(github.setStatus(stage.headSha, pending))

    expect(state.fork.name).toBe('tool')
    expect([create.status, status.status]).toEqual([307, 307])
    expect(create.message).toBe(
      'GitHub redirects (307) instead of letting us create the staging PR: the repository was renamed or moved.',
    )
    expect(stage.fork.pullRequests).toEqual([])
    expect(stage.fork.statuses).toEqual([])
  })

  it('is an answer that has no usable shape', async () => {
    stage.github.failNext({
      path: 'pulls/create',
      status: 201,
      body: { number: '1' },
    })

    const trouble = await troubleOf((await connect()).createPullRequest(newOne))

    expect(trouble).toMatchObject({
      kind: 'unexpected',
      message: "GitHub's answer about the pull request has no usable number.",
    })
  })

  it('is an answer about a pull request of another repository', async () => {
    const github = await connect()
    await lookUp(github)
    await stage.openPull()
    const { json } = await stage.send('GET /pulls/1')
    stage.github.failNext({
      path: 'pulls/get',
      status: 200,
      body: {
        ...Object(json),
        head: { ref: branch, sha: 'a', repo: { id: 1 } },
      },
    })

    const trouble = await troubleOf(github.pullRequest(1))

    expect(trouble.message).toBe(
      "GitHub's answer about pull request 1 has no usable head and base inside the fork.",
    )
  })
})

describe('a name in other letters', () => {
  it('is the same fork', async () => {
    const github = await connect({ fork: { owner: 'ME', name: 'Tool' } })

    await github.setStatus(stage.headSha, pending)

    expect(stage.fork.statuses).toHaveLength(1)
  })
})
