import type { Inputs } from '../context/inputs.ts'
import { Refusal } from '../errors.ts'
import type { TreeEntry } from '../io/git/parse.ts'
import { decodeUtf8, readSourceFiles } from '../io/git/source-files.ts'
import type { Sourced } from '../sourced.ts'
import { chantFilePaths } from '../spec/chant-files.ts'
import { findIssue, issueNumberInBranch } from '../spec/issue.ts'
import { locateSpec, type SpecTree } from '../spec/locate.ts'
import { researchPaths } from '../spec/research-paths.ts'
import type { Spec } from '../spec/spec.ts'
import { decodeSpecText, maxSpecBytes } from '../spec/spec-text.ts'
import type { SourceCommit, SpecSearch, SpecTrail } from '../spec/trail.ts'
import { resolveTrail } from '../spec/resolve-trail.ts'
import { readDocuments, type Sources } from './sources.ts'

/** The spec of a branch and everything that it points to. */
export type SpecReadings = {
  readonly search: SpecSearch
  readonly trail: SpecTrail
  readonly issue: Sourced<number> | null
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
  const trees = await readSpecTrees(sources)
  const search = locateSpec(
    {
      specInput: inputs.spec,
      branch,
      issue: inputs.issue ?? issueNumberInBranch(branch),
      changedPaths: request.changedPaths,
    },
    trees,
  )
  if (search.status === 'ambiguous') throw refuseAmbiguous(search, branch)
  const spec = search.status === 'found' ? search.spec : null
  const trail = spec === null ? emptyTrail : await follow(sources, trees, spec)
  return {
    search,
    trail,
    issue: findIssue({ input: inputs.issue, branch, spec }),
  }
}

const emptyTrail: SpecTrail = {
  dependencies: [],
  documents: [],
  members: [],
  mentioned: [],
}

async function readSpecTrees(sources: Sources): Promise<readonly SpecTree[]> {
  const sourceRef = await sources.sourceRef()
  const commits: readonly SourceCommit[] = [
    { ref: sources.head.from, sha: sources.head.sha },
    ...(sourceRef === null || sourceRef.sha === sources.head.sha
      ? []
      : [{ ref: sourceRef.from, sha: sourceRef.sha }]),
  ]
  return Promise.all(commits.map((at) => readSpecTree(sources, at)))
}

async function readSpecTree(
  sources: Sources,
  at: SourceCommit,
): Promise<SpecTree> {
  const entries = await sources.files(at.sha)
  const paths = new Set(chantFilePaths(entries.map(({ path }) => path)))
  const files = await readSourceFiles(
    sources.checkout.repository,
    entries.filter(({ path }) => paths.has(path)),
    {
      maxBytes: maxSpecBytes,
      decode: decodeSpecText,
      instead: (why) => unreadable[why],
    },
  )
  return { at, files }
}

/** Texts that the reader of specs refuses by its own rules, with its own message. */
const unreadable = {
  'too-large': ' '.repeat(maxSpecBytes + 1),
  'no-text': '\0',
} as const

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
