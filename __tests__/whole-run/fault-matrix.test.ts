import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import type { Fault } from '../../embedded-github/faults.ts'
import type { Pushed } from '../../harness/fork-world.ts'
import type { ActionResult } from '../../harness/run-action.ts'
import { type GitHubFault, gitHubFaults } from '../support/github-faults.ts'
import { inTurns } from '../support/in-turns.ts'
import {
  errors,
  fix,
  messages,
  type Scene,
  setScene,
  specText,
} from './scene.ts'

/** Commands that cost nothing, in a run that waits for GitHub as long as a cell may take. */
const quickConfig = `verify:
  test: echo checked
criteria:
  both keys: test
timeout: 25s
`

/** The same, for answers that never come. */
const impatientConfig = quickConfig.replace('25s', '15s')

/** What stays when all is done, without what differs from run to run. */
type State = {
  readonly pages: readonly { readonly title: string; readonly body: string }[]
  readonly status: string | null
}

function stateOf(scene: Scene, { after }: Pushed): State {
  return {
    pages: scene.fork.pullRequests.map(({ title, body }) => ({
      title,
      body: comparable(body),
    })),
    status: scene.fork.latestStatus(after, 'staging-pr')?.state ?? null,
  }
}

function comparable(body: string): string {
  return body
    .replaceAll(/127\.0\.0\.1:\d+/gu, 'HOST')
    .replaceAll(/\/runs\/\d+(?:\/attempts\/\d+)?/gu, '/runs/RUN')
    .replaceAll(/<!-- staging-pr:begin [^>]*-->/gu, '<!-- BEGIN -->')
    .replaceAll(
      /\b[0-9a-f]{40}\b|`[0-9a-f]{7}`|(?<=--detach )[0-9a-f]{7}/gu,
      'SHA',
    )
    .replaceAll(/(?:under 1|\d+) s\b/gu, 'N s')
}

/** One request of a run that a fault strikes, and what must be there before. */
type Place = {
  readonly what: string
  readonly path: NonNullable<Fault['path']>
  /** Whether there is a staging PR of an earlier commit. */
  readonly hasPage?: boolean
  /** Whether trouble there ends the run before the first command. */
  readonly stopsRun?: boolean
  /** Whether trouble there is a warning. */
  readonly isMirror?: boolean
  /** Commit status of the head after trouble there. */
  readonly statusThen: 'success' | null
}

const newPage: Place = {
  what: 'the new staging PR',
  path: 'pulls/create',
  statusThen: 'success',
}
const nextPage: Place = {
  what: 'the next text of the staging PR',
  path: 'pulls/update',
  hasPage: true,
  statusThen: 'success',
}
const look: Place = {
  what: 'the look at the fork',
  path: /graphql|\/repos\/contributor\/keep$/u,
  stopsRun: true,
  statusThen: null,
}
const status: Place = {
  what: 'the commit status',
  path: 'repos/create-commit-status',
  isMirror: true,
  statusThen: null,
}

const tellingFaults = new Set([
  'a 429 of an hour',
  'a 403 for the token',
  'a connection lost after it was carried out',
])

const few = gitHubFaults.filter(({ name }) => tellingFaults.has(name))

const groups = [
  { place: newPage, faults: gitHubFaults },
  { place: nextPage, faults: few },
  { place: look, faults: few },
  { place: status, faults: few },
]

let undisturbed: Promise<State> | null = null

/** Where a run without any fault ends. */
async function undisturbedState(): Promise<State> {
  await using scene = await setScene()
  const pushed = scene.pushFiles({
    ...fix,
    '.github/staging-pr.yml': quickConfig,
  })
  await scene.runOnPush(pushed)
  return stateOf(scene, pushed)
}

describe('whatever GitHub does to a run', () => {
  it.each(groups)(
    'leaves $place.what as it should be, at once or after a rerun',
    async ({ place, faults }) => {
      undisturbed ??= undisturbedState()
      const expected = await undisturbed
      await inTurns(faults, (fault) => runCell({ place, fault }, expected))
    },
    480_000,
  )
})

async function runCell(
  { place, fault }: { readonly place: Place; readonly fault: GitHubFault },
  expected: State,
): Promise<void> {
  await using scene = await setScene()
  const pushed = await pushFor(scene, place, fault)
  scene.github.failNext({ ...fault.fault(), path: place.path })

  const result = await scene.runOnPush(pushed)

  expect(result.stdout + result.stderr).not.toMatch(/\n\s+at /u)
  expect(scene.fork.pullRequests.length).toBeLessThanOrEqual(1)
  if (['heals', 'a lost answer'].includes(fault.fate)) {
    expect(ownMessages(result)).toEqual([])
    expect(result.exitCode).toBe(0)
    expect(stateOf(scene, pushed)).toEqual(expected)
    return
  }
  expectTold(result, place)
  expect(stateOf(scene, pushed).status).toBe(place.statusThen)
  scene.github.clearFaults()
  const rerun = await scene.runOnPush(pushed, { runAttempt: 2 })
  expect(rerun.exitCode).toBe(0)
  expect(stateOf(scene, pushed)).toEqual(expected)
}

/** Errors and warnings, without the annotations that are about the fix. */
function ownMessages(result: ActionResult): readonly string[] {
  return [...errors(result), ...messages(result, 'warning')].filter(
    (message) => !message.startsWith('Staging PR: '),
  )
}

/** One message says it; what was found is in files and summary, unless nothing could be found. */
function expectTold(result: ActionResult, place: Place): void {
  const said = ownMessages(result)
  expect(said).toHaveLength(1)
  expect(result.exitCode).toBe(place.isMirror === true ? 0 : 1)
  expect(errors(result)).toHaveLength(place.isMirror === true ? 0 : 1)
  if (place.stopsRun !== true) {
    const kept = (name: string): string =>
      readFileSync(result.outputs[name] ?? '', 'utf8')
    expect(kept('evidence-path')).toContain('"conclusion": "ready"')
    expect(kept('body-path')).toContain('**Ready for your review.**')
  }
  if (place.isMirror !== true) {
    const [first = ''] = said.join('\n').split('\n')
    expect(result.summary.replaceAll(/[\u2060\\]/gu, '')).toContain(first)
  }
}

async function pushFor(
  scene: Scene,
  { hasPage = false }: Place,
  { patienceMs }: GitHubFault,
): Promise<Pushed> {
  const config = patienceMs === undefined ? quickConfig : impatientConfig
  const files = { ...fix, '.github/staging-pr.yml': config }
  if (!hasPage) return scene.pushFiles(files)
  const open = specText.replace('Two writers', 'Some writers')
  const first = { ...files, '.chant/specs/005-fork-fix.md': open }
  await scene.runOnPush(scene.pushFiles(first))
  return scene.pushFiles({ '.chant/specs/005-fork-fix.md': specText })
}
