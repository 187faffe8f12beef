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

function numbersOf({ json }: ApiAnswer): readonly number[] {
  return Array.isArray(json) ? json.map((one) => Number(one.number)) : []
}

function messageOf({ json }: ApiAnswer): string {
  const { errors, message } = Object(json)
  return String(errors?.[0]?.message ?? message)
}

describe('a pull request', () => {
  it('is created, read, changed and listed', async () => {
    const created = await stage.openPull({ draft: true })
    await stage.send('PATCH /issues/1', { title: 'Better', body: 'More' })
    const read = await stage.send('GET /pulls/1')
    const list = await stage.send('GET /pulls?head=me:fix/issue-7&base=main')

    expect(created.status).toBe(201)
    expect(created.json).toMatchObject({
      number: 1,
      draft: true,
      html_url: `${stage.github.url}/me/tool/pull/1`,
      user: { login: 'github-actions[bot]', type: 'Bot' },
      head: { label: 'me:fix/issue-7', sha: stage.headSha },
      base: { label: 'me:main', repo: { full_name: 'me/tool', fork: true } },
    })
    expect(read.json).toMatchObject({
      title: 'Better',
      body: 'More',
      state: 'open',
      merged: false,
      commits: 1,
      changed_files: 1,
    })
    expect(numbersOf(list)).toEqual([1])
  })

  it('follows pushes', async () => {
    await stage.openPull()
    stage.world.write({ 'more.txt': 'more\n' })
    stage.world.commit('More')
    const { after } = stage.world.push('fix/issue-7')

    const { json } = await stage.send('GET /pulls/1')

    expect(json).toMatchObject({ head: { sha: after }, commits: 2 })
  })

  it('closes when its branch is deleted or emptied', async () => {
    stage.world.push('second')
    await stage.openPull()
    await stage.openPull({ head: 'second' })
    git(stage.world.fork, 'update-ref', '-d', 'refs/heads/fix/issue-7')
    git(stage.world.fork, 'update-ref', 'refs/heads/second', 'refs/heads/main')

    const first = await stage.send('GET /pulls/1')
    const second = await stage.send('GET /pulls/2')

    expect(first.json).toMatchObject({ state: 'closed', merged: false })
    expect(second.json).toMatchObject({ state: 'closed', merged: false })
  })

  it('is merged when the base gets its head', async () => {
    await stage.openPull()
    git(stage.world.fork, 'update-ref', 'refs/heads/main', stage.headSha)

    const { json } = await stage.send('GET /pulls/1')

    expect(json).toMatchObject({ state: 'closed', merged: true })
  })

  it('gets CRLF where a person saved the body, and keeps what the API sent', async () => {
    await stage.openPull({ body: 'one\ntwo' })
    const sent = await stage.send('GET /pulls/1')
    stage.fork.editBodyAsPerson(1, 'one\ntwo')

    const saved = await stage.send('GET /pulls/1')

    expect(sent.json).toMatchObject({ body: 'one\ntwo' })
    expect(saved.json).toMatchObject({ body: 'one\r\ntwo' })
  })

  it('has null for an empty body', async () => {
    await stage.openPull({ body: '' })

    expect((await stage.send('GET /pulls/1')).json).toMatchObject({
      body: null,
    })
  })

  it('is reopened only while its branch goes on from where it was', async () => {
    await stage.openPull()
    stage.fork.closeAsPerson(1)
    const reopened = await stage.send('PATCH /pulls/1', { state: 'open' })
    stage.fork.closeAsPerson(1)
    git(stage.world.clone, 'reset', '--quiet', '--hard', 'HEAD~1')
    stage.world.write({ 'other.txt': 'other\n' })
    stage.world.commit('Another fix')
    stage.world.push('fix/issue-7', '--force')

    const refused = await stage.send('PATCH /pulls/1', { state: 'open' })

    expect(reopened.json).toMatchObject({ state: 'open' })
    expect(refused.status).toBe(422)
    expect(messageOf(refused)).toBe(
      'state cannot be changed. The fix/issue-7 branch was force-pushed or recreated.',
    )
  })

  it('keeps its base once it is closed', async () => {
    await stage.openPull()
    stage.fork.closeAsPerson(1)
    stage.world.push('other')

    const refused = await stage.send('PATCH /pulls/1', { base: 'other' })

    expect(messageOf(refused)).toBe(
      'Cannot change the base branch of a closed pull request.',
    )
  })

  it('does not change its date when nothing else changes', async () => {
    await stage.openPull({ title: 'Same' })
    const before = stage.fork.pullRequests[0]?.updatedAt

    await stage.send('PATCH /issues/1', { title: 'Same' })

    expect(stage.fork.pullRequests[0]?.updatedAt).toBe(before)
  })
})

describe('the list of pull requests', () => {
  it('ignores a head without a colon', async () => {
    stage.world.push('second')
    await stage.openPull()
    await stage.openPull({ head: 'second' })

    expect(numbersOf(await stage.send('GET /pulls?head=second'))).toEqual([
      2, 1,
    ])
    expect(numbersOf(await stage.send('GET /pulls?head=me:second'))).toEqual([
      2,
    ])
  })

  it('shows open ones unless asked, newest first', async () => {
    stage.world.push('second')
    await stage.openPull()
    await stage.openPull({ head: 'second' })
    stage.fork.closeAsPerson(1)

    expect(numbersOf(await stage.send('GET /pulls'))).toEqual([2])
    expect(numbersOf(await stage.send('GET /pulls?state=all'))).toEqual([2, 1])
    expect(numbersOf(await stage.send('GET /pulls?state=closed'))).toEqual([1])
  })

  it('comes in pages with links', async () => {
    stage.world.push('second')
    await stage.openPull()
    await stage.openPull({ head: 'second' })

    const first = await stage.send('GET /pulls?per_page=1')

    expect(numbersOf(first)).toEqual([2])
    expect(first.headers.get('link')).toContain('page=2>; rel="next"')
  })

  it('may not show a new one yet', async () => {
    stage.fork.settings.listLag = 1
    await stage.openPull()

    expect(numbersOf(await stage.send('GET /pulls'))).toEqual([])
    expect(numbersOf(await stage.send('GET /pulls'))).toEqual([1])
  })
})

