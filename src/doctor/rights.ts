import type { Facts } from './facts.ts'
import type { Job, Permissions, Workflow } from './workflow.ts'

/** What a job's token may do. */
export type Rights = {
  /** `null`: nothing is named, so the repository's default holds. */
  readonly permissions: Permissions | null
  /** The default is to write everything; `null` where it is not known. */
  readonly isWriteByDefault: boolean | null
}

/** Permissions of a job: its own, else the workflow's, else the repository's default. */
export function rightsOf(facts: Facts, workflow: Workflow, job: Job): Rights {
  const reading = facts.online?.workflowPermissions
  return {
    permissions: job.permissions ?? workflow.permissions,
    isWriteByDefault:
      reading?.status === 'read' ? reading.value.isWriteByDefault : null,
  }
}

/** Whether the token may do so. A default that is not known is that of new repositories: read contents and packages. */
export function grants(
  { permissions, isWriteByDefault }: Rights,
  name: string,
  level: 'read' | 'write',
): boolean {
  if (permissions === null) {
    if (isWriteByDefault === true) return true
    return level === 'read' && (name === 'contents' || name === 'packages')
  }
  const given = permissions.all ?? permissions.named.get(name) ?? 'none'
  return given === 'write' || (given === 'read' && level === 'read')
}

/** Names of what the token may write; `everything` for `write-all`. */
export function writesOf(rights: Rights): readonly string[] {
  const { permissions, isWriteByDefault } = rights
  if (permissions === null) {
    return isWriteByDefault === true ? ['everything'] : []
  }
  if (permissions.all === 'write') return ['everything']
  return [...permissions.named]
    .filter(([, level]) => level === 'write')
    .map(([name]) => name)
}
