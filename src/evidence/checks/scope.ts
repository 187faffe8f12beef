import { finding, type Finding } from '../../finding.ts'
import { changeSize } from '../../plan/change-size.ts'
import type { ChangedFile } from '../../plan/plan.ts'
import type { Spec } from '../../spec/spec.ts'
import { targetPaths } from '../../spec/target-files.ts'
import type { SpecTrail } from '../../spec/trail.ts'
import { coversPath, type ExplainedChange } from '../explain-changes.ts'
import { code, named } from './named.ts'

/**
 * Gate `scope`: the branch changes what its spec declares. Each changed file
 * that nothing explains is a finding as heavy as the gate. Declared files that
 * the branch leaves alone are a note: `target_files` is a prediction, and a fix
 * that needs less than was thought is no fault. A spec without `target_files`
 * declares nothing, so nothing is outside it.
 */
export function checkScope(
  spec: Spec,
  trail: Pick<SpecTrail, 'dependencies'>,
  files: readonly ExplainedChange[],
): readonly Finding[] {
  const targets = targetPaths(spec)
  if (targets.length === 0) return []
  const undeclared = files.filter(
    ({ reason }) =>
      reason.kind === 'undeclared' ||
      (reason.kind === 'adds-tests' && !asksForTests(spec)),
  )
  return [
    ...everything(spec, targets),
    ...undeclared.map(({ file }) =>
      finding({
        rule: 'scope/undeclared',
        severity: 'error',
        message: `${code(file.path)} (${changeSize(file)}) changed, but the spec does not declare it in \`target_files\`${ownedBy(file, trail)}.`,
        remedy: 'Declare it, or take the change out.',
        path: file.path,
      }),
    ),
    ...untouched(spec, targets, files),
  ]
}

/** A path that no repository has: an entry that covers it covers whatever there is. */
const anyPath = 'any-folder-at-all/any-folder-at-all/any-file-at-all.any'

function everything(
  { path }: Spec,
  targets: readonly string[],
): readonly Finding[] {
  const wide = targets.filter((target) => coversPath(target, anyPath))
  if (wide.length === 0) return []
  return [
    finding({
      rule: 'scope/everything',
      severity: 'error',
      message: `\`target_files\` declares ${named(wide)}, which covers every file, so no change can be outside of it.`,
      remedy: 'Declare the files and folders that the fix needs.',
      path,
      line: 1,
    }),
  ]
}

/** New tests that a criterion asks for need not be declared by their files. */
function asksForTests({ criteria }: Spec): boolean {
  return criteria.items.some(({ text }) =>
    /\btests?\b[^.;]{0,60}\b(?:added|written|included)\b|\b(?:adds?|added|write)\b[^.;]{0,60}\btests?\b/iu.test(
      text.slice(0, 1_000),
    ),
  )
}

function ownedBy(
  { path }: ChangedFile,
  { dependencies }: Pick<SpecTrail, 'dependencies'>,
): string {
  const owner = dependencies.find(({ targetFiles }) =>
    targetFiles.some((target) => coversPath(target, path)),
  )
  return owner === undefined
    ? ''
    : `; it belongs to the spec ${owner.id}, on which this one depends`
}

function untouched(
  spec: Spec,
  targets: readonly string[],
  files: readonly ExplainedChange[],
): readonly Finding[] {
  const paths = files.flatMap(({ file }) => [
    file.path,
    ...(file.previousPath === null ? [] : [file.previousPath]),
  ])
  const idle = targets.filter(
    (target) => !paths.some((path) => coversPath(target, path)),
  )
  if (idle.length === 0) return []
  return [
    finding({
      rule: 'scope/untouched',
      severity: 'note',
      message: `\`target_files\` declares ${named(idle)}, where this branch changes nothing.`,
      path: spec.path,
      line: 1,
    }),
  ]
}
