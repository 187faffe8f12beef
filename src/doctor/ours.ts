import type { Facts, WorkflowFile } from './facts.ts'
import type { Job, JobStep, Workflow } from './workflow.ts'

/** A step that calls the action: `OWNER/staging-pr@v0`. */
export function isOurAction(uses: string | null): boolean {
  const [path = ''] = (uses ?? '').split('@')
  return path.split('/').length === 2 && path.endsWith('/staging-pr')
}

/** A job that calls the workflow with a job for each step, there or in a copy of it. */
function isOurWorkflow(uses: string | null): boolean {
  const [path = ''] = (uses ?? '').split('@')
  return (
    path.endsWith('/staging-pr/.github/workflows/staging-pr.yml') ||
    (path.startsWith('./.github/workflows/') && baseName(path).includes(stem))
  )
}

const stem = 'staging-pr'

/** A file of ours by what it calls, or by its name. */
export function isOurFile(path: string, workflow: Workflow | string): boolean {
  if (baseName(path).startsWith(stem)) return true
  return (
    typeof workflow !== 'string' &&
    workflow.jobs.some((job) => ourSteps(job).length > 0 || callsUs(job))
  )
}

/** Whether a job calls our workflow. */
export function callsUs(job: Job): boolean {
  return isOurWorkflow(job.uses)
}

/** Steps of a job that are the action. */
export function ourSteps(job: Job): readonly JobStep[] {
  return job.steps.filter(({ uses }) => isOurAction(uses))
}

/** A workflow that only hands over stages no push; what sets it off is a person. */
export function handsOver({ jobs }: Workflow): boolean {
  const modes = jobs.flatMap((job) =>
    ourSteps(job).map((step) => step.with.get('mode') ?? 'run'),
  )
  return modes.length > 0 && modes.every((mode) => mode === 'handoff')
}

/** Last name of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** A workflow of ours that could be read. */
export type ReadFile = WorkflowFile & { readonly workflow: Workflow }

/** Files that could be read. */
export function readable(files: readonly WorkflowFile[]): readonly ReadFile[] {
  return files.flatMap((file) =>
    typeof file.workflow === 'string'
      ? []
      : [{ ...file, workflow: file.workflow }],
  )
}

/** Our files wherever they lie, the same text once. */
export function ourFiles({ workflows }: Facts): readonly WorkflowFile[] {
  const all = [
    ...(workflows.onDefault ?? []),
    ...workflows.head,
    ...workflows.uncommitted,
    ...workflows.unpushed,
  ]
  return all.filter(({ isOurs }) => isOurs)
}
