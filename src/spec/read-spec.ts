import { criteriaOf } from './criteria.ts'
import { decodeFrontmatter, type Frontmatter } from './decode-frontmatter.ts'
import type { FrontmatterError } from './frontmatter-fields.ts'
import { findingsOfReading } from './reading-findings.ts'
import { bodyLines, sectionsOf, titleOf } from './sections.ts'
import { membershipOf, specIdOf, specPlace } from './spec-id.ts'
import { maxSpecBytes } from './spec-text.ts'
import {
  type Approval,
  type RefusedSpec,
  type SourceFile,
  type Spec,
  type SpecReading,
  specStatuses,
  type SpecStatus,
  specTypes,
  type SpecType,
} from './spec.ts'
import { type SplitFile, splitFrontmatter } from './split-frontmatter.ts'

/**
 * Reads a spec exactly as chant 0.23 does, and reports where that reading is
 * surprising. Never throws.
 */
export function readSpec(file: SourceFile): SpecReading {
  const unreadable = refuseUnread(file)
  if (unreadable !== null) return { ok: false, refused: unreadable }
  const split = splitFrontmatter(file.text)
  const decoded = decodeFrontmatter(split.yaml ?? '')
  if (!decoded.ok) {
    return { ok: false, refused: refusedBy(file, split, decoded.error) }
  }
  return { ok: true, spec: buildSpec(file, split, decoded.frontmatter) }
}

function refuseUnread({ path, text }: SourceFile): RefusedSpec | null {
  const refusal = { id: specIdOf(path), path, field: null, line: null }
  if (text.length > maxSpecBytes) {
    const message = `the file is larger than ${maxSpecBytes / 1024} KiB, and no spec is`
    return { ...refusal, error: 'too-large', message }
  }
  if (!text.includes('\0')) return null
  return { ...refusal, error: 'no-text', message: 'the file is no UTF-8 text' }
}

function refusedBy(
  { path }: SourceFile,
  split: SplitFile,
  { error, field, message, offset }: FrontmatterError,
): RefusedSpec {
  return {
    id: specIdOf(path),
    path,
    error,
    field,
    message,
    line: split.yamlLine + lineBreaks(split.yaml ?? '', offset),
  }
}

function lineBreaks(text: string, end: number): number {
  return text.slice(0, end).split('\n').length - 1
}

function buildSpec(
  file: SourceFile,
  split: SplitFile,
  frontmatter: Frontmatter,
): Spec {
  const lines = bodyLines(split.body, split.bodyLine)
  const place = specPlace(file.path) ?? { root: '', archived: false }
  const id = specIdOf(file.path)
  const read = {
    id,
    path: file.path,
    blob: file.blob,
    ...place,
    ...membershipOf(id),
    ...fieldsOf(frontmatter),
    title: titleOf(lines),
    criteria: criteriaOf(lines),
    sections: sectionsOf(lines),
    hasFrontmatter: split.yaml !== null,
    body: split.body,
  }
  const findings = findingsOfReading(read, { file, split, frontmatter, lines })
  return { ...read, findings }
}

type Fields = Pick<
  Spec,
  | 'type'
  | 'status'
  | 'dependsOn'
  | 'targetFiles'
  | 'informedBy'
  | 'commits'
  | 'labels'
  | 'members'
  | 'branch'
  | 'completedAt'
  | 'approval'
  | 'model'
  | 'writtenModel'
  | 'present'
  | 'unknownFields'
>

function fieldsOf({ fields, unknown }: Frontmatter): Fields {
  const text = (key: string): string | null => {
    const value = fields.get(key)
    return value?.kind === 'text' ? value.value : null
  }
  const list = (key: string): readonly string[] => {
    const value = fields.get(key)
    return value?.kind === 'list' ? value.value : []
  }
  return {
    type: choose<SpecType>(specTypes, text('type'), 'code'),
    status: choose<SpecStatus>(specStatuses, text('status'), 'pending'),
    dependsOn: list('depends_on'),
    targetFiles: list('target_files'),
    informedBy: list('informed_by'),
    commits: list('commits'),
    labels: list('labels'),
    members: list('members'),
    branch: text('branch'),
    completedAt: text('completed_at'),
    approval: approvalOf(fields.get('approval')),
    model: normalizeModel(text('model')),
    writtenModel: text('model'),
    present: [...fields.keys()].sort(),
    unknownFields: unknown.map(({ key }) => key),
  }
}

function choose<Choice extends string>(
  allowed: readonly Choice[],
  given: string | null,
  otherwise: Choice,
): Choice {
  return allowed.find((one) => one === given) ?? otherwise
}

function approvalOf(
  value: ReturnType<Frontmatter['fields']['get']>,
): Approval | null {
  return value?.kind === 'approval' ? value.value : null
}

/** chant knows three families by their names. */
function normalizeModel(model: string | null): string | null {
  const lower = model?.toLowerCase() ?? ''
  const family = ['opus', 'sonnet', 'haiku'].find((name) =>
    lower.includes(name),
  )
  return family ?? model
}
