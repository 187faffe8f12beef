import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { git } from '../../harness/git.ts'
import {
  branch,
  configText,
  fix,
  messages,
  setScene,
  specText,
} from './scene.ts'

describe('the first push of a fix branch', () => {
  it('opens the staging PR inside the fork, with a status before and after', async () => {
    await using scene = await setScene()

    const result = await scene.pushAndRun(fix)

    const { number, title, body, baseRef, headRef } = scene.stagingPullRequest()
    expect(result.exitCode).toBe(0)
    expect({ number, title, baseRef, headRef }).toEqual({
      number: 1,
      title: 'Fix issue 1234: Keys are lost',
      baseRef: 'main',
      headRef: branch,
    })
    expect(body).toContain('**Ready for your review.**')
    expect(body).toContain('Two writers lose a key.')
    expect(
      scene.fork.statuses.map(({ state, context }) => `${context} ${state}`),
    ).toEqual(['staging-pr pending', 'staging-pr success'])
  })

  it('hands over outputs that are ids, numbers, enums, SHAs, paths and URLs', async () => {
    await using scene = await setScene()

    const { outputs } = await scene.pushAndRun(fix)

    const { headSha } = scene.stagingPullRequest()
    const {
      'evidence-path': evidencePath,
      'body-path': bodyPath,
      'result-path': resultPath,
      ...rest
    } = outputs
    expect(rest).toEqual({
      conclusion: 'ready',
      ready: 'true',
      proof: 'not-configured',
      'pull-request-number': '1',
      'pull-request-url': `${scene.fork.url}/pull/1`,
      operation: 'created',
      'head-sha': headSha,
      approval: 'none',
    })
    expect(readFileSync(bodyPath ?? '', 'utf8')).toContain('## User Impact')
    expect(JSON.parse(readFileSync(resultPath ?? '', 'utf8'))).toMatchObject({
      ready: true,
    })
    expect(JSON.parse(readFileSync(evidencePath ?? '', 'utf8'))).toMatchObject({
      schemaVersion: 1,
      head: { sha: headSha, branch },
      conclusion: 'ready',
    })
  })

  it('takes six requests, and the summary of the run holds the body', async () => {
    await using scene = await setScene()

    const { summary } = await scene.pushAndRun(fix)

    expect(scene.github.requestCount()).toBeLessThanOrEqual(6)
    expect(summary).toContain('# Fix issue 1234: Keys are lost')
    expect(summary).toContain('## Testing')
  })

  it('sets labels, assignees and milestone in one further request and asks reviewers one by one', async () => {
    await using scene = await setScene({
      fork: {
        labels: ['automated'],
        milestones: ['Next'],
        collaborators: ['friend', 'contributor'],
      },
    })

    const result = await scene.pushAndRun(fix, {
      inputs: {
        labels: 'automated',
        assignees: 'contributor',
        milestone: 'Next',
        reviewers: 'friend, stranger',
      },
    })

    const json = scene.fork.pullRequestJson(1)
    expect(json.labels?.map(({ name }) => name)).toEqual(['automated'])
    expect(json.assignees?.map(({ login }) => login)).toEqual(['contributor'])
    expect(json.milestone?.title).toBe('Next')
    expect(json.requested_reviewers?.map(({ login }) => login)).toEqual([
      'friend',
    ])
    expect(result.exitCode).toBe(0)
    expect(messages(result, 'warning').join('\n')).toContain(
      'Review by stranger: not set.',
    )
  })

  it('opens a draft with `draft: auto` while it is not ready', async () => {
    await using scene = await setScene()
    const open = specText.replace('- [x]', '- [ ]')

    await scene.pushAndRun(
      { ...fix, '.chant/specs/005-fork-fix.md': open },
      { inputs: { draft: 'auto' } },
    )

    expect(scene.stagingPullRequest().draft).toBe(true)
  })

  it('sends nothing with `dry-run: true`, and leaves the body in summary and file', async () => {
    await using scene = await setScene()

    const result = await scene.pushAndRun(fix, {
      inputs: { 'dry-run': 'true' },
    })

    expect(scene.github.writes()).toEqual([])
    expect(result.outputs).toMatchObject({
      operation: 'none',
      conclusion: 'ready',
    })
    expect(result.summary).toContain('## User Impact')
  })
})

