import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { SpecFacts } from '../doctor/facts.ts'
import { Refusal } from '../errors.ts'
import { checkSpec } from '../evidence/checks/spec.ts'
import type { NamedCommit } from '../io/git/branches.ts'
import type { GitRepository } from '../io/git/repository.ts'
import { chantFilePaths } from '../spec/chant-files.ts'
import { issueNumberInBranch } from '../spec/issue.ts'
import type { SpecSearch } from '../spec/trail.ts'
import { type Branches, isFixBranch } from './doctor-branches.ts'
import type { Sources } from './sources.ts'
import { readSpecTrail } from './spec-trail.ts'
import { foldersToShare } from './specs.ts'

/** Where specs are, whether one is the branch's, and the number of the issue. */
export async function readSpecFacts(
  sources: Sources,
  branches: Branches,
): Promise<{ readonly spec: SpecFacts; readonly issue: number | null }> {
  const counts = await countAll(sources)
  if (!isFixBranch(branches)) {
    return { spec: { ...counts, ...notFound, faults: [] }, issue: null }
  }
  try {
    const { search, issue } = await readSpecTrail(sources, {
      inputs: { spec: null, issue: null },
      branch: sources.head.from,
      changedPaths: await changedPaths(sources.checkout.repository, branches),
    })
    const spec = { ...counts, ...foundBy(search), faults: faultsOf(search) }
    return { spec, issue: issue?.value ?? null }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { message, remedy } = error
    const faults = [{ message, remedy: remedy ?? 'correct it' }]
    return {
      spec: { ...counts, ...notFound, faults },
      issue: issueNumberInBranch(sources.head.from),
    }
  }
}

type Found = Pick<SpecFacts, 'isFound' | 'doubts' | 'root'>

const notFound: Found = { isFound: false, doubts: [], root: '' }

function foundBy(search: SpecSearch): Found {
  return search.status === 'found'
    ? { isFound: true, doubts: checkSpec(search), root: search.spec.root }
    : notFound
}

async function countAll(
  sources: Sources,
): Promise<Omit<SpecFacts, 'faults' | keyof Found>> {
  const { head, checkout } = sources
  const sourceRef = await readSourceRef(sources)
  const isOther = sourceRef !== null && sourceRef.sha !== head.sha
  return {
    atHead: await countSpecs(sources, head.sha),
    atSource: isOther ? await countSpecs(sources, sourceRef.sha) : 0,
    inWorkTree: await countInWorkTree(checkout.repository),
    sourceRef: sourceRef?.from ?? null,
  }
}

function faultsOf(search: SpecSearch): SpecFacts['faults'] {
  return search.status === 'refused'
    ? [
        {
          message:
            `The spec ${search.refused.path} is refused as chant would refuse it: ${search.refused.message}`.replace(
              /\.$/u,
              '',
            ),
          remedy: `correct its frontmatter; \`staging-pr spec ${search.refused.path}\` shows how it is read`,
        },
      ]
    : []
}

/** One that the fork does not have is said where the spec is looked for. */
async function readSourceRef(sources: Sources): Promise<NamedCommit | null> {
  try {
    return await sources.sourceRef()
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

async function changedPaths(
  repository: GitRepository,
  { head, commits }: Branches,
): Promise<readonly string[]> {
  const from = commits.upstream ?? commits.onBase
  const shared = from === null ? null : await repository.mergeBase(from, head)
  if (shared === null) return []
  const changes = await repository.changes(shared, head)
  return changes.map(({ path }) => path)
}

async function countSpecs(sources: Sources, commit: string): Promise<number> {
  const entries = await sources.files(commit)
  return chantFilePaths(entries.map(({ path }) => path)).length
}

/** Spec files in the work tree, whatever git is told to ignore. */
async function countInWorkTree({ topLevel }: GitRepository): Promise<number> {
  const folders = await foldersToShare(topLevel)
  const names = await Promise.all(
    folders
      .filter((folder) => folder.endsWith('/specs'))
      .map((folder) =>
        readdir(join(topLevel, folder), { recursive: true }).catch(() => []),
      ),
  )
  return names.flat().filter((name) => name.endsWith('.md')).length
}
