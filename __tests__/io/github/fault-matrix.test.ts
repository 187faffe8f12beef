import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import {
  type EmbeddedGitHub,
  startEmbeddedGitHub,
} from '../../../embedded-github/embedded-github.ts'
import type { EmbeddedRepository } from '../../../embedded-github/embedded-repository.ts'
import type { Fault } from '../../../embedded-github/faults.ts'
import { type ForkWorld, makeForkWorld } from '../../../harness/fork-world.ts'
import {
  type TemporaryFolder,
  temporaryFolder,
} from '../../../harness/temporary-folder.ts'
import { createGitHub } from '../../../src/io/github/create-github.ts'
import {
  type CheckRun,
  type GitHub,
  GitHubTrouble,
} from '../../../src/io/github-port.ts'
import { describeTrouble } from '../../../src/describe-trouble.ts'
import {
  type Fate,
  type GitHubFault,
  gitHubFaults,
  usualPatienceMs,
} from '../../support/github-faults.ts'
import { inTurns } from '../../support/in-turns.ts'

const branch = 'fix/issue-1234'
let folder: TemporaryFolder
let world: ForkWorld
let headSha: string

beforeAll(() => {
  folder = temporaryFolder('fault-matrix')
  world = makeForkWorld(folder.path, { 'README.md': 'A tool\n' })
  world.write({ 'fix.txt': 'the fix\n' })
  world.commit('Fix it')
  headSha = world.push(branch).after
})

afterAll(async () => {
  await folder[Symbol.asyncDispose]()
})

/** A fork on a server of its own; the repositories are shared, since the API does not write to them. */
type Cell = AsyncDisposable & {
  readonly server: EmbeddedGitHub
  readonly fork: EmbeddedRepository
  readonly github: GitHub
}

async function setCell(
  { isOpen = true, graphql = true }: Endpoint,
  patienceMs: number,
): Promise<Cell> {
  const server = await startEmbeddedGitHub({ graphql })
  const fork = addFork(server)
  if (isOpen) {
    const title = 'Fix it'
    fork.openAsPerson({ head: branch, base: 'main', title, draft: true })
  }
  const { url, apiUrl, graphqlUrl } = server
  const github = await createGitHub({
    token: fork.token,
    server: { url, apiUrl, graphqlUrl },
    fork: { owner: 'me', name: 'tool' },
    environment: {},
    onWait: () => {},
    retryPauseMs: 1,
    timeoutMs: patienceMs,
  })
  return { server, fork, github, [Symbol.asyncDispose]: () => server.close() }
}

function addFork(server: EmbeddedGitHub): EmbeddedRepository {
  server.addRepository({
    owner: 'upstream',
    name: 'tool',
    gitDirectory: world.upstream,
  })
  return server.addRepository({
    owner: 'me',
    name: 'tool',
    gitDirectory: world.fork,
    parent: 'upstream/tool',
    labels: ['bug'],
    milestones: ['v1'],
    collaborators: ['friend'],
    permissions: {
      contents: 'write',
      'pull-requests': 'write',
      statuses: 'write',
      checks: 'write',
    },
  })
}

/** One thing that is asked of GitHub, with the requests that a fault strikes. */
type Endpoint = {
  readonly what: string
  readonly path: NonNullable<Fault['path']>
  readonly when?: NonNullable<Fault['when']>
  readonly act: (github: GitHub, cell: Cell) => Promise<unknown>
  /** Whether the branch has a staging PR already; it has by default. */
  readonly isOpen?: boolean
  readonly graphql?: boolean
  /** Where it ends otherwise than the fault says. */
  readonly fate?: (fault: GitHubFault) => Fate
}

const look = (github: GitHub): Promise<unknown> =>
  github.lookUp({ branch, headSha, readsStatus: true })

/** What is read must be there; what is written need not be answered in full. */
const ofRead = ({ fate }: GitHubFault): Fate =>
  fate === 'a lost answer' ? 'unexpected' : fate

