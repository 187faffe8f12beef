import type { ChangedFile, NewTest } from '../plan/plan.ts'
import type { Spec } from '../spec/spec.ts'
import type { ReproductionFile } from './evidence.ts'
import { withoutStep } from '../spec/target-files.ts'
import { isPattern, matchesPattern } from '../text/path-pattern.ts'
import { isChanged } from './proof/original-versions.ts'
import { stagingPartOf } from './staging-paths.ts'

/** Why a file is changed on the branch. */
type ChangeReason =
  /** It is the reproduction test; `since` is the commit of its original, `null` when there is none. */
  | {
      readonly kind: 'reproduction'
      readonly isChanged: boolean
      readonly since: string | null
    }
  /** `target_files` lists it, its folder, or a pattern for it. */
  | { readonly kind: 'declared'; readonly entry: string }
  /** A criterion names it or asks for documentation. */
  | { readonly kind: 'asked-for'; readonly criterion: string }
  /** Spec, research, review or configuration of the staging itself: stays in the fork. */
  | {
      readonly kind: 'not-for-upstream'
      readonly what: 'spec' | 'research' | 'review' | 'staging'
    }
  /** A lock file or snapshot beside a change that is declared. */
  | { readonly kind: 'follows'; readonly path: string }
  | { readonly kind: 'adds-tests'; readonly tests: number }
  /** The spec declares files, and not this one. */
  | { readonly kind: 'undeclared' }
  /** There is no spec, or it declares no file at all. */
  | { readonly kind: 'unknown' }

/** A changed file with the reason why it is there. */
export type ExplainedChange = {
  readonly file: ChangedFile
  readonly reason: ChangeReason
}

/** What changed files are explained by. */
export type Explanations = {
  readonly spec: Spec | null
  /** Paths of research documents, relative to the repository root. */
  readonly documents: readonly string[]
  readonly newTests: readonly NewTest[]
  /** Path of the configuration file, or `null`. */
  readonly configPath: string | null
  /** Files of the reproduction test, `[]` where none is known. */
  readonly reproduction: readonly ReproductionFile[]
}

/** Gives each changed file the first reason that holds, in the order of {@link ChangeReason}; order of files is kept. */
export function explainChanges(
  changes: readonly ChangedFile[],
  explanations: Explanations,
): readonly ExplainedChange[] {
  const first = changes.map((file) => ({
    file,
    reason: ownReason(file, explanations),
  }))
  const declared = first.flatMap(({ file, reason }) =>
    reason?.kind === 'declared' ? [file.path] : [],
  )
  const declares = (explanations.spec?.targetFiles.length ?? 0) > 0
  return first.map(({ file, reason }) => ({
    file,
    reason: reason ??
      followed(file.path, declared) ?? {
        kind: declares ? 'undeclared' : 'unknown',
      },
  }))
}

function ownReason(
  file: ChangedFile,
  explanations: Explanations,
): ChangeReason | null {
  return (
    forkOnly(file.path, explanations) ??
    reproduction(file.path, explanations) ??
    declaredBy(file, explanations.spec) ??
    askedFor(file.path, explanations.spec) ??
    testsIn(file.path, explanations.newTests)
  )
}

function forkOnly(
  path: string,
  explanations: Explanations,
): ChangeReason | null {
  const what =
    stagingPartOf(path, explanations) ??
    (path === explanations.spec?.path ? 'spec' : null)
  return what === null ? null : { kind: 'not-for-upstream', what }
}

function reproduction(
  path: string,
  { reproduction }: Explanations,
): ChangeReason | null {
  const file = reproduction.find((one) => one.path === path)
  if (file === undefined) return null
  return {
    kind: 'reproduction',
    isChanged: isChanged(file),
    since: file.original?.commit ?? null,
  }
}

/** Entries are relative to the folder that holds `.chant`, not to the repository root. */
function declaredBy(file: ChangedFile, spec: Spec | null): ChangeReason | null {
  if (spec === null) return null
  const paths = [
    file.path,
    ...(file.previousPath === null ? [] : [file.previousPath]),
  ]
  const entry = spec.targetFiles.find(
    (target) =>
      withoutStep(target) !== '' &&
      paths.some((path) => coversPath(spec.root + withoutStep(target), path)),
  )
  return entry === undefined ? null : { kind: 'declared', entry }
}

/** Whether an entry of `target_files`, relative to the root, is a path, its folder, or a pattern for it. */
export function coversPath(target: string, path: string): boolean {
  const folder = target.endsWith('/') ? target : `${target}/`
  if (target === path || path.startsWith(folder)) return true
  return isPattern(target) && matchesPattern(path, target)
}

const documentationWords = /\b(?:documentation|documented|docs|readme)\b/iu
const changelogWords = /\b(?:changelog|release notes?)\b/iu

function askedFor(path: string, spec: Spec | null): ChangeReason | null {
  const criterion = spec?.criteria.items.find(({ text }) =>
    asksFor(
      text,
      path.slice(path.startsWith(spec.root) ? spec.root.length : 0),
    ),
  )
  return criterion === undefined
    ? null
    : { kind: 'asked-for', criterion: criterion.text }
}

function asksFor(criterion: string, path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (namesPath(criterion, path) || namesPath(criterion, name)) return true
  if (/^change(?:s|log)?\b|^history\b|^news\b/iu.test(name)) {
    return changelogWords.test(criterion)
  }
  return isDocument(path) && documentationWords.test(criterion)
}

/** The path as words of its own, not as part of a longer path or name. */
function namesPath(criterion: string, path: string): boolean {
  if (!path.includes('.')) return false
  const at = criterion.indexOf(path)
  if (at === -1) return false
  const before = criterion.charAt(at - 1)
  const after = criterion.charAt(at + path.length)
  return !/[\w/.-]/u.test(before) && !/[\w/-]/u.test(after)
}

function isDocument(path: string): boolean {
  return (
    /(?:^|\/)docs?\//u.test(path) || /\.(?:md|mdx|rst|adoc|txt)$/iu.test(path)
  )
}

function testsIn(
  path: string,
  newTests: readonly NewTest[],
): ChangeReason | null {
  const tests = newTests.filter((test) => test.path === path).length
  return tests === 0 ? null : { kind: 'adds-tests', tests }
}

const lockFiles = new Set([
  'Cargo.lock',
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'bun.lock',
  'bun.lockb',
  'go.sum',
  'poetry.lock',
  'uv.lock',
  'Pipfile.lock',
  'Gemfile.lock',
  'composer.lock',
])

/** A lock file follows a declared change in its folder or below; a snapshot one in the folder above its own. */
function followed(
  path: string,
  declared: readonly string[],
): ChangeReason | null {
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const name = path.slice(folder.length)
  const near = snapshotHome(path) ?? (lockFiles.has(name) ? folder : null)
  if (near === null) return null
  const inside = declared.filter((one) => one.startsWith(near))
  const isManifest = (one: string): boolean =>
    one.slice(0, one.lastIndexOf('/') + 1) === near
  const by = inside.find(isManifest) ?? inside[0]
  return by === undefined ? null : { kind: 'follows', path: by }
}

/** Folder that a snapshot belongs to, or `null` for any other file. */
function snapshotHome(path: string): string | null {
  if (!path.endsWith('.snap')) return null
  const at = /(?:^|\/)(?:__snapshots__|snapshots)\//u.exec(path)
  if (at === null) return null
  return path.slice(0, at.index === 0 ? 0 : at.index + 1)
}
