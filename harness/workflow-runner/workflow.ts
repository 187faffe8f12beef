import picomatch from 'picomatch'
import { parse } from 'yaml'
import type { Permissions } from '../../embedded-github/world.ts'

type Fields = Readonly<Record<string, unknown>>

/** A step of a job. */
export type Step = {
  readonly id?: string
  readonly name?: string
  readonly if?: unknown
  readonly uses?: string
  readonly run?: string
  readonly shell?: string
  readonly with?: Fields
  readonly env?: Fields
}

/** A job, or the call of a workflow. */
export type Job = {
  readonly needs?: string | readonly string[]
  readonly if?: unknown
  readonly permissions?: Permissions
  readonly strategy?: { readonly matrix?: unknown }
  readonly outputs?: Fields
  readonly env?: Fields
  readonly uses?: string
  readonly with?: Fields
  readonly steps?: readonly Step[]
}

/** What a called workflow takes. */
type CallInput = {
  readonly type: 'string' | 'boolean' | 'number'
  readonly default?: unknown
}

type Trigger = {
  readonly branches?: readonly string[]
  readonly types?: readonly string[]
}

/** A workflow file. */
export type Workflow = {
  readonly name: string
  readonly on: Readonly<Record<string, Trigger | null>> & {
    readonly workflow_call?: {
      readonly inputs?: Readonly<Record<string, CallInput>>
      readonly outputs?: Readonly<Record<string, { readonly value: string }>>
    }
  }
  readonly env?: Fields
  readonly permissions?: Permissions
  readonly jobs: Readonly<Record<string, Job>>
}

/** Reads a workflow; `init`'s and our own have `on` as a map. */
export function parseWorkflow(text: string): Workflow {
  const workflow: Workflow = parse(text)
  return workflow
}

/** An event, by what the triggers of a workflow look at. */
export type Occasion = {
  readonly name: string
  readonly branch: string
  readonly action?: string
}

/** Whether an event fires a workflow. */
export function isFired(
  { on }: Workflow,
  { name, branch, action }: Occasion,
): boolean {
  const trigger = on[name]
  if (trigger === undefined) return false
  const { branches, types } = trigger ?? {}
  if (branches !== undefined && !picomatch([...branches])(branch)) return false
  return types === undefined || types.includes(action ?? '')
}

/** Ids of the jobs that a job waits for. */
export function needsOf({ needs = [] }: Job): readonly string[] {
  return typeof needs === 'string' ? [needs] : needs
}
