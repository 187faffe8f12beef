import type { RestEndpointMethodTypes } from '@octokit/plugin-rest-endpoint-methods'
import type { ChangedFile, Commit } from '../git.ts'
import { type RepositoryState, type World, fullName } from '../world.ts'
import type { Shape } from './shape.ts'

type FullCommit =
  RestEndpointMethodTypes['repos']['getCommit']['response']['data']
type DiffEntry = NonNullable<FullCommit['files']>[number]

/** A commit. */
export function commitShape(
  world: World,
  repository: RepositoryState,
  commit: Commit,
): Shape<FullCommit> {
  const { web, api } = world.addresses
  const name = fullName(repository)
  const repositoryUrl = `${api}/repos/${name}`
  return {
    sha: commit.sha,
    node_id: `C_kwDO${commit.sha}`,
    url: `${repositoryUrl}/commits/${commit.sha}`,
    html_url: `${web}/${name}/commit/${commit.sha}`,
    comments_url: `${repositoryUrl}/commits/${commit.sha}/comments`,
    commit: {
      url: `${repositoryUrl}/git/commits/${commit.sha}`,
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: {
        sha: commit.tree,
        url: `${repositoryUrl}/git/trees/${commit.tree}`,
      },
      comment_count: 0,
      verification: {
        verified: false,
        reason: 'unsigned',
        signature: null,
        payload: null,
        verified_at: null,
      },
    },
    author: null,
    committer: null,
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${repositoryUrl}/commits/${sha}`,
      html_url: `${web}/${name}/commit/${sha}`,
    })),
  }
}

/** A file of a comparison; patches are left out, as GitHub does for big ones. */
export function fileShape(file: ChangedFile): Shape<DiffEntry> {
  return {
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    ...(file.previousPath === null
      ? {}
      : { previous_filename: file.previousPath }),
  }
}