const ofWrite = ({ fate }: GitHubFault): Fate =>
  fate === 'a lost answer' ? 'heals' : fate

/** Two requests long. */
const checkRun: Omit<CheckRun, 'sha'> = {
  conclusion: 'failure',
  title: 'Failed',
  summary: 'Failed.',
  detailsUrl: 'https://github.example/run',
  annotations: Array.from({ length: 60 }, (_, index) => ({
    path: 'fix.txt',
    line: index + 1,
    endLine: index + 1,
    column: 1,
    level: 'warning',
    title: 'lint',
    message: 'w',
  })),
  digest: 'd'.repeat(64),
  isNews: true,
}

const endpoints: readonly Endpoint[] = [
  {
    what: 'a look by GraphQL alone, which REST stands in for',
    path: '/graphql',
    act: look,
    fate: ({ fate }) => (fate === 'bad-credentials' ? fate : 'heals'),
  },
  {
    what: 'a look by GraphQL and by REST',
    path: /graphql|\/repos\/me\/tool$/u,
    act: look,
  },
  {
    what: 'the fork',
    path: 'repos/get',
    graphql: false,
    act: look,
    fate: ofRead,
  },
  {
    what: 'the list of pull requests',
    path: 'pulls/list',
    graphql: false,
    act: look,
    fate: ofRead,
  },
  {
    what: 'the statuses of a commit, which nothing depends on',
    path: 'repos/list-commit-statuses-for-ref',
    graphql: false,
    act: look,
    fate: () => 'heals',
  },
  {
    what: 'the reviews of a pull request',
    path: 'pulls/list-reviews',
    graphql: false,
    act: look,
    fate: ofRead,
  },
  {
    what: 'an issue upstream, which may as well not be there',
    path: 'issues/get',
    act: (github) =>
      github.upstreamIssue({ owner: 'upstream', name: 'tool' }, 1234),
    // There is none: every answer but none at all is no knowledge.
    fate: () => 'heals',
  },
  {
    what: 'the head of a branch',
    path: 'git/get-ref',
    act: (github) => github.branchHead(branch),
    // There is no such branch.
    fate: (fault) =>
      fault.fate === 'not-found' ? 'done otherwise' : ofRead(fault),
  },
  {
    what: 'one pull request',
    path: 'pulls/get',
    act: (github) => github.pullRequest(1),
    fate: ofRead,
  },
  {
    what: 'a new pull request',
    path: 'pulls/create',
    isOpen: false,
    act: (github) =>
      github.createPullRequest({
        branch,
        base: 'main',
        title: 'Fix it',
        body: 'Text',
        draft: false,
      }),
  },
  {
    what: 'the text of a pull request',
    path: 'pulls/update',
    act: async (github) => {
      // The head that comes back is an extra, which a lost answer does not have.
      await github.changePullRequest(1, { body: 'New' })
    },
  },
  {
    what: 'text, labels and milestone of a pull request',
    path: 'issues/update',
    act: (github) =>
      github.changePullRequest(1, {
        body: 'New',
        labels: ['bug'],
        milestone: 1,
      }),
  },
  {
    what: 'a commit status',
    path: 'repos/create-commit-status',
    act: (github) =>
      github.setStatus(headSha, {
        state: 'success',
        description: 'Ready',
        targetUrl: null,
      }),
  },
  {
    what: 'a check run',
    path: 'checks/create',
    act: (github) => github.addCheckRun({ ...checkRun, sha: headSha }),
    // Its id is needed for what follows.
    fate: ofRead,
  },
  {
    what: 'the rest of a check run',
    path: 'checks/update',
    act: (github) => github.addCheckRun({ ...checkRun, sha: headSha }),
  },
  {
    what: 'the check runs of a commit',
    path: 'checks/list-for-ref',
    act: (github) => github.addCheckRun({ ...checkRun, sha: headSha }),
    fate: ofRead,
  },
  {
    what: 'the milestones',
    path: 'issues/list-milestones',
    act: (github) => github.milestoneNumber('v1'),
    fate: ofRead,
  },
  {
    what: 'a review',
    path: 'pulls/request-reviewers',
    act: (github) => github.requestReviewer(1, 'friend'),
  },
  {
    what: 'the end of a draft',
    path: '/graphql',
    when: ({ text }) => text.includes('markPullRequestReadyForReview'),
    act: async (github, { fork }) => {
      await look(github)
      await github.markReadyForReview(fork.pullRequests[0]?.nodeId ?? '')
    },
  },
]

