import {
  type Check,
  error,
  type Outcome,
  type Problem,
  warn,
} from '../check.ts'
import type { Facts } from '../facts.ts'
import { type OurJob, ourJobs, placeOf, unique } from '../our-jobs.ts'
import { isOurAction } from '../ours.ts'
import type { Concurrency, JobStep } from '../workflow.ts'

/** A job with steps of ours, and the checkout before the first of them. */
type Checkout = OurJob & { readonly checkout: JobStep | undefined }

/** Looks at the jobs that call the action in steps; a called workflow checks out by itself. */
function eachCheckout(
  facts: Facts,
  look: (of: Checkout) => readonly Problem[],
): Outcome {
  return unique(
    ourJobs(facts)
      .filter(({ modes }) => !modes.includes('call'))
      .flatMap((of) => {
        const first = of.job.steps.findIndex(({ uses }) => isOurAction(uses))
        const checkout = of.job.steps
          .slice(0, first)
          .find(({ uses }) => uses?.startsWith('actions/checkout@') === true)
        return look({ ...of, checkout })
      }),
  )
}

const missing: Check = {
  code: 'checkout',
  level: 'error',
  what: 'a step checks the fork out before the action',
  remedy: '`uses: actions/checkout` before it',
  look: (facts) =>
    eachCheckout(facts, (of) =>
      of.checkout === undefined
        ? [
            error(
              `${placeOf(of)} has no actions/checkout before the action, which then finds no repository`,
              'add a step `uses: actions/checkout@…` with `fetch-depth: 0` and `persist-credentials: false` before it',
            ),
          ]
        : [],
    ),
}

const depth: Check = {
  code: 'checkout-depth',
  level: 'warn',
  what: 'the checkout has the whole history (`fetch-depth: 0`)',
  remedy: '`fetch-depth: 0`',
  look: (facts) =>
    eachCheckout(facts, (of) => {
      const { checkout } = of
      const given = checkout?.with.get('fetch-depth') ?? '1'
      return checkout === undefined || given === '0'
        ? []
        : [
            warn(
              `${placeOf(of)} checks out ${given === '1' ? 'one commit' : `${given} commits`}: the fix is compared with upstream, so each run has to fetch the rest, or is refused where it cannot`,
              'write `fetch-depth: 0` under `with:` of actions/checkout',
            ),
          ]
    }),
}

const credentials: Check = {
  code: 'checkout-credentials',
  level: 'error',
  what: 'the checkout leaves no credential behind (`persist-credentials: false`)',
  remedy: '`persist-credentials: false`',
  look: (facts) =>
    eachCheckout(facts, (of) => {
      const { checkout, modes } = of
      const isKept =
        checkout !== undefined &&
        checkout.with.get('persist-credentials') !== 'false'
      const runs = modes.includes('run') || modes.includes('verify')
      if (!isKept || !runs) return []
      const remedy =
        'write `persist-credentials: false` under `with:` of actions/checkout'
      return [
        modes.includes('verify')
          ? error(
              `${placeOf(of)} leaves the token of the checkout in the git configuration, and mode \`verify\` refuses to run beside it`,
              remedy,
            )
          : warn(
              `${placeOf(of)} leaves the token of the checkout in the git configuration, where every command of the project can read it`,
              remedy,
            ),
      ]
    }),
}

const concurrency: Check = {
  code: 'concurrency',
  level: 'warn',
  what: 'runs of one branch wait for each other and are not cancelled halfway',
  remedy: '`concurrency: {group: …, cancel-in-progress: false}`',
  look: (facts) =>
    unique(
      ourJobs(facts).flatMap((of) => {
        const { modes, file, job } = of
        const writes = modes.some(
          (mode) => mode !== 'verify' && mode !== 'plan',
        )
        const held = [file.workflow.concurrency, job.concurrency].filter(
          (one) => one !== null,
        )
        if (!writes) return []
        return held.length === 0 && !modes.includes('call')
          ? [unheld(of)]
          : held.flatMap((one) => concurrencyProblems(of, one))
      }),
    ),
}

/** A called workflow holds its own jobs. */
function unheld(of: OurJob): Problem {
  return warn(
    `${placeOf(of)} has no \`concurrency\`: two pushes in a row run side by side, and both write the staging PR and the commit status`,
    `write \`concurrency: { group: '${groupOfBranch}', cancel-in-progress: false }\` at the top of ${of.file.path}`,
  )
}

const groupOfBranch =
  'staging-pr-${{ inputs.branch || github.head_ref || github.ref_name }}'

function concurrencyProblems(
  of: OurJob,
  { group, cancels }: Concurrency,
): readonly Problem[] {
  const { path } = of.file
  return [
    ...(cancels
      ? [
          warn(
            `${path} cancels a run that is under way (\`cancel-in-progress: true\`): it may stop between writes, with the commit status left pending`,
            'write `cancel-in-progress: false`; a newer push makes the older run `stale` by itself',
          ),
        ]
      : []),
    ...(group.includes('${{')
      ? []
      : [
          warn(
            `${path} has one concurrency group for all branches (${group}): GitHub drops a waiting run of one branch for a newer one of another`,
            `put the branch into the group: \`${groupOfBranch}\``,
          ),
        ]),
  ]
}

/** What our jobs check out, and how runs wait for each other. */
export const checkoutChecks: readonly Check[] = [
  missing,
  depth,
  credentials,
  concurrency,
]
