import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import {
  type EmbeddedGitHub,
  startEmbeddedGitHub,
} from '../../embedded-github/embedded-github.ts'
import type { EmbeddedRepository } from '../../embedded-github/embedded-repository.ts'
import { type ForkWorld, makeForkWorld } from '../../harness/fork-world.ts'
import { git } from '../../harness/git.ts'
import {
  type TemporaryFolder,
  temporaryFolder,
} from '../../harness/temporary-folder.ts'
import { readInputs } from '../../src/context/inputs.ts'
import { createGitHub } from '../../src/io/github/create-github.ts'
import { type GitHub, GitHubTrouble } from '../../src/io/github-port.ts'
import { createTerminalLog } from '../../src/io/terminal-log.ts'
import { upsertPullRequest } from '../../src/modes/upsert.ts'
import { readRegion } from '../../src/pull-request/region.ts'
import {
  type StagingText,
  stagingText,
} from '../../src/pull-request/staging-text.ts'
import {
  makeContext,
  makeEvidence,
  makeFacts,
} from '../support/staging-facts.ts'
import { sum } from '../support/sum.ts'

const branch = 'fix/issue-1234'
const log = createTerminalLog(() => {})
const inputs = readInputs(() => '')
let folder: TemporaryFolder
let world: ForkWorld
let server: EmbeddedGitHub
/** Two commits of the fix branch, the older first. */
let older: string
let newer: string
let count = 0

beforeAll(async () => {
  folder = temporaryFolder('races')
  world = makeForkWorld(folder.path, { 'keep.txt': 'broken\n' })
  older = commit('fixed\n')
  newer = commit('fixed better\n')
  git(world.fork, 'update-ref', 'refs/heads/dev', 'refs/heads/main')
  server = await startEmbeddedGitHub()
  server.addRepository({
    owner: 'upstream',
    name: 'keep',
    gitDirectory: world.upstream,
  })
})

afterAll(async () => {
  await server.close()
  await folder[Symbol.asyncDispose]()
})

function commit(text: string): string {
  world.write({ 'keep.txt': text })
  world.commit('Fix it')
  return world.push(branch).after
}

function moveBranch(sha: string): void {
  git(world.fork, 'update-ref', `refs/heads/${branch}`, sha)
}

/** A fork of its own for every order of events, on one server and one repository. */
function addFork(): EmbeddedRepository {
  count += 1
  return server.addRepository({
    owner: 'contributor',
    name: `keep-${String(count)}`,
    gitDirectory: world.fork,
    parent: 'upstream/keep',
  })
}

/** Whose turn is next; somebody else's where that one is at its end. */
type Choose = () => string

/** Everybody who does something, step by step, in an order that is chosen from outside. */
class Stage {
  /** Who did what, in the order in which it happened. */
  readonly steps: string[] = []
  readonly #waiting = new Map<string, () => void>()
  readonly #choose: Choose
  #working = 0

  constructor(choose: Choose) {
    this.#choose = choose
  }

  /** Resolves when it is `who`'s turn. */
  turn(who: string, what: string): Promise<void> {
    this.#working -= 1
    return new Promise((resolve) => {
      this.#waiting.set(who, () => {
        this.steps.push(`${who} ${what}`)
        this.#working += 1
        resolve()
      })
      this.#next()
    })
  }

  /** Runs all of them to their ends. */
  async play<Result>(
    players: readonly (() => Promise<Result>)[],
  ): Promise<readonly Result[]> {
    this.#working = players.length
    return Promise.all(
      players.map(async (player) => {
        try {
          return await player()
        } finally {
          this.#working -= 1
          this.#next()
        }
      }),
    )
  }

  /** Lets one go on once all of them wait. */
  #next(): void {
    if (this.#working > 0 || this.#waiting.size === 0) return
    const names = [...this.#waiting.keys()].toSorted()
    const wanted = this.#choose()
    const name = names.includes(wanted) ? wanted : (names[0] ?? '')
    const goOn = this.#waiting.get(name)
    this.#waiting.delete(name)
    goOn?.()
  }
}

