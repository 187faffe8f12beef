import type { Inputs } from '../context/inputs.ts'
import { Refusal } from '../errors.ts'
import type { TreeEntry } from '../io/git/parse.ts'
import { decodeUtf8 } from '../io/git/source-files.ts'
import type { Sourced } from '../sourced.ts'
import { findIssue, issueNumberInBranch } from '../spec/issue.ts'
import {
  locateInTree,
  type LocateRequest,
  locateSpec,
  type SpecTree,
} from '../spec/locate.ts'
import { findReproductionSpec } from '../spec/reproduction-spec.ts'
import { researchPaths } from '../spec/research-paths.ts'
import { findBypassedSpec, findSourceSpec } from '../spec/source-spec.ts'
import type { Spec } from '../spec/spec.ts'
import type { SourceSpec, SpecSearch, SpecTrail } from '../spec/trail.ts'
import { resolveTrail } from '../spec/resolve-trail.ts'
import { readSpecTrees } from './read-spec-trees.ts'
import { readDocuments, type Sources } from './sources.ts'

/** The spec of a branch and everything that it points to. */
export type SpecReadings = {
  readonly search: SpecSearch
  readonly trail: SpecTrail
  readonly issue: Sourced<number> | null
  /** The spec that describes the reproduction test, or `null`. */
  readonly reproduction: Spec | null
  /** What `source-ref` has for a branch that carries its own spec, or `null`. */
  readonly sourceSpec: SourceSpec | null
  /** A spec beside the one that was taken, which fits the branch by its issue and has open criteria, or `null`. */
  readonly bypassedSpec: Spec | null
}

/** What the search starts from. */
export type SpecRequest = {
  readonly inputs: Pick<Inputs, 'spec' | 'issue'>
  readonly branch: string
  readonly changedPaths: readonly string[]
}

/** Research documents are quoted by a sentence, not carried over. Bytes. */
const maxDocumentBytes = 512 * 1024

/**
 * Looks for the spec at the head, then at `source-ref`, and follows what it
 * names. Throws {@link Refusal} when several specs claim the branch.
 */
export async function readSpecTrail(
  sources: Sources,
  request: SpecRequest,
): Promise<SpecReadings> {
  const { inputs, branch } = request
  const wanted: LocateRequest = {
    specInput: inputs.spec,
    branch,
    issue: inputs.issue ?? issueNumberInBranch(branch),
    changedPaths: request.changedPaths,
  }
  const trees = await readNeededTrees(sources, wanted)
  const search = locateSpec(wanted, trees)
  if (search.status === 'ambiguous') throw refuseAmbiguous(search, branch)
  const spec = search.status === 'found' ? search.spec : null
  const trail = spec === null ? emptyTrail : await follow(sources, trees, spec)
  return {
    search,
    trail,
    reproduction: spec === null ? null : findReproductionSpec(spec, trees),
    issue: findIssue({ input: inputs.issue, branch, spec }),
    sourceSpec: await readSourceSpec(sources, wanted, search),
    bypassedSpec: bypassed(wanted, search, trees),
  }
}

async function readSourceSpec(
  sources: Sources,
  wanted: LocateRequest,
  search: SpecSearch,
): Promise<SourceSpec | null> {
  const { head } = sources
  if (search.status !== 'found' || search.at.sha !== head.sha) return null
  const sourceRef = await sources.sourceRef()
  if (sourceRef === null || sourceRef.sha === head.sha) return null
  const [tree] = await readSpecTrees(sources, [sourceRef], {
    ...wanted,
    changedPaths: [...wanted.changedPaths, search.spec.path],
  })
  return tree === undefined ? null : findSourceSpec(tree, wanted, search.spec)
}

function bypassed(
  wanted: LocateRequest,
  search: SpecSearch,
  trees: readonly SpecTree[],
): Spec | null {
  if (search.status !== 'found' || search.by === 'input') return null
  const { spec, at } = search
  const tree = trees.find((one) => one.at.sha === at.sha)
  return tree === undefined ? null : findBypassedSpec(tree, wanted, spec)
}

const emptyTrail: SpecTrail = {
  dependencies: [],
  documents: [],
  members: [],
  mentioned: [],
}

/** The head's specs, and those of `source-ref` where the head does not hold all that is asked for. */
async function readNeededTrees(
  sources: Sources,
  wanted: LocateRequest,
): Promise<readonly SpecTree[]> {
  const { head } = sources
  const [near] = await readSpecTrees(sources, [head], wanted)
  if (near !== undefined && (await hasAll(sources, near, wanted))) return [near]
  const other = await sources.sourceRef()
  return other === null || other.sha === head.sha
    ? [near].flatMap((tree) => tree ?? [])
    : readSpecTrees(sources, [head, other], wanted)
}

async function hasAll(
  sources: Sources,
  tree: SpecTree,
  wanted: LocateRequest,
): Promise<boolean> {
  const search = locateInTree(wanted, tree)
  if (search === null) return false
  if (search.status !== 'found') return true
  const { type } = search.spec
  // chant removes other specs from the branches that it works on, members included.
  if (type === 'driver' || type === 'group') return false
  const trail = await follow(sources, [tree], search.spec)
  return (
    trail.documents.every(({ at }) => at !== null) &&
    [...trail.dependencies, ...trail.mentioned].every(
      ({ found }) => found !== 'missing',
    )
  )
}

async function follow(
  sources: Sources,
  trees: readonly SpecTree[],
  spec: Spec,
): Promise<SpecTrail> {
  const documents = await Promise.all(
    trees.map(async ({ at }) => {
      const entries: readonly TreeEntry[] = await sources.files(at.sha)
      const all = entries.map(({ path }) => path)
      const files = await readDocuments(sources, at.sha, {
        paths: researchPaths(spec, all),
        maxBytes: maxDocumentBytes,
        decode: decodeUtf8,
      })
      return files.map((file) => ({ at, file }))
    }),
  )
  return resolveTrail({ spec, trees, documents: documents.flat() })
}

function refuseAmbiguous(
  search: Extract<SpecSearch, { status: 'ambiguous' }>,
  branch: string,
): Refusal {
  const list = search.candidates
    .map(
      ({ path, title }) => `  - ${path}${title === null ? '' : ` (${title})`}`,
    )
    .join('\n')
  return new Refusal(
    `Several specs could be the one of ${branch} at ${search.at.ref}:\n${list}`,
    {
      remedy:
        'Say which one: input `spec` with its id, or `branch:` in the frontmatter of the right one.',
    },
  )
}
