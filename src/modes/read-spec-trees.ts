import type { NamedCommit } from '../io/git/branches.ts'
import { filesWithText } from '../io/git/grep.ts'
import type { TreeEntry } from '../io/git/parse.ts'
import { readSourceFiles } from '../io/git/source-files.ts'
import { chantFilePaths } from '../spec/chant-files.ts'
import type { LocateRequest, SpecTree } from '../spec/locate.ts'
import { namedSpecs } from '../spec/named-specs.ts'
import { fitsByPath, textsToSearch } from '../spec/narrow-search.ts'
import { specPlace } from '../spec/spec-place.ts'
import type { SourceFile } from '../spec/spec.ts'
import { decodeSpecText, maxSpecBytes } from '../spec/spec-text.ts'
import type { Sources } from './sources.ts'

/** As many are read without asking git first which of them can matter. */
const fewSpecs = 200

/** With more folders of specs git is not asked: their names would have to fit on its command line. */
const mostFolders = 100

/**
 * The spec files of some commits. Of many only those are read that the search
 * could take, and then, from commit to commit, all that these name.
 */
export async function readSpecTrees(
  sources: Sources,
  commits: readonly NamedCommit[],
  wanted: LocateRequest,
): Promise<readonly SpecTree[]> {
  const shelves = await Promise.all(
    commits.map((commit) => openShelf(sources, commit, wanted)),
  )
  for (let fresh = shelves.flatMap(({ files }) => files); fresh.length > 0;) {
    const isNamed = namedSpecs(fresh)
    const read = await Promise.all(
      shelves.map((shelf) => readMore(sources, shelf, isNamed)),
    )
    fresh = read.flat()
  }
  return shelves.map(({ at, paths, files }) => {
    const read = new Map(files.map((file) => [file.path, file]))
    const ordered = paths.flatMap((path) => read.get(path) ?? [])
    return { at, paths, files: ordered }
  })
}

/** The spec files of a commit, some of them read. */
type Shelf = {
  readonly at: SpecTree['at']
  readonly paths: readonly string[]
  readonly files: SourceFile[]
  unread: readonly TreeEntry[]
}

async function openShelf(
  sources: Sources,
  { sha, from }: NamedCommit,
  wanted: LocateRequest,
): Promise<Shelf> {
  const all = await sources.files(sha)
  const paths = chantFilePaths(all.map(({ path }) => path))
  const known = new Set(paths)
  const shelf: Shelf = {
    at: { ref: from, sha },
    paths,
    files: [],
    unread: all.filter(({ path }) => known.has(path)),
  }
  const found = await search(sources, { commit: sha, paths }, wanted)
  const isNear = ({ path }: TreeEntry): boolean =>
    found === null || found.has(path) || fitsByPath(wanted, path)
  await readMore(sources, shelf, isNear)
  return shelf
}

/** Paths that hold what is looked for; `null` where all are read. */
async function search(
  { checkout }: Sources,
  at: { readonly commit: string; readonly paths: readonly string[] },
  wanted: LocateRequest,
): Promise<ReadonlySet<string> | null> {
  if (at.paths.length <= fewSpecs) return null
  const roots = new Set(at.paths.map((path) => specPlace(path)?.root ?? ''))
  if (roots.size > mostFolders) return null
  const found = await filesWithText(checkout.repository.git, at.commit, {
    texts: textsToSearch(wanted),
    folders: [...roots].map((root) => `${root}.chant`),
  })
  return found === null ? null : new Set(found)
}

async function readMore(
  { checkout }: Sources,
  shelf: Shelf,
  isWanted: (entry: TreeEntry) => boolean,
): Promise<readonly SourceFile[]> {
  const chosen = shelf.unread.filter(isWanted)
  if (chosen.length === 0) return []
  const taken = new Set(chosen)
  shelf.unread = shelf.unread.filter((entry) => !taken.has(entry))
  const files = await readSourceFiles(checkout.repository, chosen, {
    maxBytes: maxSpecBytes,
    decode: decodeSpecText,
    instead: (why) => unreadable[why],
  })
  shelf.files.push(...files)
  return files
}

/** Texts that the reader of specs refuses by its own rules, with its own message. */
const unreadable = {
  'too-large': ' '.repeat(maxSpecBytes + 1),
  'no-text': '\0',
} as const
