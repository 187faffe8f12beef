import { packageSetup } from '../config/presets/node.ts'
import type { Repository } from '../config/presets/preset.ts'

/**
 * What makes a fresh runner ready for any one step: the dependencies of Node
 * and Python projects. `null` where the tools fetch what they need (Cargo, Go).
 */
export function setupCommands(repository: Repository): string | null {
  const commands = [packageSetup(repository), pythonSetup(repository)]
  const known = commands.filter((command) => command !== null)
  return known.length === 0 ? null : known.join(' && ')
}

const requirements = [
  'requirements.txt',
  'requirements-dev.txt',
  'requirements-test.txt',
  'dev-requirements.txt',
]

const lockFiles: readonly (readonly [string, string])[] = [
  ['uv.lock', 'pipx install uv && uv sync --all-extras'],
  ['poetry.lock', 'pipx install poetry && poetry install'],
  ['Pipfile.lock', 'pipx install pipenv && pipenv sync --dev'],
]

/** A lock file names the tool that installs; else pip takes what the manifests declare. */
function pythonSetup(repository: Repository): string | null {
  const { has } = repository
  const locked = lockFiles.find(([path]) => has(path))
  if (locked !== undefined) return locked[1]
  const wanted = [
    ...ownPackage(repository),
    ...requirements.filter((path) => has(path)).map((path) => `-r ${path}`),
  ]
  return wanted.length === 0
    ? null
    : ['python3 -m pip install', ...wanted, 'pytest'].join(' ')
}

/** The package itself, with what it declares for its tests. */
function ownPackage({ has, manifest }: Repository): readonly string[] {
  const project = manifest('pyproject.toml') ?? ''
  const isPackage =
    /^\[(?:project|build-system)\]/mu.test(project) || has('setup.py')
  if (!isPackage) return []
  const [, extras = ''] = project.split('[project.optional-dependencies]')
  const extra = /^(test|tests|dev)\s?=/mu.exec(extras)?.[1]
  return [extra === undefined ? '-e .' : `-e '.[${extra}]'`]
}
