import type { ExplainedChange } from '../../evidence/explain-changes.ts'
import type { SpecContent } from '../../spec/content.ts'
import type { Spec } from '../../spec/spec.ts'
import type { StagingFacts } from '../staging-facts.ts'

/** How much of each kind of text a body shows. */
export type Detail = {
  /** Lines of the end of a failed step's output. */
  readonly tailLines: number
  /** Rows of the criteria table. */
  readonly criteria: number
  /** UTF-16 units of one passage of the spec. */
  readonly proseCharacters: number
  /** Changed files. */
  readonly files: number
  /** Documents, dependencies, members, new tests, commands, of each. */
  readonly items: number
  /** What was left out, as words for a person; `[]` when everything is there. */
  readonly leftOut: readonly string[]
}

/** Everything that a section is written from. */
export type BodyInput = {
  readonly facts: StagingFacts
  readonly spec: Spec | null
  readonly content: SpecContent | null
  readonly files: readonly ExplainedChange[]
  readonly detail: Detail
  /** Run link, durations and versions as they are, or `…` in their place. */
  readonly volatile: 'shown' | 'left out'
  /** Makes a passage of foreign Markdown fit to stand in the body. */
  readonly prose: (markdown: string) => string
}

/** A value that differs between two runs of the same commit. */
export function volatile(input: BodyInput, text: string): string {
  return input.volatile === 'shown' ? text : '…'
}
