/** `https://github.com/owner/repo/issues/12`, with or without what stands before the host. */
const address =
  /(?:https?:\/\/)?(?<![\w.-])(?:www\.)?github\.com\/([\w.-]{1,100}\/[\w.-]{1,100})\/(issues|pull|discussions)\/(\d{1,10})(?:[#?][^\s)\]>]{0,200})?/giu

/** `issue #12`, `PR owner/repo#12`: the word stays. */
const named =
  /\b(issues?|pull requests?|prs?|discussions?|bugs?|tickets?) (?:[\w.-]{1,100}\/[\w.-]{1,100}|[\w-]{2,39})?#(\d{1,10})\b/giu

/** `#12`, `owner/repo#12`, and `owner#12`, which resolves within a network of forks. */
const number =
  /(?:(?<![\w./-])(?:[\w.-]{1,100}\/[\w.-]{1,100}|[\w-]{2,39})|(?<![\w&]))#(\d{1,10})\b/gu

const gitHub = /(?<![A-Za-z0-9])GH-(\d{1,10})\b/giu

const pageNames: Readonly<Record<string, string>> = {
  issues: 'issue',
  pull: 'pull request',
  discussions: 'discussion',
}

/**
 * Whether a commit message refers to something by number or address: GitHub
 * then writes an event on that thread when the commit is pushed, to a fork as
 * well (https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls).
 * A bare number counts: where the fork has none such, upstream's is meant.
 */
export function refersUpstream(message: string): boolean {
  return withoutReferences(message) !== message
}

/** The same in words that GitHub does not link: `Fix #12` becomes `Fix issue 12`. */
export function withoutReferences(message: string): string {
  const words = rewordOnce(message)
  // What stood beside a reference can be read as another one when it is gone.
  return words === message ? message : withoutReferences(words)
}

function rewordOnce(message: string): string {
  return message
    .replace(
      address,
      (...[, where, kind, id]: string[]) =>
        `${pageNames[kind?.toLowerCase() ?? ''] ?? 'issue'} ${id ?? ''} of ${where ?? ''}`,
    )
    .replace(named, '$1 $2')
    .replace(number, 'issue $1')
    .replace(gitHub, 'issue $1')
}
