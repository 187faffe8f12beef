/** Where a token was found, and the line that takes it away. */
export type TokenInReach = { readonly where: string; readonly remedy: string }

/** What a command of a step could take a token from. */
type Reach = {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Input `token`, or `null`. */
  readonly input: string | null
  /** Settings of the clone that hold a credential. */
  readonly settings: readonly string[]
}

/** Forms of GitHub's tokens (https://github.blog/changelog/2021-03-31-authentication-token-format-updates-are-generally-available/). */
const tokenForm = /(?:gh[pousr]_|github_pat_)\w{16}/u

const tokenNames: ReadonlySet<string> = new Set([
  'GITHUB_TOKEN',
  'GH_TOKEN',
  'GITHUB_ENTERPRISE_TOKEN',
  'GH_ENTERPRISE_TOKEN',
])

/** Name of the token with which a job asks for an identity of its own, where it has the permission `id-token: write`. */
const identity = 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'

/** Every token that commands could reach. The runner's own for artifacts and caches is in every job and is not counted. */
export function tokensIn({
  environment,
  input,
  settings,
}: Reach): readonly TokenInReach[] {
  const isToken = ([name, value = '']: [string, string | undefined]): boolean =>
    value !== '' &&
    name !== 'INPUT_TOKEN' &&
    (tokenNames.has(name) || name === identity || tokenForm.test(value))
  return [
    ...(input === null
      ? []
      : [
          {
            where: 'the input `token`',
            remedy: 'Give this step an empty token:\n  with:\n    token: ""',
          },
        ]),
    ...Object.entries(environment)
      .filter(isToken)
      .map(([name]) => ({
        where: `the environment variable ${name}`,
        remedy:
          name === identity
            ? 'Take `id-token: write` out of the permissions of this job.'
            : `Take ${name} out of \`env\` of this job.`,
      })),
    ...settings.map((name) => ({
      where: `the git configuration of the checkout (${name})`,
      remedy:
        'Let the checkout step take its credential away:\n  - uses: actions/checkout@v7\n    with:\n      persist-credentials: false',
    })),
  ]
}
