/** How upstream writes its commits and what it asks of contributors, as its history and files tell. */
export type Customs = {
  /** Subjects such as `fix(scope): …`. */
  readonly conventionalCommits: boolean
  /** A Developer Certificate of Origin: `Signed-off-by:` under most commits. */
  readonly signOff: boolean
  /** A line of a policy file that asks to disclose the use of AI tools, or `null`. */
  readonly disclosure: PolicyLine | null
  /** A statement of a policy file that does not want AI tools as co-authors, or `null`. */
  readonly noAiCoAuthors: PolicyLine | null
}

/** What a policy file says, cut where it is long. */
type PolicyLine = { readonly path: string; readonly line: string }

type PolicyFile = { readonly path: string; readonly text: string }

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

/** Commits that the customs are read from, merges aside. */
export const customCommits = 50

const conventional =
  /^(?:fix|feat|chore|docs|refactor|perf|test|tests|build|ci|style|revert)(?:\([^)]{1,60}\))?!?: /u

/** Reads customs from upstream's latest commit messages and policy files. */
export function readCustoms(
  messages: readonly string[],
  policies: readonly PolicyFile[],
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
    noAiCoAuthors: policies.flatMap(refusedCoAuthorsIn)[0] ?? null,
  }
}

function disclosureIn({ path, text }: PolicyFile): readonly PolicyLine[] {
  return text
    .split('\n')
    .filter(
      (line) =>
        /\bdisclos(?:e|ed|ing|ure)\b/iu.test(line) &&
        /\b(?:AI|LLMs?|generative|copilot|agents?|machine.generated)\b/iu.test(
          line,
        ),
    )
    .map((line) => ({ path, line: shown(line) }))
}

/** Of a policy's line so much is shown. UTF-16 units. */
const lineCharacters = 300

/** Without the mark of a list or heading. */
function shown(line: string): string {
  return line
    .trim()
    .replace(/^(?:[-*+>]|#{1,6}|\d{1,3}[.)]) {1,9}/u, '')
    .slice(0, lineCharacters)
}

const namesTools =
  /\b(?:AI|LLMs?|generative|copilot|claude|chatgpt|gpt|agents?|bots?|assistants?|machine.generated)\b/iu

const refuses =
  /\b(?:not|never|no|cannot|forbidden|prohibited|disallowed|rejected?|refused?)\b|n[\u2019']t\b/iu

const takesAway =
  /\b(?:remove[sd]?|strip(?:ped)?|omit(?:ted)?|drop(?:ped)?|delete[sd]?|leave out|avoid(?:ed)?|without)\b/iu

/** "Do not add them" and "remove them", and neither "do not remove them" nor "without them it is rejected". */
function refusedCoAuthorsIn({ path, text }: PolicyFile): readonly PolicyLine[] {
  return statementsOf(text)
    .filter(
      (statement) =>
        /\bco-?author/iu.test(statement) &&
        namesTools.test(statement) &&
        refuses.test(statement) !== takesAway.test(statement),
    )
    .map((line) => ({ path, line: shown(line) }))
}

/** Sentences of paragraphs and list items, which lines may break anywhere. */
function statementsOf(text: string): readonly string[] {
  return text
    .replaceAll('\r\n', '\n')
    .split(/\n(?=[ \t]*(?:\n|[-*+#>]|\d{1,3}[.)] ))/u)
    .flatMap((part) => part.replace(/\s+/gu, ' ').split(/(?<=[.!?;]) /u))
    .map((statement) => statement.trim())
}
