import { researchDocument } from './research-document.ts'
import { expand } from './research-paths.ts'
import { targetPaths } from './target-files.ts'
import { readSpec } from './read-spec.ts'
import { isMemberOf, specIdOf, specPlace } from './spec-id.ts'
import type { SpecTree } from './locate.ts'
import type { SourceFile, Spec } from './spec.ts'
import type {
  Dependency,
  Member,
  ResearchDocument,
  SourceCommit,
  SpecTrail,
} from './trail.ts'

/** A document with the commit in which it was found. */
export type FoundDocument = {
  readonly at: SourceCommit
  readonly file: SourceFile
}

/** What a trail is resolved from. */
export type TrailGrounds = {
  readonly spec: Spec
  readonly trees: readonly SpecTree[]
  readonly documents: readonly FoundDocument[]
}

/** Follows everything that a spec points to. */
export function resolveTrail(grounds: TrailGrounds): SpecTrail {
  const { spec, trees } = grounds
  const dependencies = spec.dependsOn.map((id) => resolveId(id, trees))
  return {
    dependencies,
    documents: resolveDocuments(grounds),
    members: membersOf(spec, trees),
    mentioned: mentionedIn(spec, trees),
  }
}

type Found = { readonly file: SourceFile; readonly at: SourceCommit }

/** Active before archived in every commit; the head's files win. */
function findById(id: string, trees: readonly SpecTree[]): Found | null {
  for (const archived of [false, true]) {
    for (const { at, files } of trees) {
      const file = files.find(
        ({ path }) =>
          specIdOf(path) === id && specPlace(path)?.archived === archived,
      )
      if (file !== undefined) return { file, at }
    }
  }
  return null
}

/** Resolves an id, or the path of a spec. */
function resolveId(given: string, trees: readonly SpecTree[]): Dependency {
  const none = {
    title: null,
    status: null,
    path: null,
    at: null,
    targetFiles: [],
  }
  if (/^[\w-]+:/u.test(given)) return { id: given, found: 'elsewhere', ...none }
  const id = given.includes('/') ? specIdOf(given) : given
  const found = findById(id, trees)
  if (found === null) return { id, found: 'missing', ...none }
  const { file, at } = found
  const reading = readSpec(file)
  if (!reading.ok) {
    return { id, found: 'refused', ...none, path: file.path, at }
  }
  const { title, status, archived, path } = reading.spec
  return {
    id,
    title,
    status,
    path,
    at,
    found: archived ? 'archive' : 'active',
    targetFiles: targetPaths(reading.spec),
  }
}

function resolveDocuments({
  spec,
  trees,
  documents,
}: TrailGrounds): readonly ResearchDocument[] {
  const known = new Map(
    documents.map((one) => [one.file.path, one] as const).reverse(),
  )
  const paths = [...known.keys()]
  const resolved = new Map<string, ResearchDocument>()
  for (const entry of spec.informedBy) {
    const found = expand(spec.root, entry, paths)
    for (const path of found) {
      const document = known.get(path)
      if (document !== undefined) resolved.set(path, researchDocument(document))
    }
    const isSpec =
      found.length === 0 && findById(specIdOf(entry), trees) !== null
    if (found.length === 0 && !isSpec) resolved.set(entry, missing(spec, entry))
  }
  return [...resolved.values()]
}

function missing({ root }: Spec, entry: string): ResearchDocument {
  return {
    path: `${root}${entry}`,
    title: null,
    finding: null,
    recommendation: null,
    at: null,
  }
}

function membersOf(spec: Spec, trees: readonly SpecTree[]): readonly Member[] {
  if (spec.type !== 'driver' && spec.type !== 'group') return []
  const members = new Map<string, Member>()
  const named = new Set(spec.members)
  for (const { files } of trees) {
    for (const file of files) {
      const id = specIdOf(file.path)
      if (members.has(id) || !(isMemberOf(id, spec.id) || named.has(id)))
        continue
      const reading = readSpec(file)
      if (!reading.ok) continue
      const { title, status, path, criteria } = reading.spec
      members.set(id, { id, title, status, path, criteria })
    }
  }
  return [...members.values()].sort(byMemberNumber)
}

function byMemberNumber(one: Member, other: Member): number {
  return one.id.localeCompare(other.id, 'en', { numeric: true })
}

const generatedId =
  /\b\d{4}-\d{2}-\d{2}-[0-9a-z]{3}-[0-9a-z]{3}(?:\.\d{1,9})?\b/gu

/** Ids in the prose that name other specs; the text of agents' runs aside. */
function mentionedIn(
  spec: Spec,
  trees: readonly SpecTree[],
): readonly Dependency[] {
  const prose = spec.sections
    .filter(({ heading }) => heading !== 'Agent Output')
    .map(({ text }) => text)
    .join('\n')
  const words = new Set(
    prose.split(/[^\w.:-]+/u).map((word) => word.replace(/[.:-]{1,9}$/u, '')),
  )
  // A free id of one plain word may be just that word.
  const known = trees
    .flatMap(({ files }) => files.map(({ path }) => specIdOf(path)))
    .filter((id) => words.has(id) && /[-\d]/u.test(id))
  const generated = prose.match(generatedId) ?? []
  const ids = new Set([...known, ...generated])
  for (const id of [spec.id, ...spec.dependsOn]) ids.delete(id)
  return [...ids].slice(0, 20).map((id) => resolveId(id, trees))
}
