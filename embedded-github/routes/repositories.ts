import {
  type Answer,
  type Call,
  type Routes,
  page,
  param,
  read,
} from '../route.ts'
import { requireRead } from '../caller.ts'
import { notAccessible, notFound, refuse } from '../refusal.ts'
import { commitShape, fileShape } from '../shapes/commit.ts'
import { fullRepositoryShape } from '../shapes/repository.ts'
import { branchHead, rightOf } from '../pull-requests.ts'
import { userShape } from '../shapes/user.ts'
import {
  type RepositoryState,
  type World,
  fullName,
  network,
} from '../world.ts'

/** The repository itself, its refs, commits and comparisons. */
export const repositoryRoutes: Routes = [
  {
    operation: 'repos/get',
    method: 'GET',
    path: '/repos/{owner}/{repo}',
    handle: ({ world, repository, caller }) => ({
      status: 200,
      body: fullRepositoryShape(world, repository, caller),
    }),
  },
  {
    operation: 'repos/get-collaborator-permission-level',
    method: 'GET',
    path: '/repos/{owner}/{repo}/collaborators/{username}/permission',
    handle: permissionOf,
  },
  {
    operation: 'git/get-ref',
    method: 'GET',
    path: '/repos/{owner}/{repo}/git/ref/{ref}',
    needs: read('contents'),
    handle: getRef,
  },
  {
    operation: 'repos/list-branches',
    method: 'GET',
    path: '/repos/{owner}/{repo}/branches',
    needs: read('contents'),
    handle: listBranches,
  },
  {
    operation: 'repos/get-branch',
    method: 'GET',
    path: '/repos/{owner}/{repo}/branches/{branch}',
    needs: read('contents'),
    handle: getBranch,
  },
  {
    operation: 'repos/get-branch-rules',
    method: 'GET',
    path: '/repos/{owner}/{repo}/rules/branches/{branch}',
    handle: () => ({ status: 200, body: [] }),
  },
  {
    operation: 'repos/get-commit',
    method: 'GET',
    path: '/repos/{owner}/{repo}/commits/{ref}',
    needs: read('contents'),
    handle: getCommit,
  },
  {
    operation: 'repos/compare-commits-with-basehead',
    method: 'GET',
    path: '/repos/{owner}/{repo}/compare/{basehead}',
    needs: read('contents'),
    handle: compare,
  },
]

/** It takes a token of the repository, whose people are nobody else's business. */
function permissionOf(call: Call): Answer {
  const { world, repository, caller } = call
  const isOwn =
    caller.kind === 'person' ||
    (caller.kind === 'installation' && caller.repository === repository)
  if (!isOwn) throw notAccessible()
  const login = param(call, 'username')
  const permission = rightOf(repository, login)
  return {
    status: 200,
    body: {
      permission,
      role_name: permission,
      user: userShape(world, login),
    },
  }
}

function getRef(call: Call): Answer {
  const { world, repository } = call
  const name = `refs/${param(call, 'ref')}`
  const ref = world.git.refs(repository.git).get(name)
  if (ref === undefined) throw notFound()
  const url = `${world.addresses.api}/repos/${fullName(repository)}/git`
  return {
    status: 200,
    body: {
      ref: name,
      node_id: `REF_kwDO${Buffer.from(name).toString('base64url')}`,
      url: `${url}/${name}`,
      object: {
        type: ref.type,
        sha: ref.sha,
        url: `${url}/${ref.type}s/${ref.sha}`,
      },
    },
  }
}

function listBranches(call: Call): Answer {
  const { world, repository } = call
  const prefix = 'refs/heads/'
  const refs = [...world.git.refs(repository.git)]
    .filter(([name]) => name.startsWith(prefix))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
  const { api } = world.addresses
  return page(call, refs, ([name, { sha }]) => ({
    name: name.slice(prefix.length),
    commit: {
      sha,
      url: `${api}/repos/${fullName(repository)}/commits/${sha}`,
    },
    protected: false,
  }))
}

