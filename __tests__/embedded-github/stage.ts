import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll } from '@jest/globals'
import {
  type EmbeddedGitHub,
  type RepositoryOptions,
  startEmbeddedGitHub,
} from '../../embedded-github/embedded-github.ts'
import type { EmbeddedRepository } from '../../embedded-github/embedded-repository.ts'
import {
  type ForkWorld,
  forkWorldAt,
  makeForkWorld,
} from '../../harness/fork-world.ts'
import {
  type TemporaryFolder,
  temporaryFolder,
} from '../../harness/temporary-folder.ts'

/** An answer of the API. */
export type ApiAnswer = {
  readonly status: number
  readonly headers: Headers
  readonly json: unknown
}

/** An embedded GitHub with upstream, its fork, and a fix branch with one commit. */
export type Stage = AsyncDisposable & {
  readonly github: EmbeddedGitHub
  readonly upstream: EmbeddedRepository
  readonly fork: EmbeddedRepository
  readonly world: ForkWorld
  /** Head of `fix/issue-7`. */
  readonly headSha: string
  /** Sends a request with the fork's token; `METHOD /path` below `/repos/me/tool` unless it starts with `/repos`. */
  send(
    line: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<ApiAnswer>
  /** Opens a pull request from the fix branch, by the API. */
  openPull(fields?: object): Promise<ApiAnswer>
}

type Template = { readonly folder: TemporaryFolder; readonly headSha: string }

let template: Template | null = null

afterAll(async () => {
  await template?.folder[Symbol.asyncDispose]()
})

/** Copies one world for all tests of a file, which is faster than a dozen git processes. */
function copyWorld(root: string): Template {
  template ??= makeTemplate()
  cpSync(template.folder.path, root, { recursive: true })
  return template
}

function makeTemplate(): Template {
  const folder = temporaryFolder('template')
  const world = makeForkWorld(folder.path, { 'README.md': 'A tool\n' })
  world.write({ 'fix.txt': 'the fix\n' })
  world.commit('Fix it')
  const { after: headSha } = world.push('fix/issue-7')
  return { folder, headSha }
}

/** Sets up a {@link Stage}. */
export async function setStage(
  options: Partial<RepositoryOptions> = {},
): Promise<Stage> {
  const folder = temporaryFolder('embedded')
  const root = join(folder.path, 'world')
  const { headSha } = copyWorld(root)
  const world = forkWorldAt(root)
  const github = await startEmbeddedGitHub()
  const upstream = github.addRepository({
    owner: 'upstream',
    name: 'tool',
    gitDirectory: world.upstream,
  })
  const fork = github.addRepository({
    owner: 'me',
    name: 'tool',
    gitDirectory: world.fork,
    parent: 'upstream/tool',
    ...options,
  })
  const send: Stage['send'] = async (line, body, headers = {}) => {
    const [method = 'GET', path = ''] = line.split(' ')
    const below = path.startsWith('/repos') || path === '/graphql'
    const response = await fetch(
      `${github.apiUrl}${below ? '' : '/repos/me/tool'}${path}`,
      {
        method,
        headers: {
          authorization: `Bearer ${fork.token}`,
          'user-agent': 'test',
          ...headers,
        },
        ...(body === undefined
          ? {}
          : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      },
    )
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      json: text === '' ? null : JSON.parse(text),
    }
  }
  return {
    github,
    upstream,
    fork,
    world,
    headSha,
    send,
    openPull: (fields = {}) =>
      send('POST /pulls', {
        title: 'Fix it',
        body: 'Text',
        head: 'fix/issue-7',
        base: 'main',
        ...fields,
      }),
    [Symbol.asyncDispose]: async () => {
      await github.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}
