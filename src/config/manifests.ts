/** Files at the root whose text chooses presets; of others it is enough to know that they exist. */
export const manifestPaths: readonly string[] = [
  'Cargo.toml',
  'package.json',
  'go.mod',
  'pyproject.toml',
  'setup.cfg',
  'setup.py',
  'pytest.ini',
  'tox.ini',
  'requirements.txt',
  'requirements-dev.txt',
  'requirements-test.txt',
  'dev-requirements.txt',
  'ruff.toml',
  '.ruff.toml',
  '.pre-commit-config.yaml',
]
