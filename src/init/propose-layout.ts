import type { Layout } from '../workflows/workflow-files.ts'
import type { CloneFacts } from './clone-facts.ts'

/** A layout, and why it fits. */
export type Proposal = { readonly layout: Layout; readonly why: string }

/** What each layout is for, a clause. */
export const layoutUses: Readonly<Record<Layout, string>> = {
  push: 'to try it out: the workflow lies on the fix branch, and every push starts it',
  dispatch:
    "for a fix now and then: the workflow lies on the fork's default branch",
  mirror:
    'for regulars: `main` stays a mirror of upstream, the workflow lies on a default branch of your own',
}

/** The layout that fits a clone: the one that is there, else by its branches. */
export function proposeLayout({
  presentLayout,
  defaultBranch,
  upstreamDefault,
  isFixBranch,
}: Pick<
  CloneFacts,
  'presentLayout' | 'defaultBranch' | 'upstreamDefault' | 'isFixBranch'
>): Proposal {
  if (presentLayout !== null) {
    return { layout: presentLayout, why: 'it is the one that is there' }
  }
  if (
    defaultBranch !== null &&
    upstreamDefault !== null &&
    defaultBranch !== upstreamDefault
  ) {
    return {
      layout: 'mirror',
      why: `the fork's default branch is ${defaultBranch}, and upstream's is ${upstreamDefault}`,
    }
  }
  return isFixBranch
    ? { layout: 'push', why: 'you are on a fix branch' }
    : { layout: 'dispatch', why: 'you are not on a fix branch' }
}