/** The fork as one publisher reaches it: every call waits for its turn. */
async function connect(
  fork: EmbeddedRepository,
  { stage, who }: { readonly stage: Stage; readonly who: string },
): Promise<GitHub> {
  const { url, apiUrl, graphqlUrl } = server
  const github = await createGitHub({
    token: fork.token,
    server: { url, apiUrl, graphqlUrl },
    fork: { owner: fork.owner, name: fork.name },
    environment: {},
    onWait: () => {},
    retryPauseMs: 1,
  })
  const waitsFor =
    <Given extends readonly unknown[], Result>(
      what: string,
      call: (...given: Given) => Promise<Result>,
    ) =>
    async (...given: Given): Promise<Result> => {
      await stage.turn(who, what)
      return call(...given)
    }
  return {
    lookUp: waitsFor('looks', (request) => github.lookUp(request)),
    branches: () => github.branches(),
    branchHead: waitsFor('reads', (name) => github.branchHead(name)),
    pullRequest: waitsFor('reads', (number) => github.pullRequest(number)),
    setStatus: (sha, status) => github.setStatus(sha, status),
    addCheckRun: (run) => github.addCheckRun(run),
    createPullRequest: waitsFor('creates', (request) =>
      github.createPullRequest(request),
    ),
    changePullRequest: waitsFor('writes', (number, change) =>
      github.changePullRequest(number, change),
    ),
    otherChecks: (sha, own) => github.otherChecks(sha, own),
    mayPush: (login) => github.mayPush(login),
    upstreamIssue: (upstream, number) => github.upstreamIssue(upstream, number),
    milestoneNumber: (title) => github.milestoneNumber(title),
    requestReviewer: (number, reviewer) =>
      github.requestReviewer(number, reviewer),
    markReadyForReview: (id) => github.markReadyForReview(id),
  }
}

/** One run of the action, from its look at the fork to its last write. */
type Run = {
  readonly who: string
  readonly id: number
  readonly sha: string
}

function textOf({ id, sha, who }: Run): StagingText {
  const evidence = makeEvidence()
  const facts = makeFacts({
    context: makeContext({ run: { id, attempt: 1 }, headSha: sha }),
    evidence: {
      ...evidence,
      head: { ...evidence.head, sha },
    },
  })
  const text = stagingText(facts, { status: 'success', hash: sum })
  // Every run has something of its own to say.
  return {
    ...text,
    marker: { ...text.marker, sum: sum(`${who} ${text.marker.sum}`) },
  }
}

async function publish(
  fork: EmbeddedRepository,
  stage: Stage,
  run: Run,
): Promise<string> {
  const github = await connect(fork, { stage, who: run.who })
  const state = await github.lookUp({
    branch,
    headSha: run.sha,
    readsStatus: false,
  })
  const upserted = await upsert(github, run, state.pullRequests)
  await github.setStatus(run.sha, {
    state: 'success',
    description: run.who,
    targetUrl: null,
  })
  return upserted
}

/** What became of it, in a word. */
async function upsert(
  github: GitHub,
  { sha, ...run }: Run,
  existing: Parameters<typeof upsertPullRequest>[0]['existing'],
): Promise<string> {
  try {
    const upserted = await upsertPullRequest({
      github,
      log,
      inputs,
      branch,
      base: 'main',
      headSha: sha,
      conclusion: 'ready',
      text: textOf({ sha, ...run }),
      existing,
    })
    return upserted.status
  } catch (error) {
    // Trouble that is told is an end like others.
    if (!(error instanceof GitHubTrouble)) throw error
    return error.kind
  }
}

/** Whether `event` happened between what `who` last read and what it wrote thereupon. GitHub knows no conditional write, so nobody can close this gap. */
function isUnseen(
  steps: readonly string[],
  event: string,
  who: string,
): boolean {
  const write = steps.lastIndexOf(`${who} writes`)
  const at = steps.indexOf(event)
  const read = Math.max(
    ...[`${who} reads`, `${who} creates`].map((step) =>
      steps.slice(0, Math.max(write, 0)).lastIndexOf(step),
    ),
  )
  return write >= 0 && at > read && at < write
}

/** The first goes so many steps, then the second so many, then the first to its end, then the second. */
type Order = { readonly first: number; readonly second: number }

const orders: readonly Order[] = [0, 1, 2, 3].flatMap((first) =>
  [1, 2, 3, 4, 5].map((second) => ({ first, second })),
)

function chooser({ first, second }: Order): Choose {
  let step = 0
  return () => {
    step += 1
    return step > first && step <= first + second ? 'second' : 'first'
  }
}

function openByHand(fork: EmbeddedRepository): void {
  fork.openAsPerson({
    head: branch,
    base: 'main',
    title: 'Fix it',
    body: 'Words of a person.\n',
  })
}

/** Two runs, and what was there before. */
type Meeting = {
  readonly what: string
  /** Whether the second is about a newer commit, pushed while the first is on its way. */
  readonly moves: boolean
  readonly isOpen: boolean
}

const meetings: readonly Meeting[] = [
  { what: 'two commits', moves: true, isOpen: false },
  {
    what: 'two commits, with a staging PR that is open already',
    moves: true,
    isOpen: true,
  },
  { what: 'one commit', moves: false, isOpen: false },
  {
    what: 'one commit, with a staging PR that is open already',
    moves: false,
    isOpen: true,
  },
]

