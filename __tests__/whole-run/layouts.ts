import { git } from '../../harness/git.ts'
import { workflowFiles } from '../../src/workflows/workflow-files.ts'
import type { Files } from '../../harness/fork-world.ts'
import type { Scene } from './scene.ts'

type Choice = Partial<Parameters<typeof workflowFiles>[0]>

/** The workflows that `init` writes for a layout, as files. */
export function layoutFiles(choice: Choice): Files {
  const all = { layout: 'push', oneJob: false, sweep: false } as const
  return Object.fromEntries(
    workflowFiles({ ...all, ...choice }).map(({ path, text }) => [path, text]),
  )
}

/** Commits files on the fork's default branch, and goes back to the fix branch. */
export function commitOnDefault({ world, fork }: Scene, files: Files): void {
  const { clone } = world
  git(clone, 'switch', '--quiet', '--force-create', fork.defaultBranch, 'main')
  world.write(files)
  world.commit('Stage fix branches')
  world.push(fork.defaultBranch)
  git(clone, 'switch', '--quiet', '-')
}
