import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { git } from '../../harness/git.ts'
import { type ApiAnswer, type Stage, setStage } from './stage.ts'

let stage: Stage

beforeEach(async () => {
  stage = await setStage()
})

afterEach(async () => {
  await stage[Symbol.asyncDispose]()
})

/** Status, message and `errors` of a refusal. */
function refusalOf({ status, json }: ApiAnswer): object {
  const { message, errors } = Object(json)
  return { status, message, ...(errors === undefined ? {} : { errors }) }
}

function invalid(field: string): object {
  return {
    status: 422,
    message: 'Validation Failed',
    errors: [{ resource: 'PullRequest', field, code: 'invalid' }],
  }
}

function inWords(message: string): object {
  return {
    status: 422,
    message: 'Validation Failed',
    errors: [{ resource: 'PullRequest', code: 'custom', message }],
  }
}

describe('a pull request that GitHub does not create', () => {
  it('is the second one of head and base', async () => {
    await stage.openPull()

    const answer = await stage.openPull({ title: 'Again' })

    expect(refusalOf(answer)).toEqual(
      inWords('A pull request already exists for me:fix/issue-7.'),
    )
  })

  it('has no commits', async () => {
    stage.world.push('empty')
    git(stage.world.fork, 'update-ref', 'refs/heads/empty', 'refs/heads/main')

    const same = await stage.openPull({ head: 'empty' })
    const itself = await stage.openPull({ head: 'main' })

    expect(refusalOf(same)).toEqual(
      inWords('No commits between main and empty'),
    )
    expect(refusalOf(itself)).toEqual(
      inWords('No commits between main and main'),
    )
  })

  it('names a base or a head that is not there', async () => {
    const base = await stage.openPull({ base: 'trunk' })
    const head = await stage.openPull({ head: 'fix/gone' })

    expect(refusalOf(base)).toEqual(invalid('base'))
    expect(refusalOf(head)).toEqual(invalid('head'))
  })

  it('names a head that was just pushed, until GitHub sees it', async () => {
    stage.fork.settings.headMissingTries = 1

    const first = await stage.openPull()
    const second = await stage.openPull()

    expect(refusalOf(first)).toEqual(invalid('head'))
    expect(second.status).toBe(201)
  })

  it('joins histories that have nothing in common', async () => {
    git(stage.world.clone, 'checkout', '--quiet', '--orphan', 'other')
    stage.world.commit('Another beginning')
    stage.world.push('other')

    const answer = await stage.openPull({ head: 'other' })

    expect(refusalOf(answer)).toEqual(
      inWords('The other branch has no history in common with main'),
    )
  })

  it('comes from Actions while the setting is off', async () => {
    stage.fork.settings.allowActionsPullRequests = false

    const answer = await stage.openPull()

    expect(refusalOf(answer)).toEqual({
      status: 403,
      message:
        'GitHub Actions is not permitted to create or approve pull requests.',
    })
  })

  it('comes from a job without the permission, whatever the setting says', async () => {
    stage.fork.settings.permissions = { contents: 'read' }
    stage.fork.settings.allowActionsPullRequests = false

    const answer = await stage.openPull()

    expect(refusalOf(answer)).toEqual({
      status: 403,
      message: 'Resource not accessible by integration',
    })
  })

  it('is for a repository where pull requests are switched off', async () => {
    stage.fork.settings.hasPullRequests = false

    expect((await stage.openPull()).status).toBe(403)
  })

  it('is a draft where there are none', async () => {
    stage.fork.settings.supportsDrafts = false

    const answer = await stage.openPull({ draft: true })

    expect(refusalOf(answer)).toEqual({
      status: 422,
      message: 'Draft pull requests are not supported in this repository.',
    })
    expect((await stage.openPull()).status).toBe(201)
  })

  it('has a body or title beyond the limit', async () => {
    const body = await stage.openPull({ body: 'x'.repeat(65_537) })
    const title = await stage.openPull({ title: 'x'.repeat(257) })

    expect(refusalOf(body)).toEqual({
      status: 422,
      message: 'Validation Failed',
      errors: [
        {
          resource: 'Issue',
          code: 'custom',
          field: 'body',
          message: 'body is too long (maximum is 65536 characters)',
        },
      ],
    })
    expect(refusalOf(title)).toEqual({
      status: 422,
      message: 'Validation Failed',
      errors: [
        {
          resource: 'Issue',
          code: 'custom',
          field: 'title',
          message: 'title is too long (maximum is 256 characters)',
        },
      ],
    })
    const fits = { title: 'x'.repeat(256), body: 'x'.repeat(65_536) }
    expect((await stage.openPull(fits)).status).toBe(201)
  })

  it('has a title of two lines, or none', async () => {
    expect((await stage.openPull({ title: 'one\ntwo' })).status).toBe(422)
    expect((await stage.openPull({ title: '  ' })).status).toBe(422)
  })
})

