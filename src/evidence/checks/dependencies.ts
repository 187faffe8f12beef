import { finding, type Finding } from '../../finding.ts'
import type { Spec } from '../../spec/spec.ts'
import type { Dependency, SourceSpec, SpecTrail } from '../../spec/trail.ts'

/**
 * Gate `dependencies`: every spec that this one depends on is completed. What
 * `source-ref` says otherwise of them is for a person to judge.
 */
export function checkDependencies(
  spec: Spec,
  { dependencies }: SpecTrail,
  source: SourceSpec | null,
): readonly Finding[] {
  return [
    ...dependencies.flatMap(complain),
    ...(source === null ? [] : differences(dependencies, source)),
  ].map((complaint) =>
    finding({
      rule: 'dependencies',
      remedy: null,
      ...complaint,
      path: spec.path,
      line: 1,
    }),
  )
}

/** Dependencies that are completed on the branch alone. */
function differences(
  own: readonly Dependency[],
  { dependencies, at }: SourceSpec,
): readonly Complaint[] {
  const statuses = new Map(own.map(({ id, status }) => [id, status]))
  return dependencies.flatMap(({ id, status }) => {
    const isEarly = statuses.get(id) === 'completed' && status !== 'completed'
    if (!isEarly || status === null) return []
    const message = `The dependency ${id} is completed on this branch, and ${status} on ${at.ref}.`
    return [{ severity: 'warn', message }]
  })
}

type Complaint = Pick<Finding, 'severity' | 'message'> & Partial<Finding>

function complain(dependency: Dependency): readonly Complaint[] {
  const complaint = complaintOf(dependency)
  return complaint === null ? [] : [complaint]
}

function complaintOf(dependency: Dependency): Complaint | null {
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
