import {
  GitHubTrouble,
  type GitHub,
  type PullRequestChange,
} from '../io/github-port.ts'
import type { RunLog } from '../io/run-log-port.ts'

/** Where extras are written, and trouble with them is told. */
export type ExtrasScope = { readonly github: GitHub; readonly log: RunLog }

/** Changes texts and extras. Labels and the like may be what is refused; the text must not be lost with them. Answers with the head as GitHub does. */
export async function changeWithExtras(
  { github, log }: ExtrasScope,
  number: number,
  wanted: {
    readonly texts: PullRequestChange
    readonly extras: PullRequestChange
  },
): Promise<string | null> {
  const { texts, extras } = wanted
  try {
    return await github.changePullRequest(number, { ...texts, ...extras })
  } catch (error) {
    // Without extras there is nothing to leave out.
    if (Object.keys(extras).length === 0 || !(error instanceof GitHubTrouble))
      throw error
    const head = await github.changePullRequest(number, texts)
    log.warning(
      `Labels, assignees and milestone were not set: ${error.message}`,
    )
    return head
  }
}

/** Carries out what must not fail the run; a refusal is one warning. */
export async function bestEffort(
  { log }: Pick<ExtrasScope, 'log'>,
  what: string,
  act: () => Promise<unknown>,
): Promise<void> {
  try {
    await act()
  } catch (error) {
    // Everything that GitHub may say here is worth one line and no more.
    if (!(error instanceof GitHubTrouble)) throw error
    const remedy = error.remedy === null ? '' : ` ${error.remedy}`
    log.warning(`${what}: not set. ${error.message}${remedy}`)
  }
}
