import { join } from 'node:path'
import { expect } from '@jest/globals'
import {
  type Files,
  type ForkWorld,
  makeForkWorld,
} from '../../harness/fork-world.ts'
import { git } from '../../harness/git.ts'
import { temporaryFolder } from '../../harness/temporary-folder.ts'
import { branch, canary } from '../whole-run/scene.ts'
import { type Ended, stagingIn } from './terminal.ts'

/** A contributor's desk: a clone with the remotes `origin` (the fork) and `upstream`, on the fix branch. */
export type Desk = AsyncDisposable & {
  readonly root: string
  readonly world: ForkWorld
  /** Writes files and commits them. */
  commit(files: Files): string
  /** Runs the command line in the clone; it never prints a secret. */
  staging(...args: readonly string[]): Promise<Ended>
  /** The same with other variables in its environment. */
  stagingIn(
    environment: Readonly<Record<string, string>>,
    ...args: readonly string[]
  ): Promise<Ended>
}

async function silent(ending: Promise<Ended>): Promise<Ended> {
  const ended = await ending
  expect(ended.stdout + ended.stderr).not.toContain(canary)
  return ended
}

/** Sets up a {@link Desk}. */
export function setDesk(): Desk {
  const folder = temporaryFolder('desk')
  const world = makeForkWorld(join(folder.path, 'contributor'), {
    'keep.txt': 'broken\n',
  })
  const { clone } = world
  git(clone, 'remote', 'add', 'upstream', '../upstream.git')
  git(clone, 'fetch', '--quiet', 'upstream')
  git(clone, 'switch', '--quiet', '--create', branch)
  return {
    root: folder.path,
    world,
    commit: (files) => {
      world.write(files)
      return world.commit('Fix it')
    },
    staging: (...args) => silent(stagingIn(clone, {}, ...args)),
    stagingIn: (environment, ...args) =>
      silent(stagingIn(clone, environment, ...args)),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}
