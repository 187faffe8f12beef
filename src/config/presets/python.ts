import type { StepFile } from '../step-schema.ts'
import type { Preset, Repository } from './preset.ts'

const manifests = [
  'pyproject.toml',
  'setup.cfg',
  'setup.py',
  'pytest.ini',
  'tox.ini',
  'requirements.txt',
  'requirements-dev.txt',
  'requirements-test.txt',
  'dev-requirements.txt',
]

/**
 * Python: pytest and the linters that the repository has set up. Installing is
 * left to the workflow, since manifests do not say how it is done; only a lock
 * file of uv, Poetry or Pipenv names the tool that runs commands in its
 * environment.
 */
export function pythonPreset(repository: Repository): Preset | null {
  const manifest = manifests.find((path) => repository.has(path))
  if (manifest === undefined) return null
  const steps = [...testSteps(repository), ...lintSteps(repository)]
  return steps.length === 0 ? null : { name: 'python', manifest, steps }
}

type Steps = readonly (readonly [string, StepFile])[]

function runner({ has }: Repository): string {
  if (has('uv.lock')) return 'uv run '
  if (has('poetry.lock')) return 'poetry run '
  return has('Pipfile.lock') ? 'pipenv run ' : ''
}

function testSteps(repository: Repository): Steps {
  if (!usesPytest(repository)) return []
  const prefix = runner(repository)
  const pytest = prefix === '' ? 'python3 -m pytest' : `${prefix}pytest`
  return [
    ['reproduction', { run: `${pytest} -k "issue_$ISSUE"` }],
    [
      'new-tests',
      { run: String.raw`${pytest} -k "${'$'}{NEW_TESTS//$'\n'/ or }"` },
    ],
    ['test', { run: pytest }],
  ]
}

function usesPytest(repository: Repository): boolean {
  const isNamed = manifests.some((path) =>
    /\bpytest\b/u.test(repository.manifest(path) ?? ''),
  )
  const hasTests = repository.paths.some(
    (path) =>
      /^tests?\//u.test(path) && /\/(?:test_[^/]*|[^/]*_test)\.py$/u.test(path),
  )
  return isNamed || repository.has('pytest.ini') || hasTests
}

function lintSteps(repository: Repository): Steps {
  const { has } = repository
  const prefix = runner(repository)
  const isRuff =
    has('ruff.toml') || has('.ruff.toml') || mentions(repository, '[tool.ruff')
  const isFlake8 = has('.flake8') || mentions(repository, '[flake8]')
  const lint = isRuff ? 'ruff check .' : isFlake8 ? 'flake8' : null
  const format = formatCommand(repository)
  return [
    ...(lint === null ? [] : [step('lint', prefix + lint)]),
    ...(format === null ? [] : [step('format', prefix + format)]),
  ]
}

/** Many run ruff without its formatter, so that one has to be set up by itself. */
function formatCommand(repository: Repository): string | null {
  if (mentions(repository, '[tool.black]')) return 'black --check .'
  const isRuffFormat =
    mentions(repository, '[tool.ruff.format]') ||
    mentions(repository, '[format]', ['ruff.toml', '.ruff.toml']) ||
    mentions(repository, 'id: ruff-format', ['.pre-commit-config.yaml'])
  return isRuffFormat ? 'ruff format --check .' : null
}

function mentions(
  { manifest }: Repository,
  text: string,
  paths: readonly string[] = ['pyproject.toml', 'setup.cfg', 'tox.ini'],
): boolean {
  return paths.some((path) => manifest(path)?.includes(text) === true)
}

function step(id: string, run: string): readonly [string, StepFile] {
  return [id, { run }]
}
