import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { readmeExample } from '../../demo/workflow-example.ts'
import { inputNames } from '../../src/context/inputs.ts'
import { layouts, workflowFiles } from '../../src/workflows/workflow-files.ts'
import { checkWorkflows } from '../support/check-workflows.ts'
import { generatedWorkflows } from '../support/generated-workflows.ts'

type Step = {
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
}
type Job = {
  readonly uses?: string
  readonly permissions: Readonly<Record<string, string>>
  readonly steps?: readonly Step[]
  readonly concurrency?: {
    readonly group: string
    readonly 'cancel-in-progress': boolean | string
  }
}
type Workflow = {
  readonly on: {
    readonly workflow_call?: {
      readonly inputs: Readonly<Record<string, object>>
    }
  }
  readonly permissions: object
  readonly concurrency?: Job['concurrency']
  readonly jobs: Readonly<Record<string, Job>>
}

const inJobs = readFileSync(
  new URL('../../.github/workflows/staging-pr.yml', import.meta.url),
  'utf8',
)
const texts = { ...generatedWorkflows, 'in jobs': inJobs }
const workflows = Object.entries(texts).map(
  ([name, text]): readonly [string, Workflow] => [name, parse(text)],
)
const jobs = workflows.flatMap(([name, workflow]) =>
  Object.entries(workflow.jobs).map(
    ([id, job]) => [`${name} (${id})`, job] as const,
  ),
)
const steps = jobs.flatMap(([name, job]) =>
  (job.steps ?? []).map((step) => [name, step] as const),
)
const ofModes = [
  'mode',
  'token',
  'step',
  'plan',
  'plan-hash',
  'evidence-dir',
  'verify-result',
]
const called: Workflow = parse(inJobs)
const ours = (mode: string): Step | undefined =>
  steps.find(([, step]) => step.with?.['mode'] === mode)?.[1]

describe('the workflows that init writes, and the one that they call,', () => {
  it("are accepted by GitHub's own parser and by actionlint", async () => {
    const clean = { workflow: [], actionlint: [] }

    expect(await checkWorkflows(texts)).toEqual({
      action: [],
      workflows: Object.fromEntries(
        Object.keys(texts).map((name) => [name, clean]),
      ),
    })
  })

  it('do not let an older run that is run again cancel the jobs of a newer one', () => {
    const { concurrency } = called.jobs['verify'] ?? {}

    expect(concurrency?.['cancel-in-progress']).toBe(
      '${{ github.run_attempt == 1 }}',
    )
  })

  it('give no permission to what does not name it', () => {
    expect(
      workflows.filter(
        ([, { permissions }]) => JSON.stringify(permissions) !== '{}',
      ),
    ).toEqual([])
    expect(jobs.filter(([, job]) => job.permissions === undefined)).toEqual([])
  })

  it('write by no more than they need', () => {
    const publishing = {
      contents: 'read',
      'pull-requests': 'write',
      statuses: 'write',
    }
    const planning = {
      contents: 'read',
      'pull-requests': 'read',
      statuses: 'read',
    }
    const others = jobs.filter(
      ([, { permissions }]) =>
        JSON.stringify(permissions) !== JSON.stringify(publishing),
    )

    expect(
      Object.fromEntries(
        others.map(([name, { permissions }]) => [name, permissions]),
      ),
    ).toEqual({
      'mirror in one job: .github/workflows/staging-pr-on-push.yml (dispatch)':
        { actions: 'write' },
      'mirror: .github/workflows/staging-pr-on-push.yml (dispatch)': {
        actions: 'write',
      },
      'in jobs (plan)': planning,
      'in jobs (verify)': { contents: 'read' },
    })
  })

  it('fetch the whole history and leave no credential behind', () => {
    const checkouts = steps.filter(([, { uses = '' }]) =>
      uses.startsWith('actions/checkout@'),
    )

    expect(checkouts.length).toBeGreaterThanOrEqual(6)
    expect(
      checkouts.filter(
        ([, step]) =>
          step.with?.['fetch-depth'] !== 0 ||
          step.with['persist-credentials'] !== false,
      ),
    ).toEqual([])
  })

  it('paste nothing into a script', () => {
    const scripts = steps.flatMap(([, { run }]) => run ?? [])

    expect(scripts.length).toBeGreaterThanOrEqual(2)
    expect(scripts.filter((run) => run.includes('${{'))).toEqual([])
  })

  it('check out nothing and use nothing where pull_request_target fires', () => {
    const target = jobs.filter(([name]) => name.includes('on-push'))

    expect(target).toHaveLength(2)
    for (const [, job] of target) {
      expect(job.steps?.map(({ uses }) => uses)).toEqual([undefined])
    }
  })

  it('cancel no job that may write', () => {
    const groups = [...workflows, ...jobs].flatMap(([name, { concurrency }]) =>
      (concurrency?.['cancel-in-progress'] ?? false) === false ? [] : [name],
    )

    expect(groups).toEqual(['in jobs (verify)'])
  })

  it('share no group of concurrency between caller and called, which GitHub would cancel', () => {
    const callers = workflows.filter(([, { jobs: all }]) =>
      Object.values(all).some(({ uses }) => uses !== undefined),
    )

    expect(
      callers.filter(([, { concurrency }]) => concurrency !== undefined),
    ).toEqual([])
  })
})

describe('the workflow with a job for each step', () => {
  it('takes the inputs of the action, but those of single modes', () => {
    const own = ['runs-on', 'setup', 'max-parallel', 'timeout-minutes']

    expect(Object.keys(called.on.workflow_call?.inputs ?? {})).toEqual([
      ...inputNames.filter((name) => !ofModes.includes(name)),
      ...own,
    ])
  })

  it('hands all of them to the job that publishes, and to the one that plans what a plan is made from', () => {
    const forPublish = Object.entries(ours('publish')?.with ?? {})
    const forPlan = Object.entries(ours('plan')?.with ?? {})
    const passed = ([name, value]: [string, unknown]): boolean =>
      value === '${{ inputs.' + name + ' }}'

    expect(forPublish.filter(passed).map(([name]) => name)).toEqual(
      inputNames.filter((name) => !ofModes.includes(name)),
    )
    expect(forPlan.filter(passed).map(([name]) => name)).toEqual([
      'config',
      'verify',
      'branch',
      'base',
      'spec',
      'source-ref',
      'upstream',
      'issue',
      'accept-test',
    ])
  })

  it('gives the jobs that run commands no token', () => {
    expect(ours('verify')?.with).toMatchObject({ token: '' })
  })
})

describe('the workflow with one job', () => {
  it('is the one that the README shows', () => {
    const [file] = workflowFiles({
      layout: 'push',
      oneJob: true,
      sweep: false,
    })

    expect(file?.text).toBe(readmeExample('workflow'))
  })
})

describe('the workflow that hands over', () => {
  it('is the one that the page about it shows', () => {
    const page = readFileSync(
      new URL('../../docs/handoff.md', import.meta.url),
      'utf8',
    )
    const choice = { layout: 'dispatch', oneJob: true, sweep: false } as const
    const file = workflowFiles({ ...choice, handoff: true }).at(-1)

    expect(page).toContain(file?.text)
  })
})

describe('every workflow', () => {
  it('is told with the event that fires it, in one sentence', () => {
    const said = layouts.flatMap((layout) =>
      workflowFiles({ layout, oneJob: false, sweep: true, handoff: true }),
    )

    expect(
      said.filter(
        ({ fires }) => !/^`\w+` fires [^.]*(?:\.\w[^.]*)*\.$/u.test(fires),
      ),
    ).toEqual([])
  })
})