describe('commit statuses', () => {
  it('are listed newest first and add up', async () => {
    const path = `/statuses/${stage.headSha}`
    await stage.send(`POST ${path}`, { state: 'pending', context: 'a' })
    await stage.send(`POST ${path}`, { state: 'success', context: 'b' })
    await stage.send(`POST ${path}`, { state: 'success', context: 'a' })

    const list = await stage.send(`GET /commits/${stage.headSha}/statuses`)
    const combined = await stage.send('GET /commits/fix/issue-7/status')

    expect(list.json).toMatchObject([
      { context: 'a', state: 'success' },
      { context: 'b', state: 'success' },
      { context: 'a', state: 'pending' },
    ])
    expect(combined.json).toMatchObject({ state: 'success', total_count: 2 })
    expect(stage.fork.latestStatus(stage.headSha, 'a')?.state).toBe('success')
  })

  it('are refused with a long description, a wrong state, or no commit', async () => {
    const path = `/statuses/${stage.headSha}`
    const long = await stage.send(`POST ${path}`, {
      state: 'success',
      description: 'x'.repeat(141),
    })
    const state = await stage.send(`POST ${path}`, { state: 'great' })
    const commit = await stage.send(`POST /statuses/${'0'.repeat(40)}`, {
      state: 'success',
    })

    expect(messageOf(long)).toBe(
      'description is too long (maximum is 140 characters)',
    )
    expect(state.status).toBe(422)
    expect(messageOf(commit)).toBe(`No commit found for SHA: ${'0'.repeat(40)}`)
  })

  it('need their own permission', async () => {
    stage.fork.settings.permissions = { 'pull-requests': 'write' }

    const { status } = await stage.send(`POST /statuses/${stage.headSha}`, {
      state: 'success',
    })

    expect(status).toBe(403)
  })
})

describe('labels, people and milestones', () => {
  it('are set when they exist', async () => {
    stage.fork.addLabel('bug')
    stage.fork.addMilestone('v1')
    await stage.openPull()

    const { json } = await stage.send('PATCH /issues/1', {
      labels: ['Bug'],
      assignees: ['me'],
      milestone: 1,
    })

    expect(json).toMatchObject({
      labels: [{ name: 'bug' }],
      assignees: [{ login: 'me' }],
      milestone: { title: 'v1' },
    })
  })

  it('refuse all of a request for one bad name', async () => {
    await stage.openPull({ body: 'Text' })

    const label = await stage.send('PATCH /issues/1', {
      body: 'New',
      labels: ['unknown'],
    })
    const person = await stage.send('PATCH /issues/1', {
      body: 'New',
      assignees: ['stranger'],
    })
    const milestone = await stage.send('PATCH /issues/1', {
      body: 'New',
      milestone: 9,
    })

    expect(label.json).toMatchObject({
      message:
        'You do not have permission to create labels on this repository.',
      errors: [
        { resource: 'Repository', field: 'label', code: 'unauthorized' },
      ],
    })
    expect([label.status, person.status, milestone.status]).toEqual([
      403, 422, 422,
    ])
    expect(stage.fork.pullRequests[0]?.body).toBe('Text')
  })

  it('create a label with issues: write', async () => {
    stage.fork.settings.permissions = {
      'pull-requests': 'write',
      issues: 'write',
    }
    await stage.openPull()

    await stage.send('POST /issues/1/labels', { labels: ['new'] })

    expect(stage.fork.labels.map(({ name }) => name)).toEqual(['new'])
  })

  it('refuse reviewers who are strangers, the author, or a team', async () => {
    stage.fork.settings.collaborators = ['friend']
    stage.fork.settings.teams = ['core']
    await stage.openPull()
    const path = 'POST /pulls/1/requested_reviewers'

    const friend = await stage.send(path, { reviewers: ['friend'] })
    const stranger = await stage.send(path, { reviewers: ['stranger'] })
    const author = await stage.send(path, {
      reviewers: ['github-actions[bot]'],
    })
    const team = await stage.send(path, { team_reviewers: ['core'] })

    expect(friend.status).toBe(201)
    expect(messageOf(stranger)).toBe(
      'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the me/tool repository.',
    )
    expect(messageOf(author)).toBe(
      'Review cannot be requested from pull request author.',
    )
    expect(team.status).toBe(422)
  })
})

describe('a repository that was renamed', () => {
  it('redirects reads, and other requests without carrying them out', async () => {
    stage.fork.settings.formerNames = ['me/old-tool']
    const read = await stage.send('GET /repos/me/old-tool')
    const write = await fetch(
      `${stage.github.apiUrl}/repos/me/old-tool/pulls`,
      {
        method: 'POST',
        redirect: 'manual',
        headers: { authorization: `Bearer ${stage.fork.token}` },
        body: JSON.stringify({
          title: 'Fix it',
          head: 'fix/issue-7',
          base: 'main',
        }),
      },
    )

    expect(read.json).toMatchObject({ full_name: 'me/tool' })
    expect(write.status).toBe(307)
    expect(write.headers.get('location')).toBe(
      `${stage.github.apiUrl}/repositories/${String(stage.fork.id)}/pulls`,
    )
    expect(stage.fork.pullRequests).toEqual([])
  })
})
