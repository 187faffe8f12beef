/** Where a token was found, and what takes it away. */
export type TokenInReach = { readonly where: string; readonly remedy: string }

type Environment = Readonly<Record<string, string | undefined>>

/** What a command of a step could take a token from by asking for it. */
type Reach = {
  readonly environment: Environment
  /** Input `token`, or `null`. */
  readonly input: string | null
}

/** Forms of GitHub's tokens (https://github.blog/changelog/2021-03-31-authentication-token-format-updates-are-generally-available/). */
const tokenForm = /(?:gh[pousr]_|github_pat_)\w{16}/u

/** Tokens of before 2021 are forty hexadecimal digits, and so is much else: they count where the name says so. */
const oldForm = /^[0-9a-f]{40}$/u
const saysToken = /TOKEN|(?:^|_)PAT(?:_|$)/u

const tokenNames: ReadonlySet<string> = new Set([
  'GITHUB_TOKEN',
  'GH_TOKEN',
  'GITHUB_ENTERPRISE_TOKEN',
  'GH_ENTERPRISE_TOKEN',
])

/** Name of the token with which a job asks for an identity of its own, where it has the permission `id-token: write`. */
const identity = 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'

/** Every token in input and environment. The runner's own for artifacts and caches is in every job and is not counted. */
export function tokensIn({
  environment,
  input,
}: Reach): readonly TokenInReach[] {
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
      .filter(([name, value = '']) => isToken(name, value))
      .map(([name]) => inVariable(name)),
    ...gitVariables(environment),
  ]
}

/** Whether a text holds a token of GitHub, plain or in base64 as a header has it. */
export function holdsToken(text: string): boolean {
  return (
    tokenForm.test(text) || encoded(text).some((one) => tokenForm.test(one))
  )
}

/** What stands in a text in base64. */
function encoded(text: string): readonly string[] {
  const found = text.match(/[A-Za-z0-9+/]{24,4000}={0,2}/gu) ?? []
  return found.map((one) => Buffer.from(one, 'base64').toString('latin1'))
}

function isToken(name: string, value: string): boolean {
  const upper = name.toUpperCase()
  if (value === '' || upper === 'INPUT_TOKEN') return false
  if (tokenNames.has(upper) || upper === identity) return true
  return holdsToken(value) || (saysToken.test(upper) && oldForm.test(value))
}

function inVariable(name: string): TokenInReach {
  return {
    where: `the environment variable ${name}`,
    remedy:
      name === identity
        ? 'Take `id-token: write` out of the permissions of this job.'
        : `Take ${name} out of \`env\` of this job.`,
  }
}

/** Settings of git may stand in the environment too (https://git-scm.com/docs/git-config#ENVIRONMENT). */
function gitVariables(environment: Environment): readonly TokenInReach[] {
  const names = Object.keys(environment).filter((name) =>
    /^GIT_CONFIG_(?:PARAMETERS|VALUE_\d{1,4})$/u.test(name),
  )
  const holding = names.filter((name) => holdsLogin(environment[name] ?? ''))
  return holding.map((name) => ({
    where: `the environment variable ${name}`,
    remedy: `Take ${name} out of \`env\` of this job, with the \`GIT_CONFIG_…\` that belong to it.`,
  }))
}

/** Whether a setting of git or a file of settings holds a header that logs in, or an address with a password. */
export function holdsLogin(text: string): boolean {
  return (
    /\bauthorization: ?(?:basic|bearer|token)\b/iu.test(text) ||
    /:\/\/[^/@\s'"]{1,500}@/u.test(text)
  )
}
