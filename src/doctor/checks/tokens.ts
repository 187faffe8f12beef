import { type Check, error, note, warn } from '../check.ts'
import { each, placeOf, runsCommands } from '../our-jobs.ts'
import { ourSteps } from '../ours.ts'

const oneJob = each(
  'one-job',
  {
    level: 'note',
    what: 'commands of the project run in jobs that hold no token',
    remedy: '`staging-pr init --layout …`, see [Across jobs](jobs.md)',
  },
  (of) =>
    of.modes.includes('run')
      ? [
          note(
            `${placeOf(of)} runs the commands of the project beside a token that may write pull requests of your fork: code that is out to find it can`,
            'where you do not trust it, `staging-pr init --layout … --force` writes jobs that hold none (docs/jobs.md)',
          ),
        ]
      : [],
)

const token = each(
  'token-input',
  {
    level: 'warn',
    what: "the action gets the workflow's own token, which reaches the fork alone",
    remedy: 'leave the input `token` out',
  },
  (of) =>
    [of.job.with, ...ourSteps(of.job).map((step) => step.with)].flatMap(
      (given) => {
        const text = given.get('token') ?? ''
        return /\bsecrets\s{0,5}[.[]/u.test(text) &&
          !/secrets\.GITHUB_TOKEN\b/u.test(text)
          ? [
              warn(
                `${placeOf(of)} gives the action a token of its own (${text.trim().slice(0, 60)}), which may reach more than the fork, upstream included`,
                'leave the input `token` out: `github.token` can write to the fork alone',
              ),
            ]
          : []
      },
    ),
)

const plainToken = each(
  'token-in-file',
  {
    level: 'error',
    what: 'no token stands in a workflow in plain text',
    remedy: 'revoke it',
  },
  (of) => {
    const { file, job } = of
    const values = [
      file.workflow.env,
      job.env,
      job.with,
      ...job.steps.flatMap((step) => [step.with, step.env]),
    ].flatMap((given) => [...given])
    const names = values
      .filter(([, value]) => tokenPattern.test(value))
      .map(([name]) => name)
    return names.map((name) =>
      error(
        `${placeOf(of)} holds a token in plain text (${name}), which everybody who sees the file can use`,
        'revoke it on https://github.com/settings/tokens, then take it out',
      ),
    )
  },
)

const tokenPattern = /(?:^|\W)(?:gh[opsur]_|github_pat_)\w{20}/u

const verifyToken = each(
  'verify-token',
  {
    level: 'error',
    what: 'a job of mode `verify` is given no token',
    remedy: "`token: ''`",
  },
  (of) =>
    ourSteps(of.job).some(
      (step) =>
        step.with.get('mode') === 'verify' && step.with.get('token') !== '',
    )
      ? [
          error(
            `${placeOf(of)} does not take the token away from mode \`verify\`, which then refuses to run`,
            "write `token: ''` beside `mode: verify`",
          ),
        ]
      : [],
)

const secrets = each(
  'secrets-in-reach',
  {
    level: 'warn',
    what: 'no secret stands in the environment of a job that runs commands',
    remedy: 'take it out of `env:`',
  },
  (of) => {
    if (!runsCommands(of)) return []
    const { file, job } = of
    const places = [
      file.workflow.env,
      job.env,
      ...ourSteps(job).map(({ env }) => env),
    ]
    const names = places.flatMap((env) =>
      [...env]
        .filter(([, value]) =>
          /\bsecrets\s{0,5}[.[]|github\.token/u.test(value),
        )
        .map(([name]) => name),
    )
    return names.map((name) =>
      warn(
        `${placeOf(of)} has a secret in its environment (${name}), within reach of every command of the project`,
        `take ${name} out of \`env:\`, or run the steps in jobs of their own (docs/jobs.md)`,
      ),
    )
  },
)

/** Tokens and secrets in reach of the project's commands. */
export const tokenChecks: readonly Check[] = [
  oneJob,
  token,
  plainToken,
  verifyToken,
  secrets,
]
