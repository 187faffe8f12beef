import { describe, expect, it } from '@jest/globals'
import {
  type EventSource,
  readTriggerEvent,
} from '../../src/context/trigger-event.ts'

const sha = '9f3c2a7d1b0e4f5a6c7d8e9f0a1b2c3d4e5f6a7b'

function makeSource(overrides: Partial<EventSource> = {}): EventSource {
  return {
    name: 'push',
    payload: {
      ref: 'refs/heads/fix/issue-1234',
      after: sha,
      deleted: false,
      repository: { id: 42, default_branch: 'main' },
    },
    repository: 'you/project',
    ref: 'refs/heads/fix/issue-1234',
    branch: null,
    ...overrides,
  }
}

function pullRequest(overrides: object = {}): EventSource {
  return makeSource({
    name: 'pull_request',
    ref: 'refs/pull/7/merge',
    payload: {
      action: 'synchronize',
      pull_request: {
        number: 7,
        head: { ref: 'fix/issue-1234', sha, repo: { id: 42 } },
        base: { ref: 'main', repo: { id: 42 } },
      },
      repository: { id: 42, default_branch: 'main' },
      ...overrides,
    },
  })
}

describe('push', () => {
  it('takes branch and head from the payload, not from GITHUB_SHA', () => {
    const event = readTriggerEvent(makeSource())

    expect(event).toEqual({
      status: 'branch',
      owner: 'you',
      name: 'project',
      repositoryId: 42,
      defaultBranch: 'main',
      branch: 'fix/issue-1234',
      headSha: sha,
      base: null,
      startedBy: null,
    })
  })

  it('ends with a notice when the branch was deleted', () => {
    const event = readTriggerEvent(
      makeSource({
        payload: {
          ref: 'refs/heads/fix/issue-1234',
          after: '0'.repeat(40),
          deleted: true,
        },
      }),
    )

    expect(event).toEqual({
      status: 'ended',
      notice: 'Branch fix/issue-1234 was deleted; there is nothing to stage.',
    })
  })

  it('ends with a notice for a tag', () => {
    const event = readTriggerEvent(
      makeSource({ payload: { ref: 'refs/tags/v1', after: sha } }),
    )

    expect(event).toEqual({
      status: 'ended',
      notice: 'This push is not of a branch (refs/tags/v1).',
    })
  })

  it('refuses a payload without a commit', () => {
    const read = () =>
      readTriggerEvent(
        makeSource({ payload: { ref: 'refs/heads/fix/issue-1234' } }),
      )

    expect(read).toThrow('The event file has no usable after.')
  })

  it('asks for the head of a branch that the input names instead', () => {
    const event = readTriggerEvent(makeSource({ branch: 'fix/other' }))

    expect(event).toMatchObject({ branch: 'fix/other', headSha: null })
  })
})

describe('pull_request', () => {
  it('takes head and base from the payload, since GITHUB_SHA is a merge commit', () => {
    const event = readTriggerEvent(pullRequest())

    expect(event).toMatchObject({
      branch: 'fix/issue-1234',
      headSha: sha,
      base: 'main',
    })
  })

  it('ends with a notice when the head is in another repository', () => {
    const event = readTriggerEvent(
      pullRequest({
        pull_request: {
          number: 8,
          head: { ref: 'fix/issue-1234', sha, repo: { id: 99 } },
          base: { ref: 'main', repo: { id: 42 } },
        },
      }),
    )

    expect(event).toEqual({
      status: 'ended',
      notice:
        'Pull request 8 comes from another repository. Only branches of this fork are staged, and code of others is not run.',
    })
  })

  it('ends with a notice when the head repository is gone', () => {
    const event = readTriggerEvent(
      pullRequest({
        pull_request: {
          number: 8,
          head: { ref: 'fix/issue-1234', sha, repo: null },
          base: { ref: 'main', repo: { id: 42 } },
        },
      }),
    )

    expect(event).toMatchObject({ status: 'ended' })
  })
})

describe('workflow_dispatch', () => {
  const dispatch = (overrides: Partial<EventSource>): EventSource =>
    makeSource({
      name: 'workflow_dispatch',
      ref: 'refs/heads/main',
      payload: { inputs: null, repository: { id: 42 } },
      ...overrides,
    })

  it('takes the branch from the input of the action', () => {
    const event = readTriggerEvent(dispatch({ branch: 'fix/issue-1234' }))

    expect(event).toMatchObject({ branch: 'fix/issue-1234', headSha: null })
  })

  it('takes the branch from the inputs of the dispatch', () => {
    const event = readTriggerEvent(
      dispatch({ payload: { inputs: { branch: 'refs/heads/fix/issue-1' } } }),
    )

    expect(event).toMatchObject({ branch: 'fix/issue-1', headSha: null })
  })

  it('takes the dispatched branch when no input names one', () => {
    const event = readTriggerEvent(
      dispatch({ ref: 'refs/heads/fix/issue-1234' }),
    )

    expect(event).toMatchObject({ branch: 'fix/issue-1234', headSha: null })
  })
})

describe('events that must not run project commands', () => {
  it.each(['pull_request_target', 'workflow_run', 'issue_comment'])(
    'refuses %s',
    (name) => {
      const read = () => readTriggerEvent(makeSource({ name }))

      expect(read).toThrow(
        `Commands of the project are not run on ${name}: that event holds a write token and the secrets of the default branch.`,
      )
    },
  )
})

describe('other events', () => {
  it('asks for the input branch', () => {
    const read = () => readTriggerEvent(makeSource({ name: 'schedule' }))

    expect(read).toThrow(
      'The event schedule does not say which branch to stage.',
    )
  })

  it('refuses to run outside a workflow', () => {
    const read = () => readTriggerEvent(makeSource({ repository: '' }))

    expect(read).toThrow('GITHUB_REPOSITORY must be owner/name, got "".')
  })
})

describe('branch names', () => {
  it.each([
    '--upload-pack=touch',
    'fix/a..b',
    'fix/a b',
    'fix/a\nb',
    'fix/.hidden',
    'fix/a.lock',
    'fix/a@{1}',
  ])('refuses %j', (branch) => {
    const read = () =>
      readTriggerEvent(makeSource({ name: 'workflow_dispatch', branch }))

    expect(read).toThrow('is not a branch name that can be staged.')
  })

  it.each(['fix/$(id)', 'fix/`id`', 'fix/a;b', 'fix/<!--x-->', 'fix/{a,b}'])(
    'takes %j, which git allows',
    (branch) => {
      const event = readTriggerEvent(
        makeSource({ name: 'workflow_dispatch', branch }),
      )

      expect(event).toMatchObject({ branch })
    },
  )
})

describe('who started a run by hand', () => {
  const dispatch = (sender: object): EventSource =>
    makeSource({
      name: 'workflow_dispatch',
      ref: 'refs/heads/main',
      branch: 'fix/issue-1234',
      payload: { repository: { id: 42, default_branch: 'main' }, sender },
    })

  it('is the sender of a dispatch, with whether it is a bot', () => {
    expect(
      readTriggerEvent(dispatch({ login: 'you', type: 'User' })),
    ).toMatchObject({ startedBy: { login: 'you', isBot: false } })
    expect(
      readTriggerEvent(dispatch({ login: 'github-actions[bot]', type: 'Bot' })),
    ).toMatchObject({ startedBy: { isBot: true } })
  })

  it('is nobody where the payload does not say', () => {
    expect(readTriggerEvent(dispatch({}))).toMatchObject({ startedBy: null })
  })
})
