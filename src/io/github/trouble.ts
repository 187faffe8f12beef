import { GitHubTrouble } from '../github-port.ts'
import {
  type Answer,
  type Diagnosis,
  type Operation,
  readAnswer,
  rerunOrReport,
} from './answer.ts'
import {
  isRateLimit,
  notAccessible,
  resetTime,
  retryAfterMs,
} from './limits.ts'
import { diagnoseRefusal } from './refusals.ts'
import { ForbiddenRequest } from './write-client.ts'

/** Turns whatever octokit threw into {@link GitHubTrouble} with cause and remedy. */
export function toTrouble(error: unknown, operation: Operation): Error {
  if (error instanceof GitHubTrouble || error instanceof ForbiddenRequest) {
    return error
  }
  const answer = readAnswer(error)
  if (answer === null)
    return error instanceof Error ? error : new Error(String(error))
  const diagnosis = diagnose(answer, operation)
  return new GitHubTrouble({
    status: answer.status,
    cause: error,
    ...diagnosis,
  })
}

function diagnose(answer: Answer, operation: Operation): Diagnosis {
  switch (answer.status) {
    case 0:
      return {
        kind: 'unavailable',
        message: `GitHub could not be reached to ${operation.what}: ${answer.message}`,
        remedy:
          'Re-run the job. If it stays so, look at https://www.githubstatus.com.',
      }
    case 401:
      return {
        kind: 'bad-credentials',
        message: `GitHub does not accept the token (401), so it is not possible to ${operation.what}.`,
        remedy:
          'Leave the input `token` out, or pass a token of this fork that has not expired.',
      }
    case 403:
    case 429:
      return diagnoseForbidden(answer, operation)
    case 404:
      return notFound(operation)
    case 410:
      return {
        kind: 'gone',
        message: `GitHub says that it is gone (410): not possible to ${operation.what}.`,
        remedy:
          'Check in the settings of the fork that pull requests are switched on.',
        url: `${operation.forkUrl}/settings`,
      }
    case 422:
      return diagnoseRefusal(answer, operation)
    default:
      return unexpected(answer, operation)
  }
}

function notFound({ what, permission, forkUrl }: Operation): Diagnosis {
  return {
    kind: 'not-found',
    message: `GitHub finds nothing there (404): not possible to ${what}.`,
    remedy: `The token may not see ${forkUrl}, or lacks a permission. The job needs:\n${permissionLines(permission)}`,
  }
}

function unexpected(answer: Answer, { what }: Operation): Diagnosis {
  if (answer.status >= 500) {
    return {
      kind: 'unavailable',
      message: `GitHub answers ${answer.status}, so it was not possible to ${what}.`,
      remedy:
        'Re-run the job. If it stays so, look at https://www.githubstatus.com.',
    }
  }
  if (answer.status >= 300 && answer.status < 400) {
    return {
      kind: 'unexpected',
      message: `GitHub redirects (${answer.status}) instead of letting us ${what}: the repository was renamed or moved.`,
      remedy: 'Push again: the next run knows the new name.',
    }
  }
  return {
    kind: 'unexpected',
    message: `GitHub answers ${answer.status} to the attempt to ${what}: ${answer.message}`,
    remedy: rerunOrReport,
  }
}

/** Exact texts: GitHub's settings page and field reports; see docs/troubleshooting.md. */
const mayNotCreate =
  'GitHub Actions is not permitted to create or approve pull requests'

function diagnoseForbidden(answer: Answer, operation: Operation): Diagnosis {
  const { message } = answer
  const { what, permission, forkUrl } = operation
  const off = switchedOff(message, forkUrl)
  if (off !== null) return off
  if (isRateLimit(answer)) {
    return {
      kind: 'rate-limited',
      message: `GitHub's rate limit does not allow to ${what} now.`,
      remedy: whenToRerun(answer),
    }
  }
  if (message.includes(notAccessible)) {
    return {
      kind: 'missing-permission',
      message: `The token lacks a permission to ${what}.`,
      remedy: `Give it to the job in the workflow file:\n${permissionLines(permission)}`,
      url: `${forkUrl}/settings/actions`,
    }
  }
  return {
    kind: 'missing-permission',
    message: `GitHub refuses (${answer.status}) to ${what}: ${message}`,
    remedy: `The job needs:\n${permissionLines(permission)}`,
  }
}

/** Settings of a fork that a person has to change. */
function switchedOff(message: string, forkUrl: string): Diagnosis | null {
  if (message.includes(mayNotCreate)) {
    return {
      kind: 'actions-may-not-create-pull-requests',
      message: 'This fork does not let GitHub Actions create pull requests.',
      remedy:
        'Switch it on: Settings → Actions → General → Workflow permissions → "Allow GitHub Actions to create and approve pull requests". Then re-run the job.',
      url: `${forkUrl}/settings/actions`,
    }
  }
  if (!/pull requests are disabled/iu.test(message)) return null
  return {
    kind: 'pull-requests-off',
    message: 'Pull requests are switched off in this fork.',
    remedy: 'Switch them on: Settings → General → Features → Pull requests.',
    url: `${forkUrl}/settings`,
  }
}

function permissionLines(permission: string | null): string {
  const lines = ['contents: read', 'pull-requests: write', 'statuses: write']
  const wanted =
    permission === null ? lines : [...new Set([...lines, permission])]
  return ['permissions:', ...wanted.map((line) => `  ${line}`)].join('\n')
}

/** Reached only where the run may not wait so long. */
function whenToRerun(answer: Answer): string {
  const waitMs = retryAfterMs(answer)
  if (waitMs !== null) {
    return `Re-run the job in ${String(Math.ceil(waitMs / 1000))} s: GitHub asks to wait so long, which is longer than this run may wait.`
  }
  const reset = resetTime(answer.headers)
  const when = reset === null ? '' : ` (after ${reset.toISOString()})`
  return `Re-run the job later${when}.`
}
