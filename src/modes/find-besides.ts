import { isTestConfiguration } from '../evidence/baseline/touches-tests.ts'
import {
  isPackageJson,
  packageTells,
} from '../evidence/checks/test-integrity/package-json.ts'
import { accepts } from '../evidence/proof/accepted-change.ts'
import { earlierVersion } from '../evidence/proof/original-versions.ts'
import type { AcceptedChange, ReproductionFile } from '../evidence/evidence.ts'
import type { ChangedFile } from '../plan/plan.ts'
import type { Besides, LaidFile } from '../plan/proof-plan.ts'
import { isTestFile } from '../plan/test-path.ts'
import type { Trees } from './find-versions.ts'
import type { Preparation } from './preparation.ts'

type Read = Pick<Preparation, 'history' | 'plan'>

/** What the reproduction test is run with once more: its first version, and what it rests on as that was before the fix. */
export function findBesides(
  { history, plan }: Read,
  trees: Trees,
  of: {
    readonly files: readonly ReproductionFile[]
    readonly acceptances: readonly AcceptedChange[]
  },
): Besides {
  const own = new Set(of.files.map(({ path }) => path))
  const executable = (path: string): boolean =>
    trees.head.get(path)?.executable === true ||
    trees.mergeBase.get(path)?.executable === true
  const laid = (path: string, blob: string | null): LaidFile => ({
    path,
    blob,
    executable: executable(path),
  })
  const withTests = new Set(plan.newTests.map(({ path }) => path))
  const support = history.changes.filter(
    (change) =>
      !own.has(change.path) &&
      isSupport(change, withTests) &&
      packageMatters(change, history.texts),
  )
  return {
    first: firstVersions(history.commits, of).map(({ path, blob }) =>
      laid(path, blob),
    ),
    support: support.flatMap(({ path, previousPath, previousBlob }) => {
      const old = previousPath ?? path
      return [
        ...(old === path ? [] : [laid(path, null)]),
        laid(old, previousBlob),
      ]
    }),
  }
}

/** Tests rest on it: it was there before, or it is new and holds no test itself. Manifests of a build are not restored: without what the fix needs nothing would build. */
function isSupport(
  { path, previousPath, status }: ChangedFile,
  withTests: ReadonlySet<string>,
): boolean {
  if (/(?:^|\/)(?:Cargo\.toml|build\.rs|go\.mod|Makefile)$/u.test(path)) {
    return false
  }
  const isTests = [path, previousPath ?? path].some(
    (one) =>
      isTestFile(one) ||
      isTestConfiguration(one) ||
      /(?:^|\/)__mocks__\//u.test(one),
  )
  return isTests && (status !== 'added' || !withTests.has(path))
}

function packageMatters(
  { path }: ChangedFile,
  texts: Read['history']['texts'],
): boolean {
  if (!isPackageJson(path)) return true
  const text = texts.find((one) => one.path === path)
  return text !== undefined && packageTells(text) === true
}

/** Files of the test whose first version on the branch is another one than the original; none where a person accepted the test as it is. */
function firstVersions(
  commits: Read['history']['commits'],
  {
    files,
    acceptances,
  }: {
    readonly files: readonly ReproductionFile[]
    readonly acceptances: readonly AcceptedChange[]
  },
): readonly { readonly path: string; readonly blob: string }[] {
  return files.flatMap((file) => {
    const blob = earlierVersion(commits, file)
    const isAccepted = acceptances.some((one) => accepts(one, file.head))
    return blob === null || isAccepted ? [] : [{ path: file.path, blob }]
  })
}
