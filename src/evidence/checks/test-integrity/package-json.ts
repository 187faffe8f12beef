import type { ChangedText } from '../../../plan/plan.ts'

/** Keys that say how the code is tested, checked or resolved. */
const keys: ReadonlySet<string> = new Set([
  'ava',
  'c8',
  'eslintConfig',
  'imports',
  'jest',
  'lint-staged',
  'mocha',
  'nyc',
  'prettier',
  'standard',
  'tap',
  'vitest',
  'xo',
])

/** Scripts that verification may run. */
const scripts =
  /^(?:pre|post)?(?:test|lint|check|format|fmt|ci|verify|type-?check|types|build|coverage|e2e|unit|spec)(?:[:._-].{0,60})?$/u

/** Whether a path is one of a `package.json`. */
export function isPackageJson(path: string): boolean {
  return /(?:^|\/)package\.json$/u.test(path)
}

/** Whether the two versions of a `package.json` differ in a key that tells; `null` where one cannot be read. */
export function packageTells({ before, after }: ChangedText): boolean | null {
  const [old, now] = [objectIn(before ?? '{}'), objectIn(after ?? '{}')]
  if (old === null || now === null) return null
  return tellingOf(old) !== tellingOf(now)
}

function objectIn(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : null
  } catch {
    // A file that is no JSON is looked at by its lines.
    return null
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function tellingOf(manifest: Readonly<Record<string, unknown>>): string {
  const own = Object.entries(manifest).filter(([key]) => keys.has(key))
  const run = isObject(manifest['scripts'])
    ? Object.entries(manifest['scripts']).filter(([name]) => scripts.test(name))
    : []
  const inOrder = (entries: readonly (readonly [string, unknown])[]) =>
    entries.toSorted(([one], [other]) => (one < other ? -1 : 1))
  return JSON.stringify([inOrder(own), inOrder(run)])
}
