import { join, resolve } from 'node:path'
import { readableDiff } from '../io/git/readable-diff.ts'
import { openInBrowser } from '../io/open-in-browser.ts'
import { writeNamedFile } from '../io/write-named-file.ts'
import { writeOwnFile } from '../io/write-own-file.ts'
import { previewPage } from '../preview-page/preview-page.ts'
import type { PageInput } from '../preview-page/page-input.ts'
import type { StagingFacts } from '../pull-request/staging-facts.ts'
import { printableText } from '../text/printable.ts'
import { sha256Base64 } from './hashes.ts'
import type { LocalRun } from './local-run.ts'
import type { Terminal } from './terminal.ts'
import { workflowWishes } from './workflow-wishes.ts'

/** What is shown. */
export type Previewed = {
  readonly run: LocalRun
  readonly facts: StagingFacts
  readonly title: string
  readonly body: string
}

/** Where the page goes. */
export type PageTarget = {
  /** As a person gave it; `null` for a file beside the evidence. */
  readonly file: string | null
  /** Absolute path of the folder of the evidence. */
  readonly folder: string
  readonly opens: boolean
}

/** Writes the page, says where it is, and opens it where that is asked for. Throws {@link Refusal}. */
export async function previewHtml(
  previewed: Previewed,
  terminal: Terminal,
  { file, folder, opens }: PageTarget,
): Promise<void> {
  const html = previewPage(await pageOf(previewed), sha256Base64)
  const path =
    file === null
      ? join(folder, 'preview.html')
      : resolve(terminal.directory, file)
  await (file === null ? writeOwnFile : writeNamedFile)(path, html)
  terminal.out(`${previewed.title}\n${printableText(path)}\n`)
  if (!opens) return
  const trouble = await openInBrowser(path, terminal.environment)
  if (trouble === null) return
  terminal.err(
    `It could not be opened here (${printableText(trouble)}). Open the file in a browser yourself.\n`,
  )
}

async function pageOf({ run, ...shown }: Previewed): Promise<PageInput> {
  const { repository, preparation } = run
  const { history, context } = preparation
  const commits = [context.headSha, history.base.sha]
  const wishes = await workflowWishes(repository, commits)
  const isReady = shown.facts.evidence?.conclusion === 'ready'
  return {
    ...shown,
    isDraft: wishes.draft === 'always' || (wishes.draft === 'auto' && !isReady),
    sidebar: wishes,
    commits: history.commits.length,
    diff: await readableDiff(
      repository,
      history.mergeBase.sha,
      context.headSha,
    ),
  }
}
