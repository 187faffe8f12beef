import { describe, expect, it } from '@jest/globals'
import { presetOf, repositoryConfig } from './support.ts'

function packageJson(
  scripts: Readonly<Record<string, string>>,
  more: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, string>> {
  return { 'package.json': JSON.stringify({ scripts, ...more }) }
}

describe('the preset of a Rust crate', () => {
  it('runs reproduction, new tests, suite, clippy and rustfmt', () => {
    expect(presetOf({ 'Cargo.toml': '[package]' })).toEqual({
      reproduction: 'cargo test "issue_$ISSUE"',
      'new-tests': 'cargo test -- $NEW_TESTS',
      test: 'cargo test --no-fail-fast',
      clippy: 'cargo clippy --all-targets -- -D warnings',
      fmt: 'cargo fmt --check',
    })
  })

  it('tests a workspace as a whole', () => {
    expect(
      presetOf({ 'Cargo.toml': '[workspace]\nmembers = ["a"]' }),
    ).toMatchObject({
      test: 'cargo test --workspace --no-fail-fast',
      clippy: 'cargo clippy --workspace --all-targets -- -D warnings',
      fmt: 'cargo fmt --all --check',
    })
  })

  it('marks its steps and says which manifest chose them', () => {
    const { verify } = repositoryConfig({ 'Cargo.toml': '[package]' })

    expect(verify.source).toBe('preset cargo (`Cargo.toml`)')
    expect(verify.value[0]).toMatchObject({
      id: 'reproduction',
      kind: 'reproduction',
      origin: 'preset',
      source: 'preset cargo (`Cargo.toml`)',
    })
  })
})

describe('the preset of a Node package', () => {
  it('runs the scripts that there are', () => {
    const files = packageJson({ test: 'tap', lint: 'eslint .', build: 'tsc' })

    expect(presetOf(files)).toEqual({
      test: 'npm test',
      lint: 'npm run lint',
    })
  })

  it('chooses tests by name where the script is jest or vitest', () => {
    expect(presetOf(packageJson({ test: 'vitest run' }))).toEqual({
      reproduction: String.raw`npm test -- -t "[Ii]ssue[ _#-]*$ISSUE(?![0-9])"`,
      'new-tests': `npm test -- -t "\${NEW_TESTS//$'\\n'/|}"`,
      test: 'npm test',
    })
  })

  it('chooses tests by name where the script is node --test', () => {
    expect(
      presetOf(packageJson({ test: 'node --test test/*.test.js' })),
    ).toMatchObject({
      reproduction: String.raw`node --test --test-name-pattern="[Ii]ssue[ _#-]*$ISSUE(?![0-9])" test/*.test.js`,
    })
  })

  it('leaves choosing by name out where the script does several things', () => {
    expect(presetOf(packageJson({ test: 'jest && eslint .' }))).toEqual({
      test: 'npm test',
    })
  })

  it("does not take npm's placeholder for a test", () => {
    const test = 'echo "Error: no test specified" && exit 1'

    expect(presetOf(packageJson({ test }))).toEqual({})
  })

  it('leaves out scripts that write', () => {
    const files = packageJson({
      lint: 'eslint --fix .',
      'lint:ci': 'eslint .',
      format: 'prettier --write .',
    })

    expect(presetOf(files)).toEqual({ lint: 'npm run lint:ci' })
  })

  it.each([
    [['package-lock.json'], {}, 'test -d node_modules || npm ci'],
    [[], {}, 'test -d node_modules || npm install --no-package-lock'],
    [
      ['pnpm-lock.yaml'],
      {},
      'test -d node_modules || pnpm install --frozen-lockfile',
    ],
    [['yarn.lock'], {}, 'yarn install --frozen-lockfile'],
    [
      ['yarn.lock'],
      { packageManager: 'yarn@4.5.0' },
      'yarn install --immutable',
    ],
    [
      ['package-lock.json'],
      { packageManager: 'pnpm@10.1.0+sha512.abc' },
      'test -d node_modules || pnpm install --frozen-lockfile',
    ],
  ])('installs first with %j and %j', (paths, more, install) => {
    const files = packageJson(
      { test: 'tap' },
      { ...more, devDependencies: { tap: '1' } },
    )

    expect(presetOf(files, paths)).toMatchObject({ install })
  })

  it.each([
    ['pnpm', 'pnpm test', 'pnpm run lint'],
    ['yarn', 'yarn test', 'yarn run lint'],
  ])('calls scripts with %s', (name, test, lint) => {
    const files = packageJson(
      { test: 'tap', lint: 'eslint .' },
      { packageManager: `${name}@9.0.0` },
    )

    expect(presetOf(files)).toEqual({ test, lint })
  })

  it('installs before the fix as well', () => {
    const files = packageJson({ test: 'jest' }, { dependencies: { a: '1' } })
    const { verify } = repositoryConfig(files, ['package-lock.json'])

    expect(
      verify.value.map(({ id, kind, setup, baseline }) => [
        id,
        kind,
        setup,
        baseline,
      ]),
    ).toEqual([
      ['install', 'lint', null, false],
      ['reproduction', 'reproduction', 'npm ci --prefer-offline', false],
      ['new-tests', 'test', null, true],
      ['test', 'test', null, true],
    ])
  })

  it.each(['{"scripts":', '[]', '"text"', 'null', '{"scripts": 1}'])(
    'chooses nothing by %s',
    (text) => {
      expect(presetOf({ 'package.json': text })).toEqual({})
    },
  )

  it('leaves managers alone that it does not know', () => {
    expect(presetOf(packageJson({ test: 'bun test' }), ['bun.lock'])).toEqual(
      {},
    )
  })
})

describe('the preset of a Go module', () => {
  it('runs tests, vet and gofmt', () => {
    expect(presetOf({ 'go.mod': 'module keep' })).toEqual({
      reproduction: String.raw`go test ./... -run "Issue_?$ISSUE(\D|$)"`,
      'new-tests': `go test ./... -run "^(\${NEW_TESTS//$'\\n'/|})$"`,
      test: 'go test ./...',
      vet: 'go vet ./...',
      fmt: 'unformatted=$(gofmt -l .); echo "$unformatted"; test -z "$unformatted"',
    })
  })
})

describe('the preset of a Python project', () => {
  it.each([
    [{ 'pyproject.toml': '[tool.pytest.ini_options]' }, []],
    [{ 'requirements.txt': 'pytest==8\n' }, []],
    [{ 'setup.py': 'setup()', 'pytest.ini': '' }, []],
    [{ 'setup.py': 'setup()' }, ['tests/test_store.py']],
  ])('runs pytest with %j and %j', (files, paths) => {
    expect(presetOf(files, paths)).toEqual({
      reproduction: 'python3 -m pytest -k "issue_$ISSUE"',
      'new-tests': `python3 -m pytest -k "\${NEW_TESTS//$'\\n'/ or }"`,
      test: 'python3 -m pytest',
    })
  })

  it('runs no tests where nothing speaks of pytest', () => {
    expect(presetOf({ 'setup.py': 'setup()' }, ['src/a.py'])).toEqual({})
  })

  it('runs linters and formatters that are set up', () => {
    const pyproject = '[tool.ruff]\nline-length = 80\n[tool.ruff.format]\n'

    expect(presetOf({ 'pyproject.toml': pyproject })).toEqual({
      lint: 'ruff check .',
      format: 'ruff format --check .',
    })
    expect(
      presetOf({ 'setup.cfg': '[flake8]', 'pyproject.toml': '[tool.black]' }),
    ).toEqual({ lint: 'flake8', format: 'black --check .' })
  })

  it('does not ask for the formatter of ruff where only its linter is set up', () => {
    expect(presetOf({ 'pyproject.toml': '[tool.ruff]' })).toEqual({
      lint: 'ruff check .',
    })
  })

  it('runs commands in the environment that a lock file names', () => {
    expect(presetOf({ 'pyproject.toml': 'pytest' }, ['uv.lock'])).toMatchObject(
      { test: 'uv run pytest' },
    )
  })
})

describe('several manifests', () => {
  it('have their say each, with names in front where ids clash', () => {
    const files = {
      'Cargo.toml': '[package]',
      ...packageJson({ test: 'jest', lint: 'eslint .' }),
      'go.mod': 'module keep',
    }
    const { verify } = repositoryConfig(files)

    expect(verify.source).toBe(
      'preset cargo (`Cargo.toml`) and preset npm (`package.json`) and preset go (`go.mod`)',
    )
    expect(verify.value.map(({ id }) => id)).toEqual([
      'reproduction',
      'new-tests',
      'test',
      'clippy',
      'fmt',
      'npm-new-tests',
      'npm-test',
      'lint',
      'go-new-tests',
      'go-test',
      'vet',
      'go-fmt',
    ])
  })

  it('choose nothing where none is known', () => {
    expect(repositoryConfig({ Makefile: 'all:' }).verify).toEqual({
      value: [],
      source: 'default',
    })
  })
})
