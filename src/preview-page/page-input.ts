import type { StagingFacts } from '../pull-request/staging-facts.ts'

/** What the workflow asks for beside title and body; empty where it says nothing. */
export type Sidebar = {
  readonly reviewers: readonly string[]
  readonly assignees: readonly string[]
  readonly labels: readonly string[]
  readonly milestone: string | null
}

/** A staging PR as the page shows it. */
export type PageInput = {
  readonly facts: StagingFacts
  readonly title: string
  /** Markdown exactly as it would be sent. */
  readonly body: string
  readonly isDraft: boolean
  /** Commits of the branch since the merge base. */
  readonly commits: number
  /** Unified diff with lines of context, of any length. */
  readonly diff: string
  readonly sidebar: Sidebar
}
