import type { Fault } from '../../embedded-github/faults.ts'

/** What becomes of a request that a fault strikes: it heals within the request, or ends as trouble of a kind. */
export type Fate = 'heals' | 'a lost answer' | 'done otherwise' | TroubleOfFault

type TroubleOfFault =
  | 'already-exists'
  | 'bad-credentials'
  | 'missing-permission'
  | 'no-commits-between'
  | 'not-found'
  | 'rate-limited'
  | 'unavailable'
  | 'unexpected'
  | 'validation'

/** A fault of GitHub or of the way there, with what is expected of it. */
export type GitHubFault = {
  readonly name: string
  /** Made when it is set: some name the time. */
  readonly fault: () => Omit<Fault, 'path' | 'method' | 'when'>
  /** `a lost answer`: it was carried out, but what came back says nothing. */
  readonly fate: Fate
  /** Where less than {@link usualPatienceMs} will do. Milliseconds. */
  readonly patienceMs?: number
}

/** Patience in which everything heals that can, on a slow machine as well. Milliseconds. */
export const usualPatienceMs = 6_000

const forGood = Infinity
const secondary = {
  message:
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
}
const tooMany = { message: 'Too many requests' }
const primary = { message: 'API rate limit exceeded for installation.' }

/** Every fault of the matrix; each needs at most three seconds of patience to heal. */
export const gitHubFaults: readonly GitHubFault[] = [
  fate('heals', 'a 500', () => ({ status: 500 })),
  fate('heals', 'a 502 with a page of HTML', () => ({
    status: 502,
    body: '<html><head><title>502 Bad Gateway</title></head></html>',
    headers: { 'content-type': 'text/html' },
  })),
  fate('heals', 'a 503', () => ({ status: 503 })),
  fate('heals', 'a 503 twice', () => ({ status: 503, times: 2 })),
  fate('unavailable', 'a 503 for good', () => ({
    status: 503,
    times: forGood,
  })),
  fate('heals', 'a secondary limit of a second', () => ({
    ...limited(403, secondary, { 'retry-after': '1' }),
    times: 1,
  })),
  fate('rate-limited', 'a secondary limit of no named time', () =>
    limited(403, secondary),
  ),
  fate('heals', 'a 429 of a second', () => ({
    ...limited(429, tooMany, { 'retry-after': '1' }),
    times: 1,
  })),
  fate('heals', 'a 429 until a date', () => ({
    ...limited(429, tooMany, { 'retry-after': new Date().toUTCString() }),
    times: 1,
  })),
  fate('rate-limited', 'a 429 of an hour', () =>
    limited(429, tooMany, { 'retry-after': '3600' }),
  ),
  fate('rate-limited', 'a 429 with a garbled time', () =>
    limited(429, tooMany, { 'retry-after': 'soon' }),
  ),
  fate('heals', 'a primary limit that was reset by now', () => ({
    ...limited(403, primary, usedUp(-60)),
    times: 1,
  })),
  fate('rate-limited', 'a primary limit until in an hour', () =>
    limited(403, primary, usedUp(3600)),
  ),
  fate('bad-credentials', 'a 401', () => ({
    status: 401,
    body: { message: 'Bad credentials' },
    times: forGood,
  })),
  fate('missing-permission', 'a 403 for the token', () => ({
    status: 403,
    body: { message: 'Resource not accessible by integration' },
    times: forGood,
  })),
  fate('not-found', 'a 404', () => ({
    status: 404,
    body: { message: 'Not Found' },
    times: forGood,
  })),
  fate('unexpected', 'a 409', () => ({
    status: 409,
    body: { message: 'Conflict' },
    times: forGood,
  })),
  fate('already-exists', 'a 422 for a double', () =>
    refused({
      message: 'A pull request already exists for contributor:fix/issue-1234.',
    }),
  ),
  fate('no-commits-between', 'a 422 for no commits', () =>
    refused({ message: 'No commits between main and fix/issue-1234' }),
  ),
  fate('validation', 'a 422 for a long body', () =>
    refused({
      field: 'body',
      code: 'custom',
      message: 'body is too long (maximum is 65536 characters)',
    }),
  ),
  fate('heals', 'a connection lost on the way', () => ({
    reset: 'before-headers',
  })),
  fate('heals', 'a connection lost within the answer', () => ({
    reset: 'mid-body',
  })),
  fate('heals', 'a connection lost after it was carried out', () => ({
    reset: 'after-write',
  })),
  {
    ...fate('unavailable', 'an answer that never comes', () => ({
      neverAnswers: true,
      status: 200,
      times: forGood,
    })),
    patienceMs: 800,
  },
  fate('a lost answer', 'JSON that is cut short', () => ({
    carriesOut: true,
    status: 200,
    body: '{"number": 1, "node_i',
    times: 1,
  })),
  fate('a lost answer', 'JSON of another shape', () => ({
    carriesOut: true,
    status: 200,
    body: { data: 7, items: ['x'] },
    times: 1,
  })),
  fate('a lost answer', 'an empty 204', () => ({
    carriesOut: true,
    status: 204,
    times: 1,
  })),
  ...([301, 307] as const).map((status) =>
    fate('unexpected', `a ${String(status)} to elsewhere`, () => ({
      status,
      body: { message: 'Moved' },
      headers: { location: 'https://elsewhere.invalid/repositories/1' },
      times: forGood,
    })),
  ),
]

function fate(
  expected: Fate,
  name: string,
  fault: GitHubFault['fault'],
): GitHubFault {
  return { name, fault, fate: expected }
}

/** A limit that is over once it was waited for, where the headers say for how long. */
function limited(
  status: 403 | 429,
  body: object,
  headers: Readonly<Record<string, string>> = {},
) {
  return { status, body, headers, times: forGood }
}

/** Headers of a primary limit that is reset in so many seconds. */
function usedUp(seconds: number): Readonly<Record<string, string>> {
  return {
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + seconds),
  }
}

function refused(error: Readonly<Record<string, string>>) {
  return {
    status: 422,
    body: {
      message: 'Validation Failed',
      errors: [{ resource: 'PullRequest', code: 'custom', ...error }],
    },
    times: forGood,
  }
}
