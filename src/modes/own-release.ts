import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { GitProcess } from '../io/git/git-process.ts'
import { product } from '../product.ts'
import { type ActionReference, unknownAction } from '../workflows/uses.ts'

/**
 * The action at the commit that this command line is: its checkout's own remote
 * and head, where that commit is known there. {@link unknownAction} for a copy
 * without git, and for a remote that is no server.
 */
export async function ownRelease(git: GitProcess): Promise<ActionReference> {
  const own = git.in(dirname(fileURLToPath(import.meta.url)))
  const read = async (...args: readonly string[]): Promise<string> => {
    const { exitCode, stdout } = await own.run(args)
    return exitCode === 0 ? stdout.toString('utf8').trim() : ''
  }
  const url = await read('config', '--get', 'remote.origin.url')
  const found =
    /^(?:https:\/\/|git@|ssh:\/\/git@)[\w.-]{1,200}[:/]([\w.-]{1,100}\/[\w.-]{1,100}?)(?:\.git)?$/u.exec(
      url,
    )?.[1]
  const sha = await read('rev-parse', 'HEAD')
  const pushed = await read('branch', '--remotes', '--contains', 'HEAD')
  if (found === undefined || !/^[0-9a-f]{40,64}$/u.test(sha) || pushed === '') {
    return unknownAction
  }
  return { repository: found, ref: sha, note: `v${product.version}` }
}
