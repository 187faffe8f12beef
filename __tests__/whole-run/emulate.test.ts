import { createServer } from 'node:http'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from '@jest/globals'
import { createEmulator } from 'emulate'
import { pushPayload } from '../../embedded-github/payloads.ts'
import { makeForkWorld, type Files } from '../../harness/fork-world.ts'
import { git } from '../../harness/git.ts'
import { type ActionResult, runAction } from '../../harness/run-action.ts'
import { temporaryFolder } from '../../harness/temporary-folder.ts'
import { branch, errors, fix, messages } from './scene.ts'

const token = 'token-of-the-contributor'

/** The part of an answer that is read here. */
type Answer = {
  readonly id?: number
  readonly sha?: string
  readonly object?: { readonly sha: string }
  readonly commit?: { readonly tree: { readonly sha: string } }
}

/**
 * The second opinion: an emulator of GitHub by other people. It has no GraphQL,
 * no statuses and no git, and makes up its commits; a proxy puts the SHA of the
 * real head in the place of the made-up one.
 */
async function startEmulator() {
  const emulator = await createEmulator({
    service: 'github',
    port: 0,
    seed: {
      tokens: {
        [token]: { login: 'contributor', scopes: ['repo'] },
        'token-of-upstream': { login: 'upstream', scopes: ['repo'] },
      },
      github: {
        users: [{ login: 'upstream' }, { login: 'contributor' }],
        repos: [{ owner: 'upstream', name: 'keep', auto_init: true }],
      },
    },
  })
  const ask = async (
    method: string,
    path: string,
    body?: object,
  ): Promise<Answer> => {
    const response = await fetch(`${emulator.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const answer: Answer = JSON.parse(await response.text())
    if (!response.ok)
      throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`)
    return answer
  }
  const fork = await ask('POST', '/repos/upstream/keep/forks', {})
  const repository = '/repos/contributor/keep'
  const main = await ask('GET', `${repository}/git/ref/heads/main`)
  const base = main.object?.sha ?? ''
  const { commit } = await ask('GET', `${repository}/commits/${base}`)
  const madeUp = await ask('POST', `${repository}/git/commits`, {
    message: 'Fix it',
    tree: commit?.tree.sha,
    parents: [base],
  })
  const sha = madeUp.sha ?? ''
  await ask('POST', `${repository}/git/refs`, {
    ref: `refs/heads/${branch}`,
    sha,
  })
  const seen: string[] = []
  const head = { sha }
  const proxy = createServer((request, response) => {
    void (async () => {
      const target = `${request.method ?? ''} ${request.url ?? ''}`
      seen.push(target)
      const body = await buffer(request)
      const answer = await fetch(
        `${emulator.url}${(request.url ?? '').replaceAll(head.sha, sha)}`,
        {
          method: request.method ?? 'GET',
          headers: {
            authorization: request.headers.authorization ?? '',
            'content-type': 'application/json',
          },
          ...(body.length === 0 ? {} : { body }),
        },
      )
      const text = (await answer.text()).replaceAll(sha, head.sha)
      response.writeHead(answer.status, {
        'content-type':
          answer.headers.get('content-type') ?? 'application/json',
      })
      response.end(text)
    })()
  })
  await new Promise<void>((resolve) => {
    proxy.listen(0, '127.0.0.1', resolve)
  })
  const address = proxy.address()
  const port =
    typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${String(port)}`,
    forkId: fork.id ?? 0,
    head,
    /** Requests since the last call. */
    takeRequests: () => seen.splice(0),
    pullRequest: (number: number): Promise<unknown> =>
      ask('GET', `${repository}/pulls/${String(number)}`),
    [Symbol.asyncDispose]: async () => {
      proxy.closeAllConnections()
      proxy.close()
      await emulator.close()
    },
  }
}

describe('against an emulator of GitHub by other people', () => {
  it('creates the staging PR, updates it, and leaves it alone when nothing changed', async () => {
    await using folder = temporaryFolder('emulate')
    await using emulator = await startEmulator()
    const world = makeForkWorld(join(folder.path, 'world'), {
      'keep.txt': 'broken\n',
    })
    git(world.clone, 'switch', '--quiet', '--create', branch)
    const run = (files: Files | null): Promise<ActionResult> => {
      if (files !== null) {
        world.write(files)
        world.commit('Fix it')
      }
      const pushed = world.push(branch)
      emulator.head.sha = pushed.after
      const { url } = emulator
      return runAction({
        folder: folder.path,
        workspace: world.checkout(pushed.after),
        event: {
          name: 'push',
          payload: pushPayload({
            repository: {
              id: emulator.forkId,
              nodeId: 'R_1',
              owner: 'contributor',
              name: 'keep',
              defaultBranch: 'main',
              isFork: true,
              isPrivate: false,
              hasIssues: true,
              hasPullRequests: true,
              serverUrl: url,
              apiUrl: url,
            },
            ...pushed,
          }),
        },
        ref: `refs/heads/${branch}`,
        repository: 'contributor/keep',
        server: { url, apiUrl: url, graphqlUrl: `${url}/graphql` },
        // The emulator does not tell a fork's parent.
        inputs: { token, upstream: 'upstream/keep' },
      })
    }

    const created = await run({
      ...fix,
      '.github/staging-pr.yml': 'verify:\n  test: grep -q broken keep.txt\n',
    })
    const updated = await run(fix)
    emulator.takeRequests()
    const unchanged = await run(null)

    expect(errors(updated)).toEqual([])
    expect(
      [created, updated, unchanged].map(({ outputs, exitCode }) => [
        outputs['operation'],
        outputs['conclusion'],
        exitCode,
      ]),
    ).toEqual([
      ['created', 'failed', 1],
      ['updated', 'ready', 0],
      ['unchanged', 'ready', 0],
    ])
    expect(messages(updated, 'warning').join('\n')).toContain('status')
    expect(
      emulator
        .takeRequests()
        .filter((request) =>
          /^(?:PATCH|PUT|DELETE|POST (?!\/graphql))/u.test(request),
        ),
    ).toEqual([])
    expect(await emulator.pullRequest(1)).toMatchObject({
      title: 'Fix issue 1234: Keys are lost',
      body: expect.stringContaining('Ready for your review.'),
      base: { ref: 'main' },
      head: { ref: branch },
    })
  })
})
