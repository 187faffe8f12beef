import { finding, type Finding } from '../../../finding.ts'
import type { DiffLine } from '../../../plan/diff.ts'
import type { ChangedFile, ChangedText } from '../../../plan/plan.ts'
import { beginsGroup, testBlocks } from '../../../plan/test-blocks.ts'
import { testLanguageOf } from '../../../plan/test-languages.ts'
import { isTestFile } from '../../../plan/test-path.ts'
import type { Hunk } from '../../hunks.ts'
import { code, named } from '../named.ts'

/** Tests whose lines are there and that no runner runs any more. */
export function checkUnrunTests(
  hunks: readonly Hunk[],
  changes: readonly ChangedFile[],
  texts: readonly ChangedText[],
): readonly Finding[] {
  const before = new Map(texts.map((text) => [text.path, text.before]))
  return [
    ...looseMarks(hunks),
    ...lostGroups(hunks),
    ...changes
      .filter(({ path, previousPath }) => {
        const text = before.get(path) ?? null
        // A helper holds no test that could be out of reach.
        return (
          text === null || testBlocks(previousPath ?? path, text).length > 0
        )
      })
      .flatMap(movedOutOfReach),
  ]
}

/** An error of the rule for removed tests. */
export function about(path: string, message: string): Finding {
  return finding({
    rule: 'test-integrity/deleted',
    severity: 'error',
    message,
    remedy:
      'Put it back. Where it has to go with what it tested, a person lets it: `gates: {test-integrity: warn}` in the configuration on source-ref.',
    path,
  })
}

/** `#[test]` that is taken off a function which stays. */
function looseMarks(hunks: readonly Hunk[]): readonly Finding[] {
  return hunks.flatMap(({ path, removed, added }) => {
    const language = testLanguageOf(path)
    const [lost] = language?.loose(removed) ?? []
    const isReplaced = (language?.loose(added).length ?? 0) > 0
    if (lost === undefined || isReplaced) return []
    const message = `${code(markOf(lost))} is taken off a function in ${code(path)}, which no longer runs as a test.`
    return [about(path, message)]
  })
}

const groupHead =
  /^\s{0,200}(?:describe|suite|context) ?\(\s{0,9}(?:'([^'\\]{1,200})'|"([^"\\]{1,200})"|`([^`\\$]{1,200})`)/u

/** A group of tests in JavaScript that something else stands in the place of: a function that nobody calls, a condition. */
function lostGroups(hunks: readonly Hunk[]): readonly Finding[] {
  return hunks.flatMap(({ path, removed, added }) => {
    const language = testLanguageOf(path)
    if (language?.name !== 'javascript' || !isTestFile(path)) return []
    const names = removed.flatMap(({ text }) => {
      const found = groupHead.exec(text)
      return found?.[1] ?? found?.[2] ?? found?.[3] ?? []
    })
    const isMoved =
      language.declared(added).length > 0 ||
      added.some(({ text }) => beginsGroup(text))
    const isReplaced = added.some(({ text }) => /\w/u.test(text))
    if (names.length === 0 || isMoved || !isReplaced) return []
    const message = `Something else stands in the place of the group of tests ${named(names)} in ${code(path)}, so that its tests may not run.`
    return [about(path, message)]
  })
}

function markOf({ text }: DiffLine): string {
  return text.trim()
}

/** Names by which pytest finds files of tests; those of other runners go by folders too. */
const collectedName = /(?:^|\/)(?:test_[^/]*|[^/]*_test)\.py$/u

/** A file of tests under a name that no test runner looks at. */
function movedOutOfReach({
  status,
  path,
  previousPath,
}: ChangedFile): readonly Finding[] {
  if (status !== 'renamed' || previousPath === null) return []
  const language = isTestFile(previousPath)
    ? testLanguageOf(previousPath)
    : null
  const isCollected =
    isTestFile(path) &&
    language?.holdsTests(path) === true &&
    (collectedName.test(path) || !collectedName.test(previousPath))
  if (language === null || isCollected) return []
  const message = `${code(previousPath)} is renamed to ${code(path)}, where its tests do not run.`
  return [about(path, message)]
}
