import { finding, type Finding } from '../../../finding.ts'
import type { ChangedText } from '../../../plan/plan.ts'
import { namesPath } from '../../../plan/names-path.ts'
import { isTestFile } from '../../../plan/test-path.ts'
import type { StepResult } from '../../evidence.ts'
import type { ExplainedChange } from '../../explain-changes.ts'
import type { Hunk } from '../../hunks.ts'
import { code } from '../named.ts'
import { isPackageJson, packageTells } from './package-json.ts'

/** Files that say which tests, linters and checks there are, whatever is changed in them. */
const always: readonly RegExp[] = [
  /^\.github\/(?:workflows|actions)\//u,
  /^(?:\.gitlab-ci\.ya?ml|\.travis\.ya?ml|azure-pipelines\.ya?ml|\.?appveyor\.ya?ml|\.cirrus\.ya?ml|Jenkinsfile)$|^\.(?:circleci|buildkite)\//u,
  /(?:^|\/)(?:\.?clippy\.toml|\.?rustfmt\.toml|nextest\.toml|rust-toolchain(?:\.toml)?|\.cargo\/config(?:\.toml)?)$/u,
  /(?:^|\/)(?:\.eslintrc(?:\.\w{1,5})?|\.eslintignore|eslint\.config\.\w{1,4}|\.?oxlintrc\.json|biome\.jsonc?|\.prettierrc(?:\.\w{1,5})?|\.prettierignore|prettier\.config\.\w{1,4}|deno\.jsonc?|tsconfig[^/]{0,60}\.json)$/u,
  /(?:^|\/)(?:(?:jest|vitest|vite|ava|playwright|cypress|karma|wdio)\.(?:config|conf|setup)\.\w{1,4}|vitest\.workspace\.\w{1,4}|\.mocharc(?:\.\w{1,5})?)$/u,
  /(?:^|\/)(?:\.?pytest\.(?:ini|toml)|tox\.ini|setup\.cfg|conftest\.py|noxfile\.py|mypy\.ini|\.flake8|\.?pylintrc|\.?ruff\.toml|\.coveragerc|pyrightconfig\.json)$/u,
  /(?:^|\/)(?:\.golangci\.(?:ya?ml|toml|json)|staticcheck\.conf)$/u,
  /(?:^|\/)(?:(?:GNU)?[Mm]akefile|[Jj]ustfile|Taskfile\.ya?ml|\.pre-commit-config\.ya?ml|\.gitattributes)$/u,
]

/** Files that say much else too: which of their lines tell. */
const byLine: readonly (readonly [RegExp, RegExp])[] = [
  [
    /(?:^|\/)Cargo\.toml$/u,
    /^\[\[?(?:test|bench|(?:workspace\.)?lints|profile\.test|package\.metadata)\b|^(?:test|harness|doctest|autotests|bench|required-features)\s{0,9}=|=\s{0,9}"(?:allow|warn|deny|forbid)"|\blevel\s{0,9}=/u,
  ],
  [
    /(?:^|\/)\.npmrc$/u,
    /^(?:script-shell|shell|node-options|ignore-scripts)\b/u,
  ],
  [
    /(?:^|\/)package\.json$/u,
    /^"(?:scripts|jest|ava|mocha|vitest|eslintConfig|prettier|lint-staged|(?:pre|post)?(?:test|lint|check|format|fmt|ci|verify|type-?check|types|build|coverage|e2e|unit|spec)[\w:.-]{0,60})"\s{0,9}:/u,
  ],
]

/** Lines of `pyproject.toml` that only speak of versions and dependencies. */
const harmless =
  /^(?:$|#|version\s{0,9}=|"[\w.-]{1,100}(?:\[[\w,.-]{0,100}\])?\s{0,9}(?:[<>=~!]=?|@)[^"]{0,200}",?$)/u

/** What is looked at for changed configuration of tests. */
export type TestConfigurationGrounds = {
  readonly hunks: readonly Hunk[]
  readonly files: readonly ExplainedChange[]
  readonly texts: readonly ChangedText[]
  readonly steps: readonly Pick<StepResult, 'id' | 'kind' | 'command'>[]
}

/** A script of the repository that a command names; a test file that it names is one of its tests. */
function calls(
  { kind, command }: Pick<StepResult, 'kind' | 'command'>,
  path: string,
): boolean {
  if (kind === 'reproduction' || isTestFile(path)) return false
  return namesPath(command, path)
}

/** Changed files by which the branch would be tested otherwise than before. What stages it is not meant. */
export function checkTestConfiguration({
  hunks,
  files,
  texts,
  steps,
}: TestConfigurationGrounds): readonly Finding[] {
  const versions = new Map(texts.map((text) => [text.path, text]))
  const lines = new Map<string, string[]>()
  for (const { path, added, removed } of hunks) {
    const known = lines.get(path) ?? []
    lines.set(path, known)
    for (const { text } of [...removed, ...added]) known.push(text.trim())
  }
  return files.flatMap(({ file: { path, previousPath }, reason }) => {
    if (reason.kind === 'not-for-upstream') return []
    const own = lines.get(path) ?? []
    const isMeant =
      keysTell(versions.get(path)) ??
      [path, previousPath ?? path].some((one) => tells(one, own))
    const what = isMeant
      ? 'says how the code is tested or checked'
      : runBy(path, steps)
    if (what === null) return []
    return [
      finding({
        rule: 'test-integrity/test-configuration',
        severity: 'warn',
        message: `${code(path)} is changed, which ${what}.`,
        path,
      }),
    ]
  })
}

/** `null` where there is no `package.json` that can be read in both versions. */
function keysTell(text: ChangedText | undefined): boolean | null {
  return text !== undefined && isPackageJson(text.path)
    ? packageTells(text)
    : null
}

function runBy(
  path: string,
  steps: TestConfigurationGrounds['steps'],
): string | null {
  const step = steps.find((one) => calls(one, path))
  return step === undefined ? null : `the step ${code(step.id)} runs`
}

function tells(path: string, lines: readonly string[]): boolean {
  if (always.some((pattern) => pattern.test(path))) return true
  if (/(?:^|\/)pyproject\.toml$/u.test(path)) {
    return lines.some((line) => !harmless.test(line.slice(0, 500)))
  }
  return byLine.some(
    ([name, telling]) =>
      name.test(path) && lines.some((line) => telling.test(line.slice(0, 500))),
  )
}
