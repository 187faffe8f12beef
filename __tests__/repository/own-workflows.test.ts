import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { checkout } from '../../src/workflows/uses.ts'
import { checkWorkflows } from '../support/check-workflows.ts'

type Step = {
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
}
type Job = {
  readonly permissions?: Readonly<Record<string, string>>
  readonly 'timeout-minutes'?: number
  readonly strategy?: {
    readonly matrix: Readonly<Record<string, readonly unknown[]>>
  }
  readonly steps: readonly Step[]
}
type Workflow = {
  readonly on: Readonly<Record<string, unknown>>
  readonly permissions: object
  readonly jobs: Readonly<Record<string, Job>>
}

const folder = new URL('../../.github/workflows/', import.meta.url)
/** The one for others has tests of its own, in workflows.test.ts. */
const texts = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => name !== 'staging-pr.yml')
    .map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]),
)
const workflows: Readonly<Record<string, Workflow>> = Object.fromEntries(
  Object.entries(texts).map(([name, text]) => [name, parse(text)]),
)
const jobs = Object.entries(workflows).flatMap(([name, workflow]) =>
  Object.entries(workflow.jobs).map(
    ([id, job]) => [`${name} (${id})`, job] as const,
  ),
)
const steps = jobs.flatMap(([name, job]) =>
  job.steps.map((step) => [name, step] as const),
)

describe('the workflows of this repository', () => {
  it("are accepted by GitHub's own parser and by actionlint", async () => {
    const clean = { workflow: [], actionlint: [] }

    expect(Object.keys(texts).sort()).toEqual([
      'ci.yml',
      'codeql.yml',
      'release.yml',
      'scorecard.yml',
      'zizmor.yml',
    ])
    expect(await checkWorkflows(texts)).toEqual({
      action: [],
      workflows: Object.fromEntries(
        Object.keys(texts).map((name) => [name, clean]),
      ),
    })
  })

  it('give no permission to a job that does not name it, and name no more than a job needs', () => {
    const given = Object.values(workflows).map(({ permissions }) => permissions)
    const read = { contents: 'read' }
    const scan = { ...read, 'security-events': 'write' }

    expect(given).toEqual(given.map(() => ({})))
    expect(
      Object.fromEntries(jobs.map(([name, job]) => [name, job.permissions])),
    ).toEqual({
      'ci.yml (check)': read,
      'ci.yml (test)': read,
      'codeql.yml (analyze)': scan,
      'release.yml (check)': read,
      'release.yml (attest)': {
        ...read,
        'id-token': 'write',
        attestations: 'write',
      },
      'release.yml (publish)': { contents: 'write' },
      'scorecard.yml (scorecard)': { ...scan, 'id-token': 'write' },
      'zizmor.yml (zizmor)': read,
    })
  })

  it('bound every job in time, leave no credential behind and paste nothing into a script', () => {
    const checkouts = steps.filter(([, { uses: used = '' }]) =>
      used.startsWith('actions/checkout@'),
    )
    const unbounded = jobs.filter(
      ([, job]) => job['timeout-minutes'] === undefined,
    )

    expect(unbounded).toEqual([])
    expect(checkouts).toHaveLength(jobs.length)
    expect(
      checkouts.filter(
        ([, step]) => step.with?.['persist-credentials'] !== false,
      ),
    ).toEqual([])
    expect(steps.filter(([, { run = '' }]) => run.includes('${{'))).toEqual([])
  })

  it('never fire with the secrets of the repository on code of others', () => {
    const events = Object.values(workflows).flatMap(({ on }) => Object.keys(on))

    expect(events).not.toContain('pull_request_target')
    expect(events).not.toContain('workflow_run')
  })

  it('let no job that may write or sign install or run packages', () => {
    const powerful = jobs.filter(([, { permissions = {} }]) =>
      ['contents', 'id-token'].some((name) => permissions[name] === 'write'),
    )
    const scripts = powerful.flatMap(([, job]) =>
      job.steps.flatMap(({ run = '' }) => run),
    )

    expect(powerful.map(([name]) => name)).toEqual([
      'release.yml (attest)',
      'release.yml (publish)',
      'scorecard.yml (scorecard)',
    ])
    expect(scripts.filter((run) => /\bnp[mx]\b|\.ci\/run/u.test(run))).toEqual(
      [],
    )
  })
})

describe('what workflows use', () => {
  it('is one commit for each action, everywhere, and the same version beside it', () => {
    const all = [
      ...Object.values(texts),
      readFileSync(new URL('staging-pr.yml', folder), 'utf8'),
      `uses: ${checkout}`,
    ].flatMap((text) => [
      ...text.matchAll(
        /uses: ([\w-]+\/[\w-]+)[\w/-]*@([0-9a-f]{40} # v[\d.]+)/gu,
      ),
    ])
    const pins = new Map<string, Set<string>>()
    for (const [, action = '', pin = ''] of all) {
      pins.set(action, new Set([...(pins.get(action) ?? []), pin]))
    }

    expect(pins.size).toBeGreaterThan(5)
    expect([...pins].filter(([, { size }]) => size > 1)).toEqual([])
  })
})

describe('the checks of a change', () => {
  const matrix = workflows['ci.yml']?.jobs['test']?.strategy?.matrix

  it('run on Node 20 and 24, on Linux, macOS and Windows', () => {
    expect(matrix?.['node']).toEqual([20, 24])
    expect(
      matrix?.['os']?.map((name) => String(name).split('-', 1)[0]),
    ).toEqual(['ubuntu', 'macos', 'windows'])
  })

  it('are the ones at the desk, dist/ included', () => {
    const runs = workflows['ci.yml']?.jobs['check']?.steps.map(({ run }) => run)
    const script = readFileSync(new URL('../../.ci/run', folder), 'utf8')

    expect(runs).toContain('bash .ci/run')
    expect(script).toContain('git diff --exit-code --stat -- dist')
  })
})
