import { shellWord } from '../text/shell-word.ts'
import type { HandoffFacts } from './handoff-facts.ts'
import type { UpstreamPr } from './upstream-pr.ts'

/** File beside the script that holds the body. */
export const bodyFile = 'upstream-pr-body.md'

/** From where to where the pull request goes. */
export type PullRequestWay = Pick<
  HandoffFacts,
  'upstream' | 'base' | 'head' | 'serverUrl'
>

/** The command that opens the upstream pull request, every word quoted. */
export function openCommand(
  { upstream, base, head }: PullRequestWay,
  title: string,
): string {
  return [
    'gh pr create',
    `--repo ${shellWord(upstream)}`,
    `--base ${shellWord(base)}`,
    `--head ${shellWord(`${head.owner}:${head.branch}`)}`,
    `--title ${shellWord(title)}`,
    `--body-file ${bodyFile}`,
  ].join(' ')
}

/** A script for a person to run; nothing of ours runs it. Where something stands in the way it only says what. */
export function openScript(
  way: PullRequestWay,
  { title }: UpstreamPr,
  against: string | null = null,
): string {
  if (against !== null) {
    return `#!/bin/sh
# Opens nothing yet.
printf '%s\\n' ${shellWord(`Not ready to open: ${against}`)} >&2
exit 1
`
  }
  return `#!/bin/sh
# Opens the upstream pull request. Read ${bodyFile} first.
set -eu
CDPATH= cd -- "$(dirname -- "$0")"
${openCommand(way, title)}
`
}

/** Browsers and GitHub take addresses up to about this length. Characters. */
const addressCharacters = 7_000

/** A page of upstream with title and body filled in; without the body where that is too long. */
export function comparePage(
  { serverUrl, upstream, base, head }: PullRequestWay,
  { title, body }: UpstreamPr,
): string {
  const path = `${serverUrl}/${upstream}/compare/${encodeRef(base)}...${head.owner}:${encodeRef(head.branch)}`
  const page = (fields: Readonly<Record<string, string>>): string =>
    `${path}?${new URLSearchParams({ expand: '1', ...fields }).toString()}`
  const whole = page({ title, body })
  return whole.length <= addressCharacters ? whole : page({ title })
}

function encodeRef(name: string): string {
  return name.split('/').map(encodeURIComponent).join('/')
}
