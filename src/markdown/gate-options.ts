import type { ReferenceScope } from './references.ts'

/** Where a text will stand. */
export type GateOptions = {
  /** `GITHUB_SERVER_URL`, such as `https://github.com`. */
  readonly serverUrl: string
  /** `owner/name` of the fork; links to its own pages are kept. */
  readonly ownRepository: string
}

/** Host of the server, lower case, without port. */
export function serverHost({ serverUrl }: GateOptions): string {
  return URL.canParse(serverUrl)
    ? new URL(serverUrl).hostname.toLowerCase()
    : 'github.com'
}

/** GitHub.com and the server of this run. */
export function scopeOf(options: GateOptions): ReferenceScope {
  const host = serverHost(options)
  return {
    hosts: [...new Set(['github.com', host])],
    own: `${host}/${options.ownRepository.toLowerCase()}`,
  }
}