async function meet({ moves, isOpen }: Meeting, choose: Choose): Promise<void> {
  moveBranch(older)
  const fork = addFork()
  const first = { who: 'first', id: 100, sha: older }
  const second = { who: 'second', id: 200, sha: moves ? newer : older }
  if (isOpen) openByHand(fork)
  const stage = new Stage(choose)

  const [firstEnd] = await stage.play([
    () => publish(fork, stage, first),
    async () => {
      await stage.turn('second', 'is pushed')
      moveBranch(second.sha)
      return publish(fork, stage, second)
    },
  ])

  expectSoundFork(fork, [first, second])
  const body = fork.pullRequests[0]?.body ?? ''
  if (isOpen) expect(body).toContain('Words of a person.')
  const reading = readRegion(body)
  const run = reading.status === 'found' ? reading.marker.run : null
  if (run === '200.1') return
  const { steps } = stage
  const isGap = ['second writes', 'second creates'].some((event) =>
    isUnseen(steps, event, 'first'),
  )
  expect({ run, isGap, steps }).toMatchObject({ run: '100.1', isGap: true })
  // Even then the older run says that its result is stale.
  if (moves) expect(firstEnd).toBe('moved')
}

/** One open staging PR, and success for what ran alone. */
function expectSoundFork(
  { pullRequests, statuses }: EmbeddedRepository,
  runs: readonly Run[],
): void {
  expect(pullRequests.map(({ state }) => state)).toEqual(['open'])
  expect(
    statuses.map(({ sha, description }) => `${description} ${sha}`).toSorted(),
  ).toEqual(runs.map(({ who, sha }) => `${who} ${sha}`).toSorted())
}

describe('two runs of one branch, whatever the order of their requests', () => {
  it.each(meetings)(
    'about $what leave one staging PR with the newer result',
    async (meeting) => {
      for (const order of orders) await meet(meeting, chooser(order))
    },
    240_000,
  )
})

/** Orders of requests that nobody thought of; `RACES=500` tries as many. */
const randomOrders = Math.max(1, Number(process.env['RACES'] ?? 60))

describe('two runs of one branch, in orders made at random', () => {
  it('leave one staging PR with the newer result', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...meetings),
        fc.array(fc.boolean(), { minLength: 16, maxLength: 24 }),
        async (meeting, turns) => {
          let step = 0
          await meet(meeting, () => {
            step += 1
            return turns[step % turns.length] === true ? 'first' : 'second'
          })
        },
      ),
      { numRuns: randomOrders },
    )
  }, 240_000)
})

/** What people do to the branch or its staging PR while a run is on its way. */
const events: readonly {
  readonly what: string
  readonly act: (fork: EmbeddedRepository) => void
  /** What must be so in the end, wherever in the run it happened. */
  readonly holds: (fork: EmbeddedRepository) => void
}[] = [
  {
    what: 'closes the staging PR',
    act: (fork) => fork.closeAsPerson(1),
    holds: (fork) => {
      expect(fork.pullRequests.map(({ state }) => state)).toEqual(['closed'])
    },
  },
  {
    what: 'points the staging PR at another base',
    act: (fork) => fork.editAsPerson(1, { base: 'dev' }),
    holds: ({ pullRequests }) => {
      expect(pullRequests[0]).toMatchObject({ baseRef: 'dev', state: 'open' })
      const bases = pullRequests.map(({ baseRef }) => baseRef)
      expect(new Set(bases).size).toBe(bases.length)
    },
  },
  {
    what: 'changes the title',
    act: (fork) => fork.editAsPerson(1, { title: 'My own words' }),
    holds: (fork) => {
      expect(fork.pullRequests[0]?.title).toBe('My own words')
    },
  },
  {
    what: 'pushes a commit',
    act: () => moveBranch(newer),
    holds: ({ pullRequests, statuses }) => {
      expect(pullRequests).toHaveLength(1)
      expect(statuses.map(({ sha }) => sha)).toEqual([older])
    },
  },
  {
    what: 'deletes the branch',
    act: () => git(world.fork, 'update-ref', '-d', `refs/heads/${branch}`),
    holds: ({ pullRequests }) => {
      expect(pullRequests).toHaveLength(1)
    },
  },
]

describe('a person who does something at any moment of a run', () => {
  it.each(events)(
    'and $what has the last word',
    async ({ act, holds }) => {
      for (const moment of [0, 1, 2, 3]) {
        moveBranch(older)
        const fork = addFork()
        openByHand(fork)
        let step = 0
        const stage = new Stage(() => {
          step += 1
          return step > moment ? 'a person' : 'run'
        })
        await stage.play([
          async () => {
            await stage.turn('a person', 'acts')
            act(fork)
            return 'done'
          },
          () => publish(fork, stage, { who: 'run', id: 100, sha: older }),
        ])
        holds(fork)
      }
    },
    240_000,
  )
})
