import type { Finding } from '../finding.ts'

/** Values of `type`; anything else makes chant refuse the file. */
export const specTypes = [
  'code',
  'task',
  'driver',
  'documentation',
  'research',
  'group',
] as const

/** Kind of work that a spec describes. */
export type SpecType = (typeof specTypes)[number]

/** Values of `status`; anything else makes chant refuse the file. */
export const specStatuses = [
  'pending',
  'in_progress',
  'paused',
  'completed',
  'failed',
  'needs_attention',
  'ready',
  'blocked',
  'cancelled',
] as const

/** Where a spec stands, by its own word. */
export type SpecStatus = (typeof specStatuses)[number]

/** A file of the repository at a fixed commit, as text. */
export type SourceFile = {
  /** Relative to the repository root, `/` between names. */
  readonly path: string
  readonly text: string
  /** Git blob SHA, or `null` for a file read from disk. */
  readonly blob: string | null
}

/** One acceptance criterion: a checkbox and the words after it. */
export type Criterion = {
  readonly text: string
  /** What the box claims. */
  readonly checked: boolean
  /** Line in the spec file, from 1. */
  readonly line: number
}

/** The boxes that chant's gates count. */
export type Criteria = {
  readonly total: number
  readonly checked: number
  readonly unchecked: number
  readonly items: readonly Criterion[]
  /** Line of the heading, from 1; `null` when the spec has no such section. */
  readonly line: number | null
}

/** A `## ` section of the body, up to the next one. */
export type Section = {
  readonly heading: string
  /** Line of the heading in the file, from 1. */
  readonly line: number
  /** Everything below the heading line, Markdown as written. */
  readonly text: string
}

/** Decision of a person on a spec. */
export type Approval = {
  readonly required: boolean
  readonly status: 'pending' | 'approved' | 'rejected'
  readonly by: string | null
  readonly at: string | null
}

/** A spec as chant reads it, with what is surprising about that reading. */
export type Spec = {
  /** File name without `.md`. */
  readonly id: string
  readonly path: string
  readonly blob: string | null
  /** Folder that holds `.chant`, `""` for the repository root, else with a trailing slash; `target_files` are relative to it. */
  readonly root: string
  readonly archived: boolean
  readonly type: SpecType
  readonly status: SpecStatus
  readonly dependsOn: readonly string[]
  readonly targetFiles: readonly string[]
  readonly informedBy: readonly string[]
  readonly commits: readonly string[]
  readonly labels: readonly string[]
  readonly members: readonly string[]
  readonly branch: string | null
  readonly completedAt: string | null
  readonly approval: Approval | null
  /** Normalised to opus, sonnet or haiku where the text contains one of them. */
  readonly model: string | null
  /** The model as the frontmatter writes it. */
  readonly writtenModel: string | null
  /** First `# ` line of the body. */
  readonly title: string | null
  readonly criteria: Criteria
  readonly sections: readonly Section[]
  /** Id of the driver, from the spec's own id. */
  readonly driver: string | null
  readonly member: number | null
  /** Known frontmatter fields that have a value, sorted. */
  readonly present: readonly string[]
  /** Keys that chant ignores, in file order, repeats kept. */
  readonly unknownFields: readonly string[]
  readonly hasFrontmatter: boolean
  /** Text after the frontmatter. */
  readonly body: string
  /** Where chant's reading differs from what the author probably meant. */
  readonly findings: readonly Finding[]
}

/** A spec file that chant would leave out. */
export type RefusedSpec = {
  readonly id: string
  readonly path: string
  /** Stable word for the cause, such as `unknown-type`. */
  readonly error: string
  /** Frontmatter key concerned, or `null`. */
  readonly field: string | null
  /** One sentence with what was expected and what was found. */
  readonly message: string
  /** Line in the file, from 1, or `null`. */
  readonly line: number | null
}

/** What came of reading one spec file. */
export type SpecReading =
  | { readonly ok: true; readonly spec: Spec }
  | { readonly ok: false; readonly refused: RefusedSpec }
