import { expect } from '@jest/globals'
import type { RepositoryOptions } from '../../embedded-github/embedded-github.ts'
import type { Files, Pushed } from '../../harness/fork-world.ts'
import { git } from '../../harness/git.ts'
import type { ActionResult } from '../../harness/run-action.ts'
import {
  type RunOptions,
  type StagedFork,
  stageFork,
} from '../../harness/staged-fork.ts'
import { temporaryFolder } from '../../harness/temporary-folder.ts'
import {
  type Destination,
  type Live,
  liveInMarkdown,
  liveInPlainText,
} from '../support/reference-grammar.ts'

/** The fix branch of most tests. */
export const branch = 'fix/issue-1234'

/** Stands in the environment of every run under a name that commands may not see. */
export const canary = 'canary-5f1c9d27-secret-value'

/** A spec of the fork-fix shape with every box ticked. */
export const specText = `---
type: code
status: completed
labels:
- issue-1234
target_files:
- keep.txt
---
# Fix issue #1234: Keys are lost

## Problem

Two writers lose a key.

## Approach

Lock the key while it is written.

## Acceptance Criteria

- [x] Both keys are kept
`

/** A configuration whose commands cost nothing. */
export const configText = `verify:
  test: echo checked
criteria:
  both keys: test
`

/** What the first commit of a fix branch adds, by default. */
export const fix: Files = {
  'keep.txt': 'fixed\n',
  '.chant/specs/005-fork-fix.md': specText,
  '.github/staging-pr.yml': configText,
}

/** A fork of a tiny project in which the contributor stands on the fix branch. */
export type Scene = StagedFork & {
  /** Writes files, commits and pushes the fix branch. */
  pushFiles(files: Files, message?: string): Pushed
  /** The same, followed by the run of the push. */
  pushAndRun(files: Files, options?: RunOptions): Promise<ActionResult>
  /** The one staging PR. Throws when there is none or more than one. */
  stagingPullRequest(): StagedFork['fork']['pullRequests'][number]
}

/** What of a scene is not as usual. */
export type SceneOptions = {
  /** Files, or a folder to copy. */
  readonly upstream?: Files | string
  readonly fork?: Partial<RepositoryOptions>
  readonly branch?: string
}

/** Sets up a {@link Scene}; the fix branch is checked out and not pushed yet. */
export async function setScene(options: SceneOptions = {}): Promise<Scene> {
  const stage = await stageFork({
    content: options.upstream ?? { 'keep.txt': 'broken\n' },
    fork: options.fork ?? {},
    folder: temporaryFolder('whole-run'),
  })
  const name = options.branch ?? branch
  git(stage.world.clone, 'switch', '--quiet', '--create', name)
  const pushFiles: Scene['pushFiles'] = (files, message = 'Fix it') => {
    stage.world.write(files)
    stage.world.commit(message)
    return stage.world.push(name)
  }
  return {
    ...stage,
    pushFiles,
    pushAndRun: (files, run = {}) =>
      stage.runOnPush(pushFiles(files), withCanary(run)),
    stagingPullRequest: () => {
      const [only, ...others] = stage.fork.pullRequests
      if (only !== undefined && others.length === 0) return only
      throw new Error(`${String(stage.fork.pullRequests.length)} pull requests`)
    },
    [Symbol.asyncDispose]: async () => {
      try {
        expectQuiet(stage)
      } finally {
        await stage[Symbol.asyncDispose]()
      }
    },
  }
}

function withCanary(run: RunOptions): RunOptions {
  return {
    ...run,
    environment: { MY_API_TOKEN: canary, ...run.environment },
  }
}

/** What holds after every run, whatever it was about: nothing for upstream, no secret, nothing that GitHub's description forbids. */
function expectQuiet({ github, fork }: StagedFork): void {
  expect(github.violations).toEqual([])
  const destination = { serverUrl: github.url, ownRepository: fork.fullName }
  expect(
    github.writes().flatMap(({ body }) => liveIn(body, destination)),
  ).toEqual([])
  expect(github.everythingSent()).not.toContain(canary)
}

const unrendered = new Set(['head', 'base', 'head_sha', 'external_id', 'path'])

/** Live references in the texts of one write. */
function liveIn(payload: unknown, destination: Destination): readonly Live[] {
  if (typeof payload !== 'object' || payload === null) return []
  return Object.entries(payload).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value === 'object') return liveIn(value, destination)
    // Names of branches, commits and files are no text: nothing in them is rendered.
    if (typeof value !== 'string' || unrendered.has(key)) return []
    return key === 'body' || key === 'summary'
      ? liveInMarkdown(value, destination)
      : liveInPlainText(value, destination)
  })
}

/** The lines of a log, without the runner's own commands. */
export function plainLog(result: ActionResult): string {
  return result.stdout
    .split('\n')
    .filter((line) => !line.startsWith('::'))
    .join('\n')
}

/** Messages of `::error` commands, as the runner shows them. */
export function errors(result: ActionResult): readonly string[] {
  return messages(result, 'error')
}

/** Messages of one kind of command. */
export function messages(
  { stdout }: ActionResult,
  kind: 'error' | 'notice' | 'warning',
): readonly string[] {
  return stdout.split('\n').flatMap((line) => {
    const found = new RegExp(`^::${kind}(?: [^:]*)?::(.*)$`, 'u').exec(line)
    return found === null ? [] : [decoded(found[1] ?? '')]
  })
}

function decoded(text: string): string {
  return text
    .replaceAll('%0A', '\n')
    .replaceAll('%0D', '\r')
    .replaceAll('%25', '%')
}