describe('a token', () => {
  it('that is not known gets 401', async () => {
    const answer = await stage.send('GET ', undefined, {
      authorization: 'Bearer wrong',
    })

    expect(refusalOf(answer)).toEqual({
      status: 401,
      message: 'Bad credentials',
    })
  })

  it('does not reach another repository, and the try is a violation', async () => {
    const answer = await stage.send('POST /repos/upstream/tool/pulls', {
      title: 'Up',
      head: 'me:fix/issue-7',
      base: 'main',
    })

    expect(answer.status).toBe(403)
    expect(stage.github.violations).toEqual([
      {
        rule: 'write outside the fork',
        request: 'POST /repos/upstream/tool/pulls',
        detail: 'the token belongs to me/tool',
      },
    ])
  })

  it('of a person reaches everything, and a write outside its home is a violation', async () => {
    stage.github.addPersonalToken({
      token: 'ghp_person',
      login: 'me',
      home: 'me/tool',
    })
    const headers = { authorization: 'Bearer ghp_person' }

    const answer = await stage.send(
      'POST /repos/upstream/tool/pulls',
      { title: 'Up', head: 'me:fix/issue-7', base: 'main' },
      headers,
    )

    expect(answer.status).toBe(201)
    expect(stage.github.violations.map(({ rule }) => rule)).toEqual([
      'write outside the fork',
    ])
  })

  it('sees nothing of a private repository of others', async () => {
    stage.upstream.settings.isPrivate = true

    const answer = await stage.send('GET /repos/upstream/tool')

    expect(answer.status).toBe(404)
  })
})

describe('requests that the product has no business with', () => {
  it.each([
    ['PUT /pulls/1/merge', {}],
    ['PUT /pulls/1/update-branch', {}],
    ['POST /pulls/1/reviews', { event: 'APPROVE' }],
    ['POST /issues/1/comments', { body: 'Hello' }],
    ['POST /issues', { title: 'Hello' }],
  ])('%s is a violation', async (line, body) => {
    await stage.openPull()

    await stage.send(line, body)

    expect(stage.github.violations.map(({ rule }) => rule)).toContain(
      'forbidden operation',
    )
  })

  it('are not known at all', async () => {
    const answer = await stage.send('DELETE /git/refs/heads/main')

    expect(answer.status).toBe(404)
    expect(stage.github.violations.map(({ rule }) => rule)).toEqual([
      'unknown operation',
    ])
  })
})

describe("a request that does not fit GitHub's description", () => {
  it.each([
    [
      'an unknown field',
      'POST /pulls',
      { title: 'a', head: 'fix/issue-7', base: 'main', colour: 'red' },
      'body must NOT have additional properties: colour',
    ],
    [
      'a field of another type',
      'POST /pulls',
      { title: 'a', head: 'fix/issue-7', base: 'main', draft: 'yes' },
      'body/draft must be boolean',
    ],
    [
      'a missing field',
      'POST /pulls',
      { title: 'a', base: 'main' },
      "body must have required property 'head'",
    ],
    [
      'an unknown query parameter',
      'GET /pulls?branch=fix',
      undefined,
      'query must NOT have additional properties: branch',
    ],
    [
      'a query parameter of another type',
      'GET /pulls?per_page=all',
      undefined,
      'query/per_page must be integer',
    ],
    [
      'a value that is not listed',
      'GET /pulls?state=merged',
      undefined,
      'query/state must be equal to one of the allowed values',
    ],
    ['no JSON', 'POST /pulls', '{"title"', 'body is no JSON'],
  ])('with %s is a violation', async (...[, line, body, detail]) => {
    await stage.send(line, body)

    const found = stage.github.violations.filter(
      ({ rule }) => rule === 'OpenAPI',
    )
    expect(found.map((one) => one.detail)).toContain(detail)
  })

  it('is not the ordinary one', async () => {
    await stage.openPull({ draft: true })
    await stage.send('GET /pulls?head=me:fix/issue-7&state=all&per_page=100')
    await stage.send('PATCH /issues/1', { title: 'New', body: 'Text' })

    expect(stage.github.violations).toEqual([])
  })
})
