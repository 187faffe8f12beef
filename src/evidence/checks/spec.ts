import { finding, type Finding } from '../../finding.ts'
import type { Spec, SpecStatus, SpecType } from '../../spec/spec.ts'
import type { SpecSearch } from '../../spec/trail.ts'

/** Gate `spec`: the fix has a spec that can be loaded, of a fitting type and status. */
export function checkSpec(search: SpecSearch): readonly Finding[] {
  switch (search.status) {
    case 'found':
      return [
        ...search.spec.findings,
        ...checkType(search.spec),
        ...checkStatus(search.spec),
      ]
    case 'refused':
      return [
        finding({
          rule: 'spec/refused',
          severity: 'error',
          message: `chant cannot load the spec: ${search.refused.message}`,
          remedy: 'Correct the spec and push again.',
          path: search.refused.path,
          line: search.refused.line,
        }),
      ]
    case 'none':
    case 'ambiguous':
      return [
        finding({
          rule: 'spec/not-found',
          severity: 'error',
          message: 'No spec was found for this branch.',
          remedy:
            'Write one with `staging-pr init --spec NUMBER` and commit it, push it to an own branch with `staging-pr specs push`, name it with the input `spec`, or set `gates: {spec: off}`.',
        }),
      ]
  }
}

const typesOfAFix: readonly SpecType[] = ['code', 'task', 'driver', 'group']

function checkType(spec: Spec): readonly Finding[] {
  if (typesOfAFix.includes(spec.type)) return []
  return [
    finding({
      rule: 'spec/type',
      severity: 'error',
      message: `The spec ${spec.id} is of type ${spec.type}, which describes no fix.`,
      remedy: 'Stage the branch with its spec of type code: input `spec`.',
      path: spec.path,
      line: 1,
    }),
  ]
}

const remedies: Partial<Readonly<Record<SpecStatus, string>>> = {
  failed: 'Write a new research spec (`chant add`) or set it to in_progress.',
  needs_attention:
    'Answer what the spec asks for, or write a new research spec (`chant add`).',
  blocked: 'Finish what it waits for, then set it to in_progress.',
  paused: 'Resume the work, or say in the spec why it is done.',
  cancelled: 'A cancelled spec needs no fix: close the branch, or reopen it.',
}

function checkStatus(spec: Spec): readonly Finding[] {
  const remedy = remedies[spec.status]
  if (remedy === undefined) return []
  return [
    finding({
      rule: 'spec/status',
      severity: 'error',
      message: `The spec ${spec.id} has status ${spec.status}.`,
      remedy,
      path: spec.path,
      line: 1,
    }),
  ]
}
