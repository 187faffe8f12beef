import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { createGitHub } from '../../../src/io/github/create-github.ts'
import type { GitHub } from '../../../src/io/github-port.ts'
import { type Stage, setStage } from '../../embedded-github/stage.ts'

let stage: Stage

beforeEach(async () => {
  stage = await setStage()
})

afterEach(async () => {
  expect(stage.github.violations).toEqual([])
  await stage[Symbol.asyncDispose]()
})

function connect(): Promise<GitHub> {
  const { url, apiUrl, graphqlUrl } = stage.github
  return createGitHub({
    token: stage.fork.token,
    server: { url, apiUrl, graphqlUrl },
    fork: { owner: 'me', name: 'tool' },
    environment: {},
    onWait: () => {},
    retryPauseMs: 1,
  })
}

const upstream = { owner: 'upstream', name: 'tool' }

it('an issue of upstream that was moved away cannot be read, and nothing else is asked for', async () => {
  const github = await connect()
  const { number } = stage.upstream.addIssue({ number: 1234 })
  const path = `/repos/upstream/tool/issues/${String(number)}`
  expect(await github.upstreamIssue(upstream, number)).toMatchObject({ number })
  stage.github.forgetRequests()
  stage.github.failNext({
    path,
    status: 301,
    body: { message: 'Moved Permanently' },
    headers: { location: `${stage.github.apiUrl}/repos/me/tool` },
  })

  expect(await github.upstreamIssue(upstream, number)).toBeNull()
  expect(
    stage.github.requests
      .map((request) => request.path)
      .filter((asked) => !asked.startsWith(path)),
  ).toEqual([])
})
