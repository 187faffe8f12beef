import type { Runner } from '../io/runner-port.ts'

/** Page of this action about jobs of their own, as the runner tells where the action comes from; `null` where it does not. */
export function aboutJobs({ environment, server }: Runner): string | null {
  const repository = environment['GITHUB_ACTION_REPOSITORY'] ?? ''
  const ref = environment['GITHUB_ACTION_REF'] ?? ''
  const isNamed =
    /^[\w.-]{1,100}\/[\w.-]{1,100}$/u.test(repository) &&
    /^[\w./-]{1,200}$/u.test(ref)
  return isNamed ? `${server.url}/${repository}/blob/${ref}/docs/jobs.md` : null
}
