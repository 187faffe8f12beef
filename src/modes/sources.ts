import { defaultConfigPath } from '../context/inputs.ts'
import { Refusal } from '../errors.ts'
import type { NamedCommit } from '../io/git/branches.ts'
import type { TreeEntry } from '../io/git/parse.ts'
import { readSourceFiles, readTextFile } from '../io/git/source-files.ts'
import type { SourceFile } from '../spec/spec.ts'
import { type Checkout, forkBranch, requireCommit } from './checkout.ts'

/**
 * The commits in which spec, research and configuration are looked for: the
 * head first, then `source-ref`. Each is listed once, when it is needed.
 */
export type Sources = {
  readonly checkout: Checkout
  readonly head: NamedCommit
  /** The commit of `source-ref`, or `null` when the fork has none. */
  sourceRef(): Promise<NamedCommit | null>
  /** Head of the fork's default branch, or `null` when it is not known. */
  defaultBranch(): Promise<NamedCommit | null>
  files(commit: string): Promise<readonly TreeEntry[]>
}

/** Which branch `source-ref` is. */
export type SourceRefRequest = {
  /** Input `source-ref`, or `null`. */
  readonly given: string | null
  readonly defaultBranch: string | null
  /** The commits that a plan names, where there is one: branches may have moved since. */
  readonly pinned?: PinnedSources
}

/** Commits that stand for `source-ref` and the default branch. */
type PinnedSources = {
  readonly sourceRef: NamedCommit | null
  readonly defaultBranch: NamedCommit | null
}

/** Opens the sources of a head commit; nothing is read yet. */
export function openSources(
  checkout: Checkout,
  head: NamedCommit,
  request: SourceRefRequest,
): Sources {
  const listings = new Map<string, Promise<readonly TreeEntry[]>>()
  let sourceRef: Promise<NamedCommit | null> | null = null
  let ofDefault: Promise<NamedCommit | null> | null = null
  const { pinned } = request
  const defaultBranch = (): Promise<NamedCommit | null> =>
    (ofDefault ??= findDefault(checkout, request))
  return {
    checkout,
    head,
    sourceRef: () =>
      (sourceRef ??=
        pinned === undefined
          ? findSourceRef(checkout, request.given, defaultBranch)
          : havePinned(checkout, pinned.sourceRef)),
    defaultBranch,
    files: (commit) => {
      const known = listings.get(commit)
      const listing = known ?? checkout.repository.files(commit)
      listings.set(commit, listing)
      return listing
    },
  }
}

async function findDefault(
  checkout: Checkout,
  { pinned, defaultBranch }: SourceRefRequest,
): Promise<NamedCommit | null> {
  if (pinned !== undefined) return havePinned(checkout, pinned.defaultBranch)
  return defaultBranch === null ? null : forkBranch(checkout, defaultBranch)
}

async function havePinned(
  checkout: Checkout,
  commit: NamedCommit | null,
): Promise<NamedCommit | null> {
  if (commit === null) return null
  await requireCommit(checkout, { sha: commit.sha, branch: commit.from })
  return commit
}

/** Branch that holds the specs of a fork whose fix branches carry none. */
export const specsBranch = 'staging-specs'

async function findSourceRef(
  checkout: Checkout,
  given: string | null,
  defaultBranch: () => Promise<NamedCommit | null>,
): Promise<NamedCommit | null> {
  if (given !== null) {
    const commit = await forkBranch(
      checkout,
      given.replace(/^refs\/heads\//u, ''),
    )
    if (commit !== null) return commit
    throw new Refusal(
      `input \`source-ref\`: the fork has no branch ${given}.`,
      {
        remedy: 'Push the branch to the fork, or leave the input out.',
      },
    )
  }
  return (await forkBranch(checkout, specsBranch)) ?? defaultBranch()
}

/** Configuration files are small. Bytes. */
const maxConfigBytes = 64 * 1024

/** A configuration file and whether the fix branch carries it itself. */
export type ConfigSource = {
  readonly file: SourceFile | null
  readonly isFromHead: boolean
}

/** The configuration file of one commit, or `null`. Throws {@link Refusal} when it cannot be read. */
export function readConfigAt(
  { checkout }: Sources,
  commit: string,
  path: string,
): Promise<SourceFile | null> {
  return readTextFile(checkout.repository, { commit, path }, maxConfigBytes)
}

/** The places beside the head that may hold the configuration: `source-ref`, then the fork's default branch. */
export async function configPlaces(
  sources: Sources,
): Promise<readonly NamedCommit[]> {
  const sourceRef = await sources.sourceRef()
  const defaultBranch = await sources.defaultBranch()
  const places = [sourceRef, defaultBranch].filter((place) => place !== null)
  const isFirst = ({ sha }: NamedCommit, index: number): boolean =>
    places.findIndex((other) => other.sha === sha) === index
  return places.filter(
    (place, index) => place.sha !== sources.head.sha && isFirst(place, index),
  )
}

/** The configuration file at the head, else in the first of {@link configPlaces} that has it. Throws {@link Refusal} when a path that a person gave exists in none. */
export async function readConfigFile(
  sources: Sources,
  given: string | null,
): Promise<ConfigSource> {
  const path = given ?? defaultConfigPath
  const atHead = await readConfigAt(sources, sources.head.sha, path)
  if (atHead !== null) return { file: atHead, isFromHead: true }
  const places = await configPlaces(sources)
  for (const { sha } of places) {
    const file = await readConfigAt(sources, sha, path)
    if (file !== null) return { file, isFromHead: false }
  }
  if (path === defaultConfigPath) return { file: null, isFromHead: false }
  const others = places.map(({ from }) => ` nor on ${from}`).join('')
  throw new Refusal(
    `input \`config\`: ${path} is neither on ${sources.head.from}${others}.`,
    { remedy: 'Commit the file, or correct the path.' },
  )
}

/** Texts of files of one commit, by path; what is too large or no text is left out. */
export async function readDocuments(
  sources: Sources,
  commit: string,
  request: {
    readonly paths: readonly string[]
    readonly maxBytes: number
    readonly decode: (bytes: Uint8Array) => string | null
  },
): Promise<readonly SourceFile[]> {
  const wanted = new Set(request.paths)
  const entries = await sources.files(commit)
  return readSourceFiles(
    sources.checkout.repository,
    entries.filter(({ path }) => wanted.has(path)),
    {
      maxBytes: request.maxBytes,
      decode: request.decode,
      instead: () => null,
    },
  )
}
