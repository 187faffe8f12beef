import type { RuleId } from '../../finding.ts'

/** Something that a person has to close or to judge, with its place and reason. */
export type Point = {
  /** Finding behind it, or `null`. */
  readonly rule: RuleId | null
  readonly markdown: string
  /** The same for a terminal or a commit status. */
  readonly plain: string
}
