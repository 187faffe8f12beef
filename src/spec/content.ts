import { isPlaceholder } from '../markdown/prose.ts'
import { headingOf } from './content/blocks.ts'
import {
  type LabelledSection,
  labelledParts,
  type PartKind,
} from './content/labelled-parts.ts'
import {
  afterHeadings,
  beforeHeadings,
  causeHeadings,
  decisionHeadings,
  implementationHeadings,
  notesHeadings,
  sectionsNamed,
} from './content/section-roles.ts'
import type { Section, Spec } from './spec.ts'

/** A piece of the spec's prose and where it stands. */
export type Passage = {
  /** Markdown as written, never empty and no placeholder. */
  readonly markdown: string
  /** Heading of the `## ` section; `null` for the text between title and first section. */
  readonly heading: string | null
  /** Line in the spec file, from 1, or `null` where it is not known. */
  readonly line: number | null
  /** To whom it speaks: Release Notes and User Impact to users, everything else to developers. */
  readonly audience: 'users' | 'developers'
}

/** What a staging PR wants to know and the spec does not say. */
type MissingPart = 'release-notes' | 'before' | 'after' | 'implementation'

/** What the prose of a spec says about its fix. */
export type SpecContent = {
  /** Heading of the Release Notes, as written: `Fixed: … (#12)`. */
  readonly headline: Passage | null
  readonly before: Passage | null
  readonly after: Passage | null
  readonly cost: Passage | null
  readonly migration: Passage | null
  readonly cause: Passage | null
  readonly implementation: Passage | null
  readonly notes: Passage | null
  readonly decisions: Passage | null
  readonly missing: readonly MissingPart[]
}

/**
 * Takes from a spec what a staging PR says in prose. Release Notes and User
 * Impact speak to users and come first; Problem, Solution and the like stand
 * in for them. Placeholders count as empty, and what an agent printed
 * (`## Agent Output` and everything after it) is never looked at.
 */
export function specContent(spec: Spec): SpecContent {
  const sections = authoredSections(spec)
  const notes = firstLabelled(sections, ['release notes', 'release note'])
  const impact = firstLabelled(sections, ['user impact'])
  const labelled = (kind: PartKind): Passage | null =>
    partOf(impact, kind) ?? partOf(notes, kind)
  const first = (headings: readonly string[]): Passage | null =>
    firstPassage(sections, headings)
  const content = {
    headline: headlineOf(notes),
    before: labelled('before') ?? first(beforeHeadings),
    after:
      labelled('after') ??
      partOf(impact, 'plain') ??
      partOf(notes, 'plain') ??
      first(afterHeadings),
    cost: labelled('cost'),
    migration: labelled('migration'),
    cause: first(causeHeadings),
    implementation:
      labelled('implementation') ??
      first(implementationHeadings) ??
      introduction(spec),
    notes: first(notesHeadings),
    decisions: first(decisionHeadings),
  }
  return { ...content, missing: missingParts(content) }
}

function missingParts(
  content: Omit<SpecContent, 'missing'>,
): readonly MissingPart[] {
  const { before, after } = content
  const speaks = [before, after].some((text) => text?.audience === 'users')
  const missing: MissingPart[] = speaks ? [] : ['release-notes']
  if (before === null) missing.push('before')
  if (after === null) missing.push('after')
  if (content.implementation === null) missing.push('implementation')
  return missing
}

type Labelled = LabelledSection & { readonly section: Section }

function firstLabelled(
  sections: readonly Section[],
  headings: readonly string[],
): Labelled | null {
  for (const section of sectionsNamed(sections, headings)) {
    return { ...labelledParts(section.text), section }
  }
  return null
}

/** All parts of one kind, joined. */
function partOf(labelled: Labelled | null, kind: PartKind): Passage | null {
  if (labelled === null) return null
  const parts = labelled.parts.filter(
    (part) => part.kind === kind && !isPlaceholder(part.text),
  )
  const [first] = parts
  if (first === undefined) return null
  return {
    markdown: parts.map(({ text }) => text).join('\n\n'),
    heading: labelled.section.heading,
    line: labelled.section.line + 1 + first.index,
    audience: 'users',
  }
}

function headlineOf(labelled: Labelled | null): Passage | null {
  const headline = labelled?.headline ?? null
  if (labelled === null || headline === null) return null
  if (isPlaceholder(headline.text)) return null
  return {
    markdown: headline.text,
    heading: labelled.section.heading,
    line: labelled.section.line + 1 + headline.index,
    audience: 'users',
  }
}

function firstPassage(
  sections: readonly Section[],
  headings: readonly string[],
): Passage | null {
  for (const { heading, line, text } of sectionsNamed(sections, headings)) {
    if (isPlaceholder(text)) continue
    return { markdown: text.trim(), heading, line, audience: 'developers' }
  }
  return null
}

const transcript = /^[ \t]*## Agent Output[ \t]*\r?$/mu

/** Sections up to the first transcript, which an open fence may have swallowed into a section. */
function authoredSections(spec: Spec): readonly Section[] {
  const end = spec.sections.findIndex(
    ({ heading }) => heading.trim() === 'Agent Output',
  )
  const authored = end === -1 ? spec.sections : spec.sections.slice(0, end)
  return authored.map((section) => ({
    ...section,
    text: section.text.split(transcript, 1)[0] ?? '',
  }))
}

/** What stands between the title and the first heading of any level. */
function introduction(spec: Spec): Passage | null {
  const lines = spec.body.split('\n')
  const title = lines.findIndex((line) => line.trim().startsWith('# '))
  const rest = lines.slice(title + 1)
  const end = rest.findIndex((line) => headingOf(line.trimStart()) !== null)
  const text = (end === -1 ? rest : rest.slice(0, end)).join('\n').trim()
  if (isPlaceholder(text)) return null
  return { markdown: text, heading: null, line: null, audience: 'developers' }
}
