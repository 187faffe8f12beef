import { shellWord } from '../text/shell-word.ts'

/** What a pull request by hand needs. */
export type ByHand = {
  /** `owner/name` of the fork. */
  readonly fork: string
  readonly base: string
  /** `owner:branch`. */
  readonly head: string
  readonly title: string
  /** File that holds the body. */
  readonly bodyFile: string
}

/**
 * The command with which a person opens the staging PR. The repository is
 * always named: without it `gh` would aim at upstream.
 */
export function ghCommand({
  fork,
  base,
  head,
  title,
  bodyFile,
}: ByHand): string {
  return [
    'gh pr create',
    `--repo ${shellWord(fork)}`,
    `--base ${shellWord(base)}`,
    `--head ${shellWord(head)}`,
    `--title ${shellWord(title)}`,
    `--body-file ${shellWord(bodyFile)}`,
  ].join(' ')
}