function getBranch(call: Call): Answer {
  const { world, repository } = call
  const name = param(call, 'branch')
  const sha = branchHead(world, repository, name)
  if (sha === null) throw notFound()
  const { web, api } = world.addresses
  const commit = world.git.commit(repository.git, sha)
  return {
    status: 200,
    body: {
      name,
      commit: commitShape(world, repository, commit),
      _links: {
        self: `${api}/repos/${fullName(repository)}/branches/${name}`,
        html: `${web}/${fullName(repository)}/tree/${name}`,
      },
      protected: false,
    },
  }
}

function getCommit(call: Call): Answer {
  const { world, repository } = call
  const ref = param(call, 'ref')
  const sha = findCommit(world, repository, ref)
  if (sha === null) throw noCommit(ref)
  const commit = world.git.commit(repository.git, sha)
  const [parent] = commit.parents
  const files =
    parent === undefined
      ? []
      : world.git.changedFiles(repository.git, parent, sha)
  return {
    status: 200,
    body: {
      ...commitShape(world, repository, commit),
      files: files.slice(0, 300).map(fileShape),
    },
  }
}

function noCommit(ref: string): Error {
  return refuse(422, `No commit found for SHA: ${ref}`)
}

/** Commit of a branch, `heads/…`, `tags/…`, tag or SHA. */
export function findCommit(
  world: World,
  repository: RepositoryState,
  ref: string,
): string | null {
  if (/^[0-9a-f]{7,64}$/u.test(ref)) {
    const sha = world.git.resolve(repository.git, ref)
    if (sha !== null) return sha
  }
  const refs = world.git.refs(repository.git)
  const names = [`refs/heads/${ref}`, `refs/tags/${ref}`, `refs/${ref}`, ref]
  const name = names.find((one) => refs.has(one))
  return name === undefined ? null : world.git.resolve(repository.git, name)
}

/** One side of `base...head`: `ref`, `owner:ref` or `owner:repo:ref`. */
function findSide(call: Call, side: string): string | null {
  const { world, repository } = call
  const parts = side.split(':')
  const ref = parts.pop() ?? ''
  const [owner, name] = parts
  if (owner === undefined) return findCommit(world, repository, ref)
  const other = network(world, repository).find(
    (member) =>
      member.owner.toLowerCase() === owner.toLowerCase() &&
      (name === undefined || member.name.toLowerCase() === name.toLowerCase()),
  )
  if (other === undefined) return null
  requireRead(call.caller, other, null)
  return findCommit(world, other, ref)
}

function compare(call: Call): Answer {
  const { world, repository } = call
  const basehead = param(call, 'basehead')
  const [base = '', head = ''] = basehead.split('...')
  const from = findSide(call, base)
  const to = findSide(call, head)
  if (from === null || to === null) throw notFound()
  const { git } = world
  const source = repository.git
  const common = git.mergeBase(source, from, to)
  if (common === null) {
    throw refuse(404, `No common ancestor between ${base} and ${head}.`)
  }
  const ahead = git.ahead(source, from, to)
  const behind = git.ahead(source, to, from)
  const commits = git.commits(source, from, to)
  const show = (sha: string): object =>
    commitShape(world, repository, git.commit(source, sha))
  const url = `${world.addresses.api}/repos/${fullName(repository)}/compare/${basehead}`
  return {
    status: 200,
    body: {
      url,
      html_url: `${world.addresses.web}/${fullName(repository)}/compare/${basehead}`,
      base_commit: show(from),
      merge_base_commit: show(common),
      status: comparison(ahead, behind),
      ahead_by: ahead,
      behind_by: behind,
      total_commits: ahead,
      commits: commits
        .slice(-250)
        .map((commit) => commitShape(world, repository, commit)),
      files: git.changedFiles(source, common, to).slice(0, 300).map(fileShape),
    },
  }
}

function comparison(ahead: number, behind: number): string {
  if (ahead > 0 && behind > 0) return 'diverged'
  if (ahead > 0) return 'ahead'
  return behind > 0 ? 'behind' : 'identical'
}
