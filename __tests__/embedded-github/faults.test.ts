import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type Stage, setStage } from './stage.ts'

let stage: Stage

beforeEach(async () => {
  stage = await setStage()
})

afterEach(async () => {
  await stage[Symbol.asyncDispose]()
})

describe('a fault', () => {
  it('strikes the request that it is for, once, and keeps it from being carried out', async () => {
    stage.github.failNext({ method: 'POST', path: 'pulls/create', status: 502 })

    const read = await stage.send('GET /pulls')
    const first = await stage.openPull()
    const afterFirst = stage.fork.pullRequests.length
    const second = await stage.openPull()

    expect([read.status, first.status, second.status]).toEqual([200, 502, 201])
    expect(afterFirst).toBe(0)
  })

  it('may come after the request was carried out', async () => {
    stage.github.failNext({
      path: /^\/repos\/.*\/pulls$/u,
      reset: 'after-write',
    })

    await expect(stage.openPull()).rejects.toThrow('fetch failed')

    expect(stage.fork.pullRequests).toHaveLength(1)
  })

  it('may break the connection before anything is done', async () => {
    stage.github.failNext({ reset: 'before-headers' })

    await expect(stage.openPull()).rejects.toThrow('fetch failed')

    expect(stage.fork.pullRequests).toHaveLength(0)
  })

  it('carries headers, skips requests and repeats', async () => {
    stage.github.failNext({
      path: 'pulls/list',
      status: 403,
      body: { message: 'You have exceeded a secondary rate limit.' },
      headers: { 'retry-after': '7' },
      skip: 1,
      times: 2,
    })

    const answers = []
    for (let index = 0; index < 4; index += 1) {
      answers.push(await stage.send('GET /pulls'))
    }

    expect(answers.map(({ status }) => status)).toEqual([200, 403, 403, 200])
    expect(answers[1]?.headers.get('retry-after')).toBe('7')
  })

  it('is gone when faults are cleared', async () => {
    stage.github.failNext({ status: 500, times: Infinity })
    stage.github.clearFaults()

    expect((await stage.send('GET /pulls')).status).toBe(200)
  })
})

describe('the record', () => {
  it('holds every request with what became of it', async () => {
    await stage.send('GET /pulls?state=all')
    await stage.openPull({ title: 'Hello', body: 'World' })
    await stage.send('GET /nothing/here')

    expect(
      stage.github.requests.map(({ method, path, operation, status }) => ({
        method,
        path,
        operation,
        status,
      })),
    ).toEqual([
      {
        method: 'GET',
        path: '/repos/me/tool/pulls',
        operation: 'pulls/list',
        status: 200,
      },
      {
        method: 'POST',
        path: '/repos/me/tool/pulls',
        operation: 'pulls/create',
        status: 201,
      },
      {
        method: 'GET',
        path: '/repos/me/tool/nothing/here',
        operation: null,
        status: 404,
      },
    ])
    expect(stage.github.requestCount()).toBe(3)
    expect(
      stage.github.requestCount({ ignore: ['pulls/list', /nothing/u] }),
    ).toBe(1)
    expect(stage.github.writes().map(({ path }) => path)).toEqual([
      '/repos/me/tool/pulls',
    ])
    expect(stage.github.payloadTexts()).toContain('World')
  })

  it('never holds the token', async () => {
    await stage.openPull()

    expect(stage.github.everythingSent()).toContain('user-agent')
    expect(stage.github.everythingSent()).not.toContain(stage.fork.token)
  })

  it('takes a GraphQL mutation for a write, also behind a comment or a query', async () => {
    const mutation =
      'mutation { markPullRequestReadyForReview(input: {pullRequestId: "x"}) { clientMutationId } }'
    await stage.send('POST /graphql', { query: `# query\n${mutation}` })
    await stage.send('POST /graphql', {
      query: `query a { viewer { login } }\n${mutation.replace('mutation', 'mutation b')}`,
      operationName: 'a',
    })
    await stage.send('POST /graphql', { query: '{ viewer { login } }' })

    expect(stage.github.writes()).toHaveLength(2)
  })

  it('starts afresh, violations kept', async () => {
    await stage.send('POST /pulls', { colour: 'red' })
    stage.github.forgetRequests()

    expect(stage.github.requests).toEqual([])
    expect(stage.github.violations.length).toBeGreaterThan(0)
  })

  it('tells hooks before a request is carried out', async () => {
    const seen: string[] = []
    const stop = stage.github.onRequest(({ method, path }) => {
      seen.push(`${method} ${path} ${String(stage.fork.pullRequests.length)}`)
    })
    await stage.openPull()
    stop()
    await stage.send('GET /pulls')

    expect(seen).toEqual(['POST /repos/me/tool/pulls 0'])
  })
})
