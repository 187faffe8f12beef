import {
  type Answer,
  type Diagnosis,
  type FieldError,
  type Operation,
  rerunOrReport,
} from './answer.ts'

type RefusalRule = {
  readonly applies: (error: FieldError, all: Answer) => boolean
  readonly diagnosis: (operation: Operation) => Diagnosis
}

/** GitHub's refusals of a pull request, told by field and code, since the texts around them vary. */
const refusals: readonly RefusalRule[] = [
  {
    applies: ({ message }) =>
      message?.startsWith('A pull request already exists') === true,
    diagnosis: ({ branch = 'this branch' }) => ({
      kind: 'already-exists',
      message: `A pull request of ${branch} exists already.`,
      remedy: 'Re-run the job: it will be found and updated.',
    }),
  },
  {
    applies: ({ message }) =>
      message?.startsWith('No commits between') === true,
    diagnosis: ({ branch = 'the branch', base = 'its base' }) => ({
      kind: 'no-commits-between',
      message: `${branch} has no commits beyond ${base}, so there is nothing to open a pull request for.`,
      remedy: 'Commit the fix to the branch and push again.',
    }),
  },
  {
    applies: ({ field, code }) => field === 'base' && code === 'invalid',
    diagnosis: ({ base = 'the base', forkUrl }) => ({
      kind: 'base-missing',
      message: `The fork has no branch ${base}, which is the base of the staging PR.`,
      remedy: `Create it, or name another one with the input \`base\`.`,
      url: `${forkUrl}/branches`,
    }),
  },
  {
    applies: ({ field, code }) => field === 'head' && code === 'invalid',
    diagnosis: ({ branch = 'the branch', forkUrl }) => ({
      kind: 'head-missing',
      message: `GitHub does not find ${branch} in the fork.`,
      remedy:
        'It was just pushed or was deleted. If it is there, re-run the job; else push it again.',
      url: `${forkUrl}/branches`,
    }),
  },
  {
    applies: ({ message }) =>
      message?.includes('no history in common') === true,
    diagnosis: ({ branch = 'The branch', base = 'its base' }) => ({
      kind: 'no-common-history',
      message: `${branch} has no history in common with ${base}.`,
      remedy: 'Cut the fix branch from upstream and bring the commits over.',
    }),
  },
  {
    applies: (_error, { message }) =>
      message.startsWith('Draft pull requests are not supported'),
    diagnosis: () => ({
      kind: 'draft-not-supported',
      message: 'This repository has no draft pull requests.',
      remedy: 'Set the input `draft` to never.',
    }),
  },
]

const noField: FieldError = {
  resource: null,
  field: null,
  code: null,
  message: null,
}

/** Tells a 422 by its field errors. */
export function diagnoseRefusal(
  answer: Answer,
  operation: Operation,
): Diagnosis {
  const errors = answer.errors.length === 0 ? [noField] : answer.errors
  const rule = refusals.find(({ applies }) =>
    errors.some((error) => applies(error, answer)),
  )
  if (rule !== undefined) return rule.diagnosis(operation)
  const details = answer.errors.map(describeField).join('; ')
  return {
    kind: 'validation',
    message: `GitHub refuses (422) to ${operation.what}: ${details || answer.message}`,
    remedy: rerunOrReport,
  }
}

function describeField({ resource, field, code, message }: FieldError): string {
  return message ?? [resource, field, code].filter(Boolean).join(' ')
}
