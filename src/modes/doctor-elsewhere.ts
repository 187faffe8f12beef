import type { Workflows } from '../doctor/facts.ts'
import type { GitRepository } from '../io/git/repository.ts'
import { filesAt, folder, type ReadWorkflows } from './doctor-files.ts'

/** Branches that are looked at, newest first, and different folders of workflows among them. */
const most = { branches: 200, folders: 20 } as const

/** Branches of the fork that have a workflow of ours, where none is where it is looked for. */
export async function findElsewhere(
  repository: GitRepository,
  remote: string,
  { head, onDefault, uncommitted, unpushed }: ReadWorkflows,
): Promise<Workflows['elsewhere']> {
  const known = [head, onDefault ?? [], uncommitted, unpushed].flat()
  if (known.some(({ isOurs }) => isOurs)) return []
  const tips = await readTips(repository, remote)
  const trees = await treesOf(repository, tips)
  // Most branches of a fork have the same workflows.
  const different = [...new Set(trees.values())].slice(0, most.folders)
  const found = await Promise.all(
    different.map(async (tree) => {
      const tip = tips.find(({ commit }) => trees.get(commit) === tree)
      const there =
        tip === undefined ? [] : await filesAt(repository, tip.commit)
      const path = there.find(({ isOurs }) => isOurs)?.path
      return path === undefined ? [] : [[tree, path] as const]
    }),
  )
  const paths = new Map(found.flat())
  return tips.flatMap(({ branch, commit }) => {
    const path = paths.get(trees.get(commit) ?? '')
    return path === undefined ? [] : [{ branch, path }]
  })
}

type Tip = { readonly branch: string; readonly commit: string }

async function readTips(
  { git }: GitRepository,
  remote: string,
): Promise<readonly Tip[]> {
  const { stdout } = await git.run([
    'for-each-ref',
    '--sort=-committerdate',
    `--count=${most.branches}`,
    '--format=%(objectname) %(refname)',
    `refs/remotes/${remote}/`,
  ])
  return stdout
    .toString('utf8')
    .split('\n')
    .flatMap((line) => {
      const [commit = '', ref = ''] = line.split(' ', 2)
      const branch = ref.slice(`refs/remotes/${remote}/`.length)
      return branch === '' || branch === 'HEAD' ? [] : [{ branch, commit }]
    })
}

/** Commit → its folder of workflows, where it has one. */
async function treesOf(
  { git }: GitRepository,
  tips: readonly Tip[],
): Promise<ReadonlyMap<string, string>> {
  const input = tips.map(({ commit }) => `${commit}:${folder}\n`).join('')
  const args = ['cat-file', '--batch-check=%(objecttype) %(objectname)']
  const { stdout } = await git.run(args, { input })
  const lines = stdout.toString('utf8').split('\n')
  return new Map(
    tips.flatMap(({ commit }, index) => {
      const [type, tree = ''] = (lines[index] ?? '').split(' ')
      return type === 'tree' ? [[commit, tree] as const] : []
    }),
  )
}