describe('the next push', () => {
  it('updates the staging PR in five requests, beside one look at what people did meanwhile', async () => {
    await using scene = await setScene()
    await scene.pushAndRun({
      ...fix,
      '.github/staging-pr.yml': 'verify:\n  test: "false"\n',
    })
    scene.github.forgetRequests()

    const result = await scene.pushAndRun({
      '.github/staging-pr.yml': configText,
    })

    expect(
      scene.github.requestCount({ ignore: ['pulls/get'] }),
    ).toBeLessThanOrEqual(5)
    expect(result.outputs).toMatchObject({
      operation: 'updated',
      conclusion: 'ready',
    })
    expect(scene.stagingPullRequest().body).toContain('Ready for your review.')
  })

  it('sends not one write when the same commit runs again', async () => {
    await using scene = await setScene()
    const pushed = scene.pushFiles(fix)
    await scene.runOnPush(pushed)
    scene.github.forgetRequests()

    const result = await scene.runOnPush(pushed)

    expect(scene.github.writes()).toEqual([])
    expect(scene.github.requestCount()).toBe(2)
    expect(result.outputs).toMatchObject({
      operation: 'unchanged',
      'pull-request-number': '1',
    })
  })

  it('sends not one write when a failed commit runs again without GraphQL', async () => {
    await using scene = await setScene()
    scene.github.settings.graphql = false
    const pushed = scene.pushFiles({
      ...fix,
      '.github/staging-pr.yml': 'verify:\n  test: "false"\n',
    })
    await scene.runOnPush(pushed)
    scene.github.forgetRequests()

    const result = await scene.runOnPush(pushed)

    expect(scene.github.writes()).toEqual([])
    expect(scene.github.requestCount()).toBeLessThanOrEqual(10)
    expect(result.outputs['operation']).toBe('unchanged')
    expect(result.exitCode).toBe(1)
  })

  it('sets the status that an earlier attempt could not set, without GraphQL as well', async () => {
    await using scene = await setScene()
    scene.github.settings.graphql = false
    const pushed = scene.pushFiles(fix)
    scene.github.failNext({
      method: 'POST',
      path: /\/statuses\//u,
      status: 403,
      skip: 1,
      times: 9,
    })
    await scene.runOnPush(pushed)
    const before = scene.fork.latestStatus(pushed.after, 'staging-pr')
    scene.github.clearFaults()

    await scene.runOnPush(pushed, {
      environment: { GITHUB_RUN_ATTEMPT: '2' },
    })

    expect(before?.state).toBe('pending')
    expect(scene.fork.latestStatus(pushed.after, 'staging-pr')?.state).toBe(
      'success',
    )
  })

  it('takes the staging PR out of draft once it is ready, or says which button does it', async () => {
    await using scene = await setScene()
    const open = specText.replace('- [x]', '- [ ]')
    const inputs = { draft: 'auto' }
    await scene.pushAndRun(
      { ...fix, '.chant/specs/005-fork-fix.md': open },
      { inputs },
    )

    const result = await scene.pushAndRun(
      { '.chant/specs/005-fork-fix.md': specText },
      { inputs },
    )

    expect(scene.stagingPullRequest().draft).toBe(true)
    expect(messages(result, 'notice').join('\n')).toContain(
      'press "Ready for review"',
    )
    expect(result.exitCode).toBe(0)
  })
})

describe('where GraphQL is refused', () => {
  it('comes to the same staging PR by REST', async () => {
    await using byRest = await setScene()
    byRest.github.settings.graphql = false
    await using byGraphql = await setScene()

    const rest = await byRest.pushAndRun(fix)
    const graphql = await byGraphql.pushAndRun(fix)

    const text = (body: string): string =>
      body
        .replaceAll(/127\.0\.0\.1:\d+/gu, 'HOST')
        .replace(/sum=\S+ text=\S+ title=\S+/u, '')
        .replaceAll(/ (?:kept|since)=\S+/gu, '')
        .replaceAll(/\| (?:passed, )?(?:under 1|\d+) s \|/gu, '| passed |')
        .replaceAll(/, (?:under 1|\d+) s \|/gu, ' |')
    expect(rest.outputs['operation']).toBe(graphql.outputs['operation'])
    expect(text(byRest.stagingPullRequest().body)).toBe(
      text(byGraphql.stagingPullRequest().body),
    )
    expect(byRest.github.requestCount()).toBeLessThanOrEqual(12)
  })
})

describe('a push that rewrites the branch', () => {
  const onBase = { 'other.txt': 'moved on\n' }

  it('only rebased says so in one line, and a run without change keeps it', async () => {
    await using scene = await setScene()
    await scene.pushAndRun(fix)
    const old = scene.stagingPullRequest().headSha
    const { clone } = scene.world
    git(clone, 'commit', '--quiet', '--amend', '--message', 'Say it better')
    const rebased = scene.world.push(branch, '--force')

    await scene.runOnPush(rebased)

    const { body } = scene.stagingPullRequest()
    expect(body).toContain(
      `only rebased since \`${old.slice(0, 7)}\`: the change is the same`,
    )
    const again = await scene.runOnPush(rebased)
    expect(again.outputs['operation']).toBe('unchanged')
    expect(scene.stagingPullRequest().body).toBe(body)
  })

  it('with another change names the files', async () => {
    await using scene = await setScene()
    await scene.pushAndRun({ ...fix, ...onBase })
    const old = scene.stagingPullRequest().headSha
    scene.world.write({ 'keep.txt': 'fixed otherwise\n' })
    const { clone } = scene.world
    git(clone, 'commit', '--quiet', '--all', '--amend', '--message', 'Fix')

    await scene.runOnPush(scene.world.push(branch, '--force'))

    expect(scene.stagingPullRequest().body).toContain(
      `rewritten since \`${old.slice(0, 7)}\`, the change of \`keep.txt\` differs`,
    )
  })

  it('is not spoken of where commits were added alone', async () => {
    await using scene = await setScene()
    await scene.pushAndRun(fix)

    await scene.pushAndRun({ 'keep.txt': 'fixed again\n' })

    expect(scene.stagingPullRequest().body).not.toMatch(/rebased|rewritten/u)
  })
})
