import { at, textAt } from '../../context/decode.ts'
import type { StepFile } from '../step-schema.ts'
import { packageManager, type PackageManager } from './package-manager.ts'
import type { Preset, Repository } from './preset.ts'
import { testRunnerArguments } from './test-runner.ts'

/**
 * npm, pnpm, yarn: the scripts of package.json that are there. What the
 * package depends on is installed by a first step of its own, so that the
 * staging PR shows it when that fails; it is a `lint` since only its exit
 * status says anything.
 */
export function nodePreset(repository: Repository): Preset | null {
  const manifest = parsePackage(repository.manifest('package.json'))
  if (manifest === null) return null
  const manager = packageManager(manifest, repository)
  if (manager === null) return null
  const scripts = [
    ...testSteps(manifest, manager),
    ...scriptStep('lint', lintScripts, { manifest, manager }),
    ...scriptStep('format', formatScripts, { manifest, manager }),
  ]
  if (scripts.length === 0) return null
  const steps = [...installStep(manifest, manager), ...scripts]
  return { name: manager.name, manifest: 'package.json', steps }
}

/** Installs what the package depends on, on a fresh machine; `null` where there is nothing to install, or no manager that is known. */
export function packageSetup(repository: Repository): string | null {
  const manifest = parsePackage(repository.manifest('package.json'))
  if (manifest === null || !hasDependencies(manifest)) return null
  const manager = packageManager(manifest, repository)
  if (manager === null) return null
  const { name, setup } = manager
  // GitHub's runners have npm; the other two come by corepack.
  return name === 'npm' ? setup : `corepack enable && ${setup}`
}

type Steps = readonly (readonly [string, StepFile])[]

function parsePackage(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    // A package.json that npm cannot read either chooses nothing.
    return null
  }
}

function installStep(manifest: unknown, manager: PackageManager): Steps {
  if (!hasDependencies(manifest)) return []
  return [['install', { run: manager.install, kind: 'lint', baseline: false }]]
}

function hasDependencies(manifest: unknown): boolean {
  return ['dependencies', 'devDependencies'].some((name) => {
    const found = at(manifest, name)
    return (
      typeof found === 'object' &&
      found !== null &&
      Object.keys(found).length > 0
    )
  })
}

function testSteps(manifest: unknown, manager: PackageManager): Steps {
  const script = textAt(manifest, 'scripts', 'test')
  // npm init writes this one.
  if (script === null || script.includes('no test specified')) return []
  const select = testRunnerArguments(script, manager)
  const setup = hasDependencies(manifest) ? { setup: manager.setup } : {}
  return [
    ...(select === null
      ? []
      : ([
          [
            'reproduction',
            { run: select('[Ii]ssue[ _#-]*$ISSUE(?![0-9])'), ...setup },
          ],
          [
            'new-tests',
            { run: select(String.raw`${'$'}{NEW_TESTS//$'\n'/|}`) },
          ],
        ] as const)),
    ['test', { run: `${manager.name} test` }],
  ]
}

const lintScripts = ['lint', 'lint:check', 'lint:ci']
const formatScripts = [
  'format:check',
  'check:format',
  'fmt:check',
  'prettier:check',
  'format',
]

/** The first script of these names that only looks; one that writes would change the tree. */
function scriptStep(
  id: string,
  names: readonly string[],
  of: { readonly manifest: unknown; readonly manager: PackageManager },
): Steps {
  const name = names.find((one) => {
    const script = textAt(of.manifest, 'scripts', one)
    if (script === null || /--(?:fix|write)\b/u.test(script)) return false
    const isChecked =
      one !== 'format' || /--(?:check|list-different|dry-run)\b/u.test(script)
    return isChecked
  })
  return name === undefined
    ? []
    : [[id, { run: `${of.manager.name} run ${name}` }]]
}
