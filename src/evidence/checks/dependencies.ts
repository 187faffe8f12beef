import { finding, type Finding } from '../../finding.ts'
import type { Spec } from '../../spec/spec.ts'
import type { Dependency, SpecTrail } from '../../spec/trail.ts'

/** Gate `dependencies`: every spec that this one depends on is completed. */
export function checkDependencies(
  spec: Spec,
  { dependencies }: SpecTrail,
): readonly Finding[] {
  return dependencies.flatMap((dependency) => {
    const complaint = complain(dependency)
    if (complaint === null) return []
    return [
      finding({
        rule: 'dependencies',
        remedy: null,
        ...complaint,
        path: spec.path,
        line: 1,
      }),
    ]
  })
}

type Complaint = Pick<Finding, 'severity' | 'message'> & Partial<Finding>

function complain(dependency: Dependency): Complaint | null {
  const { id, status, found } = dependency
  switch (found) {
    case 'elsewhere':
      return {
        severity: 'note',
        message: `The dependency ${id} is in another repository and was not checked.`,
      }
    case 'missing':
      return {
        severity: 'error',
        message: `The dependency ${id} is neither an active nor an archived spec.`,
        remedy: 'Commit it, or take it out of depends_on.',
      }
    case 'refused':
      return {
        severity: 'error',
        message: `The dependency ${id} cannot be loaded by chant.`,
        remedy: `Correct ${dependency.path ?? id}.`,
      }
    case 'active':
    case 'archive':
      return complainOfStatus(id, status, found)
  }
}

function complainOfStatus(
  id: string,
  status: Dependency['status'],
  found: 'active' | 'archive',
): Complaint | null {
  if (status === 'cancelled') {
    return {
      severity: 'warn',
      message: `The dependency ${id} was cancelled, not completed.`,
    }
  }
  if (status !== 'completed') {
    return {
      severity: 'error',
      message: `The dependency ${id} has status ${status ?? 'unknown'}, not completed.`,
      remedy: 'Finish it first, or take it out of depends_on.',
    }
  }
  return found === 'active'
    ? null
    : {
        severity: 'note',
        message: `The dependency ${id} is completed and archived; chant's own check would call it missing.`,
      }
}
