import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Files } from '../../harness/fork-world.ts'
import { git } from '../../harness/git.ts'
import { branch } from '../whole-run/scene.ts'
import type { Desk } from './desk.ts'

/** The branch that is built. */
export const clean = `upstream/${branch}`
/** Where the configuration lies. */
export const config = '.github/staging-pr.yml'
/** Where the spec lies. */
export const spec = '.chant/specs/005-fix.md'

/** A spec with release notes. */
export const specText = `---
type: code
status: completed
labels: [issue-1234]
target_files: [keep.txt]
---
# Fix issue #1234: keys are lost

## Root Cause

Two writers start from one list, see up/keep#9 and @somebody.

## Release Notes

### Fixed: keys are lost (#1234)

Previously, of two keys one was kept. Fixes #1234.

**Impact:** Both are kept.

**Technical details:** A lock is held.

## Acceptance Criteria

- [x] All existing tests pass
`

/** A configuration whose one step is this test. */
export const verifies = (test: string): string => `verify: {test: '${test}'}\n`

/** A verified fix on the branch, with files for the fork alone. */
export async function verified(
  desk: Desk,
  test = 'grep -q fixed keep.txt',
): Promise<void> {
  git(desk.world.clone, 'config', 'user.name', 'A Person')
  git(desk.world.clone, 'config', 'user.email', 'a@example.org')
  desk.commit({ [config]: verifies(test), [spec]: specText })
  desk.world.write({ 'keep.txt': 'fixed\n' })
  desk.world.commit('Fix it\n\nCo-authored-by: B <b@example.org>')
  await desk.staging('verify', '--quiet')
}

/** Upstream moves on, and the clone learns of it. */
export function upstreamCommits(
  desk: Desk,
  files: Files,
  message = 'More',
): void {
  const { clone, upstream } = desk.world
  git(clone, 'switch', '--quiet', 'main')
  desk.world.write(files)
  desk.world.commit(message)
  git(clone, 'push', '--quiet', upstream, 'HEAD:main')
  git(clone, 'reset', '--quiet', '--hard', 'HEAD~1')
  git(clone, 'switch', '--quiet', branch)
  git(clone, 'fetch', '--quiet', 'upstream')
}

/** A file of the package. */
export function handed({ world }: Desk, name: string): string {
  return readFileSync(
    join(world.clone, '.git/staging-pr/handoff', name),
    'utf8',
  )
}
