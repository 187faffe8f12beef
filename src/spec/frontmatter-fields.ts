import type { Approval } from './spec.ts'

/** A value of the frontmatter after decoding. */
export type FieldValue =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'list'; readonly value: readonly string[] }
  | { readonly kind: 'approval'; readonly value: Approval }
  | { readonly kind: 'other' }

/** Why chant cannot load a frontmatter. */
export type FrontmatterError = {
  readonly error: string
  readonly field: string | null
  readonly message: string
  /** UTF-16 offset in the YAML. */
  readonly offset: number
}

/** How chant decodes the value of a key (frontmatter.rs). */
export type FieldKind =
  | 'type'
  | 'status'
  | 'verification'
  | 'ids'
  | 'list'
  | 'text'
  | 'bool'
  | 'count'
  | 'approval'
  | 'retry-state'

/** Every key that chant knows; all others are ignored, whatever they hold. */
export const fieldKinds: ReadonlyMap<string, FieldKind> = new Map([
  ['type', 'type'],
  ['status', 'status'],
  ['depends_on', 'ids'],
  ['labels', 'list'],
  ['target_files', 'list'],
  ['context', 'list'],
  ['prompt', 'text'],
  ['branch', 'text'],
  ['commits', 'list'],
  ['completed_at', 'text'],
  ['model', 'text'],
  ['tracks', 'list'],
  ['informed_by', 'list'],
  ['origin', 'list'],
  ['schedule', 'text'],
  ['source_branch', 'text'],
  ['target_branch', 'text'],
  ['conflicting_files', 'list'],
  ['blocked_specs', 'list'],
  ['original_spec', 'text'],
  ['last_verified', 'text'],
  ['verification_status', 'verification'],
  ['verification_failures', 'list'],
  ['replayed_at', 'text'],
  ['replay_count', 'count'],
  ['original_completed_at', 'text'],
  ['approval', 'approval'],
  ['members', 'list'],
  ['output_schema', 'text'],
  ['public', 'bool'],
  ['derived_fields', 'list'],
  ['retry_state', 'retry-state'],
])
