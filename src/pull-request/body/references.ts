import {
  type Repository,
  type Server,
  fullName,
} from '../../context/run-context.ts'
import { inlineCode, link } from '../../markdown/write.ts'
import type { SourceCommit } from '../../spec/trail.ts'
import type { StagingFacts } from '../staging-facts.ts'

/** First seven digits, as git shows them. */
export function shortSha(sha: string): string {
  return sha.slice(0, 7)
}

/** Name of a file without its folders. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** A file and the commit to link it at. */
export type LinkedFile = {
  readonly path: string
  /** `null` when it is nowhere in git. */
  readonly at: SourceCommit | null
  /** Text of the link; the file's name without one. */
  readonly text?: string
}

/** A file of the fork at a fixed commit: a link, or its path as code where it is nowhere in git. */
export function fileLink(
  facts: StagingFacts,
  { path, at, text = fileName(path) }: LinkedFile,
): string {
  if (at === null) return inlineCode(path)
  const { server, fork } = facts.context
  const names = path.split('/').map(encodeURIComponent).join('/')
  const url = `${home(server, fork)}/blob/${at.sha}/${names}`
  return link(text, url)
}

/** Page of the run in the fork, or `null` when there was none (command line). */
export function runUrl(facts: StagingFacts): string | null {
  const { run } = facts.context
  const id = facts.evidence?.run.id ?? run.id
  const attempt = facts.evidence?.run.attempt ?? run.attempt
  return id <= 0 ? null : runPage(facts.context, { id, attempt })
}

/** Page of any run in the fork. */
export function runPage(
  { server, fork }: StagingFacts['context'],
  { id, attempt }: { readonly id: number; readonly attempt: number },
): string {
  const page = `${home(server, fork)}/actions/runs/${id}`
  return attempt > 1 ? `${page}/attempts/${attempt}` : page
}

/**
 * The upstream issue: a link that GitHub promises to leave no backlink for
 * (https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls,
 * “Avoiding backlinks”), plain words on servers that have no such host.
 */
export function upstreamIssue(
  facts: StagingFacts,
  upstream: Repository,
  issue: number,
): string {
  const name = `upstream issue ${issue}`
  if (facts.context.server.url !== 'https://github.com') return name
  const url = `https://redirect.github.com/${fullName(upstream)}/issues/${issue}`
  return link(name, url)
}

function home(server: Server, fork: Repository): string {
  return `${server.url}/${fullName(fork)}`
}
