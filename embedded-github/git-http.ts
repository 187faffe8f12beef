import { execFileSync, spawn } from 'node:child_process'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Caller } from './caller.ts'
import { canSee, holds } from './caller.ts'
import { gitEnvironment } from './git.ts'
import {
  type RepositoryState,
  type World,
  findRenamed,
  findRepository,
} from './world.ts'

/** A request to `/owner/name.git/…`. */
export type GitRequest = {
  readonly repository: RepositoryState
  /** Path inside the repository, such as `/info/refs`. */
  readonly path: string
  readonly query: string
  /** Whether it belongs to a push. */
  readonly isPush: boolean
}

/** Reads the address of a git request; `null` when it is none. */
export function findGitRequest(world: World, url: URL): GitRequest | null {
  const found =
    /^\/([^/]+)\/([^/]+?)(?:\.git)?(\/info\/refs|\/git-upload-pack|\/git-receive-pack|\/HEAD|\/objects\/.*)$/u.exec(
      url.pathname,
    )
  if (found === null) return null
  const [, owner = '', name = '', path = ''] = found
  const repository =
    findRepository(world, owner, name) ?? findRenamed(world, owner, name)
  if (repository === undefined) return null
  const service = url.searchParams.get('service') ?? path
  return {
    repository,
    path,
    query: url.search.slice(1),
    isPush: service.includes('git-receive-pack'),
  }
}

/** Status of the refusal, or `null` when the caller may do it. Reading public repositories takes no token. */
export function refusalOfGit(
  caller: Caller,
  request: GitRequest,
): 401 | 403 | 404 | null {
  const { repository, isPush } = request
  const isFree = !isPush && !repository.settings.isPrivate
  if (isFree) return null
  if (caller.kind === 'anonymous') return 401
  if (!canSee(caller, repository)) return 404
  const level = isPush ? 'write' : 'read'
  const isHeld = holds(caller, repository, { anyOf: ['contents'], level })
  return isHeld ? null : 403
}

/** Records a push with `GITHUB_TOKEN` to anything but a branch below `upstream/`, the only ones that the product pushes. */
export function recordPush(
  world: World,
  caller: Caller,
  { isPush, path, body }: GitRequest & { readonly body: Buffer },
): void {
  if (caller.kind !== 'installation' || !isPush) return
  const others = pushedRefs(body).filter(
    (ref) => !ref.startsWith('refs/heads/upstream/'),
  )
  if (others.length === 0) return
  world.violations.push({
    rule: 'forbidden operation',
    request: `POST ${path}`,
    detail: `a push with GITHUB_TOKEN to ${others.join(', ')}`,
  })
}

/** Refs in the commands of a push: lines of `<old> <new> <ref>`, each with its length in front, until an empty one (gitprotocol-pack). */
function pushedRefs(body: Buffer): readonly string[] {
  const refs: string[] = []
  for (let at = 0; at + 4 <= body.length;) {
    const length = Number.parseInt(body.toString('latin1', at, at + 4), 16)
    if (!(length > 4)) break
    const line = body.toString('utf8', at + 4, at + length)
    const [, , ref = ''] = (line.split('\0', 1)[0] ?? '').trim().split(' ')
    refs.push(ref)
    at += length
  }
  return refs
}

let backend: string | null = null

function backendPath(): string {
  backend ??= join(
    execFileSync('git', ['--exec-path'], { encoding: 'utf8' }).trim(),
    'git-http-backend',
  )
  return backend
}

/** Lets `git http-backend` answer; resolves with the status. */
export function answerGit(
  request: GitRequest & { readonly login: string; readonly body: Buffer },
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<number> {
  const { headers } = incoming
  const child = spawn(backendPath(), {
    env: {
      ...gitEnvironment(request.repository.git),
      GIT_PROJECT_ROOT: request.repository.git.gitDirectory,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: String(headers['git-protocol'] ?? ''),
      PATH_INFO: request.path,
      QUERY_STRING: request.query,
      REQUEST_METHOD: incoming.method ?? 'GET',
      CONTENT_TYPE: headers['content-type'] ?? '',
      CONTENT_LENGTH: String(request.body.length),
      HTTP_CONTENT_ENCODING: headers['content-encoding'] ?? '',
      REMOTE_ADDR: '127.0.0.1',
      ...(request.login === '' ? {} : { REMOTE_USER: request.login }),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  child.stdin.on('error', () => {
    // The backend may answer without reading the request to its end.
  })
  child.stdin.end(request.body)
  const output: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  return new Promise((resolve) => {
    child.on('error', () => resolve(sendCgi(Buffer.alloc(0), response)))
    child.on('close', () => resolve(sendCgi(Buffer.concat(output), response)))
  })
}

/** Sends what a CGI program printed: headers, an empty line, the body. */
function sendCgi(output: Buffer, response: ServerResponse): number {
  const end = output.indexOf('\r\n\r\n')
  if (end < 0) {
    response.writeHead(500).end()
    return 500
  }
  let status = 200
  for (const line of output.subarray(0, end).toString('latin1').split('\r\n')) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon)
    const value = line.slice(colon + 1).trim()
    if (name.toLowerCase() === 'status') status = Number(value.slice(0, 3))
    else response.setHeader(name, value)
  }
  response.writeHead(status).end(output.subarray(end + 4))
  return status
}
