/** How upstream writes its commits and what it asks of contributors, as its history and files tell. */
export type Customs = {
  /** Subjects such as `fix(scope): …`. */
  readonly conventionalCommits: boolean
  /** A Developer Certificate of Origin: `Signed-off-by:` under most commits. */
  readonly signOff: boolean
  /** A line of a policy file that asks to disclose the use of AI tools, or `null`. */
  readonly disclosure: { readonly path: string; readonly line: string } | null
}

/** Where policies for contributors stand. */
export const policyPaths: readonly string[] = [
  'CONTRIBUTING.md',
  '.github/CONTRIBUTING.md',
  'docs/CONTRIBUTING.md',
  'AI_POLICY.md',
  'AI-POLICY.md',
  '.github/AI_POLICY.md',
  'AGENTS.md',
]

/** Where templates for pull requests stand (https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/creating-a-pull-request-template-for-your-repository). */
export const templatePaths: readonly string[] = [
  '.github/pull_request_template.md',
  'docs/pull_request_template.md',
  'pull_request_template.md',
]

/** Commits that the customs are read from, merges aside. */
export const customCommits = 50

const conventional =
  /^(?:fix|feat|chore|docs|refactor|perf|test|tests|build|ci|style|revert)(?:\([^)]{1,60}\))?!?: /u

/** Reads customs from upstream's latest commit messages and policy files. */
export function readCustoms(
  messages: readonly string[],
  policies: readonly { readonly path: string; readonly text: string }[],
): Customs {
  const share = (test: (message: string) => boolean): number =>
    messages.length === 0 ? 0 : messages.filter(test).length / messages.length
  return {
    conventionalCommits: share((message) => conventional.test(message)) > 0.6,
    signOff:
      share((message) => /^Signed-off-by: \S/mu.test(message)) > 0.6 ||
      policies.some(({ text }) =>
        /Developer Certificate of Origin/iu.test(text),
      ),
    disclosure: policies.flatMap(disclosureIn)[0] ?? null,
  }
}

function disclosureIn({
  path,
  text,
}: {
  readonly path: string
  readonly text: string
}): readonly NonNullable<Customs['disclosure']>[] {
  return text
    .split('\n')
    .filter(
      (line) =>
        /\bdisclos(?:e|ed|ing|ure)\b/iu.test(line) &&
        /\b(?:AI|LLMs?|generative|copilot|agents?|machine.generated)\b/iu.test(
          line,
        ),
    )
    .map((line) => ({ path, line: line.trim().slice(0, 300) }))
}
