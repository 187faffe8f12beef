import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { git } from '../harness/git.ts'
import type { StagedFork } from '../harness/staged-fork.ts'
import type { Act } from './story.ts'

const commandLine = fileURLToPath(new URL('../dist/cli.js', import.meta.url))

/** What a page is made of. */
export type Shown = {
  readonly branch: string
  readonly sha: string
  /** Path of the evidence of a run; without one the page says that nothing was run. */
  readonly evidence: string | null
}

/** Writes the page of a staging PR with `staging-pr preview --html`, as a contributor at the desk would. */
export function writePreview(
  { root, world, fork, upstream }: StagedFork,
  { branch, sha, evidence }: Shown,
  file: string,
): void {
  const desk = mkdtempSync(join(root, 'desk-'))
  git(root, 'clone', '--quiet', '--template=', world.fork, desk)
  git(desk, 'switch', '--quiet', '--force-create', branch, sha)
  git(desk, 'remote', 'add', 'upstream', world.upstream)
  git(desk, 'fetch', '--quiet', 'upstream')
  for (const [remote, { fullName }] of [
    ['origin', fork],
    ['upstream', upstream],
  ] as const) {
    const url = `https://github.com/${fullName}.git`
    git(desk, 'remote', 'set-url', remote, url)
  }
  mkdirSync(dirname(file), { recursive: true })
  const from = evidence === null ? join(root, 'none') : dirname(evidence)
  execFileSync(
    process.execPath,
    [commandLine, 'preview', '--html', file, '--evidence', from],
    {
      cwd: desk,
      env: { PATH: process.env['PATH'], HOME: desk },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
}

/** The page as it stands after an act of the demo. */
export function pageAfter(
  stage: StagedFork,
  { result, sha }: Act,
  target: { readonly branch: string; readonly file: string },
): string {
  const evidence = result.outputs['evidence-path'] ?? null
  writePreview(stage, { branch: target.branch, sha, evidence }, target.file)
  return target.file
}
