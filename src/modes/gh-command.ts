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
    `--repo ${quote(fork)}`,
    `--base ${quote(base)}`,
    `--head ${quote(head)}`,
    `--title ${quote(title)}`,
    `--body-file ${quote(bodyFile)}`,
  ].join(' ')
}

/** One shell word, whatever the text holds. */
export function quote(text: string): string {
  return /^[\w./:@-]+$/u.test(text) && !text.startsWith('-')
    ? text
    : `'${text.replaceAll("'", "'\\''")}'`
}
