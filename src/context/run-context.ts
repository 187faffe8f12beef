/** A repository on the GitHub server of this run. */
export type Repository = {
  readonly owner: string
  readonly name: string
  /** Numeric id, stable over renames; `null` where it is not known (upstream given as an input). */
  readonly id: number | null
  /** Short branch name, or `null` where it is not known. */
  readonly defaultBranch: string | null
}

/** Addresses of the GitHub server, as the runner gives them, without a trailing slash. */
export type Server = {
  /** `GITHUB_SERVER_URL`, such as `https://github.com`. */
  readonly url: string
  /** `GITHUB_API_URL`, such as `https://api.github.com`. */
  readonly apiUrl: string
  /** `GITHUB_GRAPHQL_URL`, or `null` where the server has none. */
  readonly graphqlUrl: string | null
}

/** One run of the workflow. */
export type WorkflowRun = {
  readonly id: number
  readonly attempt: number
}

/** Everything that is known of a run before any file is read. */
export type RunContext = {
  readonly server: Server
  readonly run: WorkflowRun
  readonly fork: Repository
  /** What the fork was forked from, or what the configuration names. */
  readonly upstream: Repository
  /** Fix branch, short name. */
  readonly branch: string
  /** Base of the staging PR in the fork, short name. */
  readonly base: string
  /** Commit that is verified, full SHA. */
  readonly headSha: string
}

/** `owner/name`. */
export function fullName(
  repository: Pick<Repository, 'owner' | 'name'>,
): string {
  return `${repository.owner}/${repository.name}`
}