describe('whatever GitHub does to', () => {
  it.each(endpoints)(
    '$what, it is done in the end, or said in words',
    async (endpoint) => {
      const undisturbed = await runCell(endpoint, null)
      expect(undisturbed.kind).toBe('done')
      const ends = await inTurns(gitHubFaults, async (fault) => {
        const end = await runCell(endpoint, fault)
        expectSoundEnd(end)
        return [fault.name, fateOf(end, undisturbed)] as const
      })

      const { fate = ofWrite } = endpoint
      expect(Object.fromEntries(ends)).toEqual(
        Object.fromEntries(
          gitHubFaults.map((fault) => [fault.name, fate(fault)]),
        ),
      )
    },
  )
})

/** How it ended: with a value and a state of the fork, or with an error. */
type End = {
  readonly kind: string
  readonly words: string
  readonly value: unknown
  readonly pullRequests: readonly unknown[]
  readonly statuses: readonly string[]
  /** Annotations of each check run. */
  readonly annotations: readonly number[]
}

async function runCell(
  endpoint: Endpoint,
  fault: GitHubFault | null,
): Promise<End> {
  const { path, when = () => true } = endpoint
  const patienceMs = fault?.patienceMs ?? usualPatienceMs
  await using cell = await setCell(endpoint, patienceMs)
  if (fault !== null) cell.server.failNext({ ...fault.fault(), path, when })
  const end = await endOf(endpoint.act(cell.github, cell))
  const { pullRequests, statuses, checkRuns } = cell.fork
  return {
    ...end,
    pullRequests: pullRequests.map(({ title, body, draft, state }) => ({
      title,
      body,
      draft,
      state,
    })),
    statuses: statuses.slice(-1).map(({ state }) => state),
    annotations: checkRuns.slice(-1).map(({ annotations }) => annotations),
  }
}

async function endOf(
  attempt: Promise<unknown>,
): Promise<Pick<End, 'kind' | 'words' | 'value'>> {
  try {
    const value = await attempt
    return { kind: 'done', words: '', value: comparable(value) }
  } catch (error) {
    // What kind of error it is, is what the test is about.
    const kind = error instanceof GitHubTrouble ? error.kind : 'a fault of ours'
    return { kind, words: describeTrouble(error), value: null }
  }
}

/** A value without what differs from server to server, and by the way that it was read. */
function comparable(value: unknown): unknown {
  const text = JSON.stringify(value ?? null)
    .replaceAll(/127\.0\.0\.1:\d+/gu, 'HOST')
    .replaceAll(/"createdAt":"[^"]*"/gu, '"createdAt":""')
    .replaceAll(/"source":(?:null|\{[^{}]*\})/gu, '"source":null')
  return JSON.parse(text)
}

/** Never two pull requests; and words come with what to do, without a stack trace. */
function expectSoundEnd({ kind, words, pullRequests }: End): void {
  expect(pullRequests.length).toBeLessThanOrEqual(1)
  expect(words).not.toMatch(/\n\s+at /u)
  if (kind === 'done') return
  expect(words.split('\n').length).toBeGreaterThanOrEqual(2)
}

function fateOf(end: End, undisturbed: End): string {
  if (end.kind !== 'done') return end.kind
  return isDeepStrictEqual(end, undisturbed) ? 'heals' : 'done otherwise'
}
