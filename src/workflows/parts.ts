import type { MadeFor } from './jobs.ts'
import { unknownAction } from './uses.ts'
import type { WorkflowChoice } from './workflow-files.ts'

/** A pull request inside the fork; an expression. */
export const sameRepository =
  'github.event.pull_request.head.repo.full_name == github.repository'

export const dispatchEvent = `  workflow_dispatch:
    inputs:
      branch:
        description: Fix branch to stage
        required: true
`

/** What stands below the events. */
export type WorkflowBody = {
  readonly concurrency?: string
  readonly job: string
}

/** A whole workflow, whose jobs name the permissions that they need. */
export function workflow(
  name: string,
  events: string,
  { concurrency = '', job }: WorkflowBody,
): string {
  return `name: ${name}

on:
${events}
permissions: {}

${concurrency}jobs:
${job}`
}

/** What the jobs of a choice are made for. */
export function madeFor({ action, setup }: WorkflowChoice): MadeFor {
  return { action: action ?? unknownAction, setup: setup ?? null }
}
