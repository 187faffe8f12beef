/** Where the action is taken from. */
export type ActionReference = {
  /** `owner/name`. */
  readonly repository: string
  readonly ref: string
  /** What stands behind the line. */
  readonly note: string
}

/** Nobody knows yet who publishes it for whom. */
export const unknownAction: ActionReference = {
  repository: 'OWNER/staging-pr',
  ref: 'v0',
  note: 'better: the commit of a release',
}

/** As a line names it: pinned to a commit, with the version behind. */
export const checkout =
  'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1'

/** The same, for what a run leaves behind. */
export const uploadArtifact =
  'actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1'

/** The action, and its workflow with a job for each step, as lines name them. */
export function uses({ repository, ref, note }: ActionReference): {
  readonly action: string
  readonly jobs: string
} {
  return {
    action: `${repository}@${ref} # ${note}`,
    jobs: `${repository}/.github/workflows/staging-pr.yml@${ref} # ${note}`,
  }
}
