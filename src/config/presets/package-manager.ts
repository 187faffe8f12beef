import { textAt } from '../../context/decode.ts'
import type { Repository } from './preset.ts'

/** How a repository's package manager is called. */
export type PackageManager = {
  readonly name: 'npm' | 'pnpm' | 'yarn'
  /** Installs what the lock file says; leaves a tree alone that the workflow or a person has installed. */
  readonly install: string
  /** Installs into the tree from before the fix. */
  readonly setup: string
  /** `npm test` with arguments for the script. */
  readonly testWith: string
}

/** By `packageManager`, else by lock file, else npm; `null` for managers that are not known here. */
export function packageManager(
  manifest: unknown,
  repository: Repository,
): PackageManager | null {
  const named = textAt(manifest, 'packageManager')
  const name = named?.split('@', 1)[0] ?? byLockFile(repository)
  switch (name) {
    case 'npm':
      return npm(repository)
    case 'pnpm':
      return {
        name,
        install: 'test -d node_modules || pnpm install --frozen-lockfile',
        setup: 'pnpm install --frozen-lockfile --prefer-offline',
        testWith: 'pnpm test',
      }
    case 'yarn':
      return yarn(named, repository)
    default:
      return null
  }
}

function byLockFile({ has }: Repository): string {
  if (has('pnpm-lock.yaml')) return 'pnpm'
  if (has('yarn.lock')) return 'yarn'
  if (has('package-lock.json') || has('npm-shrinkwrap.json')) return 'npm'
  return has('bun.lock') || has('bun.lockb') ? 'bun' : 'npm'
}

/** `npm ci` refuses to work without a lock file. */
function npm({ has }: Repository): PackageManager {
  const isLocked = has('package-lock.json') || has('npm-shrinkwrap.json')
  const install = isLocked ? 'npm ci' : 'npm install --no-package-lock'
  return {
    name: 'npm',
    install: `test -d node_modules || ${install}`,
    setup: `${install} --prefer-offline`,
    testWith: 'npm test --',
  }
}

/** Yarn 1 and later ones call it differently, and later ones may do without node_modules. */
function yarn(named: string | null, { has }: Repository): PackageManager {
  const isClassic =
    named === null ? !has('.yarnrc.yml') : named.startsWith('yarn@1.')
  const install = isClassic
    ? 'yarn install --frozen-lockfile'
    : 'yarn install --immutable'
  return { name: 'yarn', install, setup: install, testWith: 'yarn test' }
}
