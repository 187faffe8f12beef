/** A workflow file as far as it decides what runs when, with which rights. Texts are the file's own and untrusted. */
export type Workflow = {
  readonly name: string | null
  /** Event name → its filters. */
  readonly events: ReadonlyMap<string, EventFilter>
  /** `null` where the file names none. */
  readonly permissions: Permissions | null
  readonly concurrency: Concurrency | null
  readonly env: Values
  readonly jobs: readonly Job[]
}

/** Filters of one event; `null` where there is no such filter. */
export type EventFilter = {
  readonly branches: readonly string[] | null
  readonly branchesIgnore: readonly string[] | null
  readonly tags: readonly string[] | null
  /** `paths`, or `paths-ignore`. */
  readonly paths: readonly string[] | null
  readonly types: readonly string[] | null
  /** Names under `inputs`. */
  readonly inputs: readonly string[]
}

/** Plain values by name, as text. */
export type Values = ReadonlyMap<string, string>

/** What `permissions:` says. */
export type Permissions = {
  /** `read-all`, `write-all`. */
  readonly all: 'read' | 'write' | null
  readonly named: Values
}

/** What `concurrency:` says. */
export type Concurrency = {
  readonly group: string
  readonly cancels: boolean
}

/** One job. */
export type Job = {
  readonly id: string
  readonly condition: string | null
  readonly permissions: Permissions | null
  readonly concurrency: Concurrency | null
  readonly env: Values
  /** The workflow that it calls, or `null`. */
  readonly uses: string | null
  readonly with: Values
  readonly steps: readonly JobStep[]
}

/** One step of a job. */
export type JobStep = {
  readonly uses: string | null
  readonly with: Values
  readonly run: string | null
  readonly env: Values
}

/** Largest workflow that is read. Bytes. */
export const maxWorkflowBytes = 256 * 1024
