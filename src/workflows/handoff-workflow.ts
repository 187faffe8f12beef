import { handoffJob } from './jobs.ts'
import { dispatchEvent, madeFor, workflow } from './parts.ts'
import type { WorkflowChoice, WorkflowFile } from './workflow-files.ts'

const path = '.github/workflows/staging-pr-handoff.yml'

const reviewEvents = `  pull_request_review:
    types: [submitted, dismissed]
  pull_request:
    types: [labeled]
`
const handoffSchedule = `  schedule:
    - cron: '47 3 * * *'
`

/** The workflow that hands over. Reviews fire what the merge of the branch with its base holds; a mirror of upstream holds nothing of ours. */
export function handoffFile(choice: WorkflowChoice): WorkflowFile {
  const { layout } = choice
  const reviews = layout === 'mirror' ? '' : reviewEvents
  const nightlyLook = layout === 'push' ? '' : handoffSchedule
  return {
    path,
    text: workflow(
      'Staging PR handoff',
      `${reviews}${dispatchEvent}${nightlyLook}`,
      {
        concurrency: `concurrency:
  group: staging-pr-handoff-\${{ inputs.branch || github.event.pull_request.head.ref || 'all' }}
  cancel-in-progress: false

`,
        job: handoffJob(
          {
            ref: 'inputs.branch || github.event.pull_request.head.sha',
            guard: reviews === '' ? null : handoffGuard,
          },
          madeFor(choice),
        ),
      },
    ),
    fires: handoffFires(choice),
  }
}

const handoffGuard = `github.event.pull_request == null ||
(github.event.pull_request.head.repo.full_name == github.repository &&
(github.event_name != 'pull_request' || github.event.label.name == 'staging: approved'))`

function handoffFires({
  layout,
  fork = 'YOU/PROJECT',
}: WorkflowChoice): string {
  const asked = `\`gh workflow run staging-pr-handoff.yml -R ${fork} -f branch=fix/issue-1234\``
  const byReview =
    '`pull_request_review` fires when a staging PR is reviewed, `pull_request` when it is labelled `staging: approved`'
  const byNight =
    '`schedule` every night to see what became of it upstream, once you switch it on on the Actions tab'
  switch (layout) {
    case 'push':
      return `${byReview}, and \`workflow_dispatch\`, once the file is on the fork's default branch, when you run ${asked}; commit it beside the other workflow.`
    case 'dispatch':
      return `${byReview}, \`workflow_dispatch\` when you run ${asked}, and ${byNight}; commit it beside the other workflow.`
    case 'mirror':
      return `\`workflow_dispatch\` fires when you run ${asked}, which counts as your approval of the staging PR, and ${byNight}; commit it on the fork's default branch.`
  }
}
