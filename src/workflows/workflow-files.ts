import { callerJob, dispatchingJob, oneJob, sweepJob } from './jobs.ts'
import { handoffFile } from './handoff-workflow.ts'
import {
  dispatchEvent,
  madeFor,
  sameRepository,
  workflow,
  type WorkflowBody,
} from './parts.ts'
import type { ActionReference } from './uses.ts'

/** Where the workflow lies in the fork, which decides the event that fires it. */
export const layouts = ['push', 'dispatch', 'mirror'] as const

/** One of {@link layouts}. */
export type Layout = (typeof layouts)[number]

/** What is to be written. */
export type WorkflowChoice = {
  readonly layout: Layout
  /** Everything in one job, beside a token that may write. */
  readonly oneJob: boolean
  /** A nightly run for all branches that wait. */
  readonly sweep: boolean
  /** A run that hands an approved staging PR over. */
  readonly handoff?: boolean
  /** Commands that make a fresh runner ready for a step. */
  readonly setup?: string | null
  readonly action?: ActionReference
  /** `owner/name` of the fork. */
  readonly fork?: string
}

/** A workflow of the fork. */
export type WorkflowFile = {
  /** From the top of the repository. */
  readonly path: string
  readonly text: string
  /** Which event fires it, a sentence. */
  readonly fires: string
}

const main = '.github/workflows/staging-pr.yml'
const onPush = '.github/workflows/staging-pr-on-push.yml'
const nightly = '.github/workflows/staging-pr-sweep.yml'

function byHand({ fork = 'YOU/PROJECT' }: WorkflowChoice): string {
  return `\`workflow_dispatch\` fires when you run \`gh workflow run staging-pr.yml -R ${fork} -f branch=fix/issue-1234\``
}

/** The workflows of a layout. */
export function workflowFiles(choice: WorkflowChoice): readonly WorkflowFile[] {
  return [
    ...byLayout[choice.layout](choice),
    ...(choice.sweep ? [sweepFile(choice)] : []),
    ...(choice.handoff === true ? [handoffFile(choice)] : []),
  ]
}

type Make = (choice: WorkflowChoice) => readonly WorkflowFile[]

const byLayout: Readonly<Record<Layout, Make>> = {
  push: (choice) => [
    {
      path: main,
      text: workflow(
        'Staging PR',
        `${pushEvent}${dispatchEvent}`,
        verifyingJob(choice, {
          group: 'inputs.branch || github.ref_name',
          ref: 'inputs.branch || github.ref',
          guard: null,
        }),
      ),
      fires:
        '`push` fires on every push of a branch `fix/**` or `chant/**` that holds this file, so commit it on the fix branch.',
    },
  ],
  dispatch: (choice) => [
    {
      path: main,
      text: workflow(
        'Staging PR',
        `${dispatchEvent}${pullRequestEvent}`,
        verifyingJob(choice, {
          group: 'inputs.branch || github.head_ref',
          ref: 'inputs.branch || github.event.pull_request.head.sha',
          guard: `github.event_name != 'pull_request' || ${sameRepository}`,
        }),
      ),
      fires: `${byHand(choice)}, the first time for each branch; afterwards \`pull_request\` fires on every push to a branch that has a staging PR; commit it on the fork's default branch.`,
    },
  ],
  mirror: (choice) => [
    {
      path: main,
      text: workflow(
        'Staging PR',
        dispatchEvent,
        verifyingJob(choice, {
          group: 'inputs.branch',
          ref: 'inputs.branch',
          guard: null,
        }),
      ),
      fires: `${byHand(choice)}, and when the other workflow dispatches it; commit it on the fork's default branch.`,
    },
    {
      path: onPush,
      text: workflow('Staging PR on push', targetEvent, {
        job: dispatchingJob(sameRepository),
      }),
      fires:
        '`pull_request_target` fires on every push to a branch that has a staging PR, and all that it does is to dispatch the other workflow; commit it there too.',
    },
  ],
}

function sweepFile(choice: WorkflowChoice): WorkflowFile {
  return {
    path: nightly,
    text: workflow('Staging PR sweep', sweepEvent, {
      job: sweepJob(madeFor(choice)),
    }),
    fires:
      "`schedule` fires every night for all fix branches that wait for a run; commit it on the fork's default branch, and switch it on once on the Actions tab, since schedules of forks are off.",
  }
}

const pushEvent = `  push:
    branches: ['fix/**', 'chant/**']
`
// Not \`opened\`: that run would wait for an approval, since the action opened the pull request.
const pullRequestEvent = `  pull_request:
    types: [synchronize, reopened]
`
const targetEvent = `  pull_request_target:
    types: [synchronize, reopened]
`
const sweepEvent = `  schedule:
    - cron: '17 3 * * *'
  workflow_dispatch:
`

/** What differs between the jobs of the layouts: expressions. */
type Differences = {
  /** What one run at a time is for. */
  readonly group: string
  /** What is checked out where all is one job. */
  readonly ref: string
  readonly guard: string | null
}

function verifyingJob(
  choice: WorkflowChoice,
  { group, ref, guard }: Differences,
): WorkflowBody {
  if (!choice.oneJob) return { job: callerJob(guard, madeFor(choice)) }
  return {
    concurrency: `concurrency:
  group: staging-pr-\${{ ${group} }}
  cancel-in-progress: false

`,
    job: oneJob({ ref, guard }, madeFor(choice)),
  }
}
