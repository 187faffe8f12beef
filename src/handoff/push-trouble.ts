import type { HandoffFact } from './handoff-fact.ts'

/** A push that was refused. */
export type RefusedPush = {
  readonly branch: string
  /** git's words. */
  readonly said: string
  /** Page of the fork's branches. */
  readonly settings: string
}

/** By what GitHub and git say; the first that fits. */
const known: readonly (readonly [RegExp, string])[] = [
  [
    /without `?workflows`? permission/u,
    'Upstream changed its workflows, which no workflow may push. Bring the fork up to date ("Sync fork"), or push it from your machine: staging-pr handoff --branch',
  ],
  [
    /403|denied|not granted|forbidden/iu,
    'Give the job `contents: write`, or push it from your machine: staging-pr handoff --branch',
  ],
  [
    /stale info|non-fast-forward|fetch first/u,
    'Somebody changed it meanwhile. Look at it, then start the handoff again.',
  ],
  [
    /protected branch|rule violations|GH013/u,
    'A rule of the fork protects branches of that name. Exempt `upstream/**`, or push it from your machine: staging-pr handoff --branch',
  ],
]

/** A refused push in words for a person. */
export function pushTrouble({
  branch,
  said,
  settings,
}: RefusedPush): HandoffFact {
  const [, remedy] = known.find(([pattern]) => pattern.test(said)) ?? [
    null,
    `Push it from your machine (staging-pr handoff --branch), or look at ${settings}`,
  ]
  const line = said
    .split('\n')
    .map((one) => one.replace(/^(?:remote|fatal|error|!):?\s*/u, '').trim())
    .find((one) => one !== '')
  return {
    message: `${branch} was built and is green, but could not be pushed: ${line ?? 'git gave no reason'}.`,
    remedy,
    isTrouble: true,
  }
}
