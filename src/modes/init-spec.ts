import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { defaultConfigPath } from '../context/inputs.ts'
import { Refusal } from '../errors.ts'
import {
  forkRemote,
  remoteDefaultBranch,
  roleOfRemotes,
} from '../io/git/branches.ts'
import { isStagingPath } from '../evidence/staging-paths.ts'
import { specSkeleton } from '../init/spec-skeleton.ts'
import type { GitRepository } from '../io/git/repository.ts'
import { issueNumbersInLabels } from '../spec/issue.ts'
import { researchDocument } from '../spec/research-document.ts'
import type { SourceFile, Spec } from '../spec/spec.ts'
import { loadable, newId, readFolder } from './chant-folder.ts'
import { openLocalRepository } from './local-run.ts'
import type { Terminal } from './terminal.ts'

/** Writes the skeleton of a fork fix's spec, filled from the research that is there. Throws {@link Refusal} where the issue has a spec. */
export async function initSpec(
  terminal: Terminal,
  { issue, print }: { readonly issue: number; readonly print: boolean },
): Promise<number> {
  const repository = await openLocalRepository(terminal)
  try {
    const specs = loadable(
      await readFolder(repository.topLevel, '.chant/specs'),
    )
    const related = specs.filter(({ labels }) =>
      issueNumbersInLabels(labels).includes(issue),
    )
    if (!print) refusePresent(related, issue)
    const text = await skeletonOf(repository, issue, related)
    if (print) terminal.out(text)
    else await put(repository, { id: newId(specs), text }, terminal)
    return 0
  } finally {
    repository.close()
  }
}

async function skeletonOf(
  repository: GitRepository,
  issue: number,
  related: readonly Spec[],
): Promise<string> {
  const research = await readFolder(repository.topLevel, '.chant/research')
  const tasks = related.filter(({ type }) => type === 'task')
  return specSkeleton({
    issue,
    dependsOn: tasks.map(({ id }) => id),
    documents: research
      .filter((file) => speaksOf(file, issue))
      .map((file) => researchDocument({ at: onDisk, file })),
    targetFiles: await changedFiles(repository),
  })
}

const onDisk = { ref: 'the work tree', sha: '' } as const

async function put(
  { topLevel }: GitRepository,
  { id, text }: { readonly id: string; readonly text: string },
  terminal: Terminal,
): Promise<void> {
  const path = `.chant/specs/${id}.md`
  await mkdir(dirname(join(topLevel, path)), { recursive: true })
  await writeFile(join(topLevel, path), text, { flag: 'wx' })
  terminal.out(
    `Wrote ${path}.\nFill in what begins with TODO, and see how it is read: staging-pr spec ${path}\nTo keep it off the branch, put it on one of its own: staging-pr specs push\n`,
  )
}

function refusePresent(related: readonly Spec[], issue: number): void {
  const present = related.find(({ type }) => type === 'code')
  if (present === undefined) return
  throw new Refusal(
    `Issue ${issue} has a spec already: ${present.path}${present.title === null ? '' : ` (${present.title})`}.`,
    {
      remedy: `Go on with that one, or see another: staging-pr init --spec ${issue} --print`,
    },
  )
}

/** By the numbers in its name, or where that has none, by what it says at its beginning. */
function speaksOf({ path, text }: SourceFile, issue: number): boolean {
  const ofName = numbersIn(path.replace(/\d{4}-\d{2}-\d{2}/u, ''))
  const numbers = ofName.length > 0 ? ofName : numbersIn(text.slice(0, 4_000))
  return numbers.includes(issue)
}

function numbersIn(text: string): readonly number[] {
  return (text.match(/\d{2,9}/gu) ?? []).map(Number)
}

/** What the branch changes against upstream's default branch, else the fork's, as the clone knows it. */
async function changedFiles(
  repository: GitRepository,
): Promise<readonly string[]> {
  const remotes = await repository.remotes()
  const remote = roleOfRemotes(remotes).upstream ?? forkRemote(remotes)
  const branch = await remoteDefaultBranch(repository, remote)
  const base = await repository.commit(
    `refs/remotes/${remote}/${branch ?? 'HEAD'}`,
  )
  const head = await repository.commit('HEAD')
  const mergeBase =
    base === null || head === null
      ? null
      : await repository.mergeBase(base, head)
  if (mergeBase === null || head === null) return []
  const changes = await repository.changes(mergeBase, head)
  const staging = { documents: [], configPath: defaultConfigPath }
  return changes
    .map(({ path }) => path)
    .filter((path) => !isStagingPath(path, staging))
    .slice(0, 50)
}
