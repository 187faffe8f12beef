import {
  type Check,
  error,
  noFixBranch,
  note,
  type Problem,
  warn,
  when,
} from '../check.ts'
import type { MissingScript, UnmatchedFiles } from '../step-facts.ts'
import { enumerate } from '../words.ts'

const steps: Check = {
  code: 'steps',
  level: 'error',
  what: 'there is at least one verification step',
  remedy: '`verify:` in `.github/staging-pr.yml`',
  look: ({ branch, config: { config: found } }) => {
    if (found === null) return { unchecked: 'the configuration is unusable' }
    const isEmpty = found.verify.value.length === 0
    // The configuration may be on the fix branch.
    if (isEmpty && !branch.isFix) return noFixBranch
    return when(
      isEmpty,
      error(
        'No verification step is configured and no manifest suggests one, so every verdict will be `inconclusive`',
        'write the commands under `verify:` in .github/staging-pr.yml',
      ),
    )
  },
}

const tools: Check = {
  code: 'tools',
  level: 'warn',
  what: 'the tools that the steps use are installed here',
  remedy: 'install them, or mend `PATH`',
  look: ({ steps: { missingTools }, config: { config: found } }) => {
    if (found === null) return { unchecked: 'the configuration is unusable' }
    return missingTools.map((tool) =>
      warn(
        `\`${tool}\` is not on PATH, and the steps use it (${found.verify.source}): \`verify\` comes to no result here`,
        installOf(tool),
      ),
    )
  },
}

const installs: Readonly<Record<string, string>> = {
  cargo: 'https://rustup.rs',
  'cargo-clippy': '`rustup component add clippy`',
  'cargo-fmt': '`rustup component add rustfmt`',
  'cargo-nextest': '`cargo install cargo-nextest --locked`',
  npm: 'https://nodejs.org',
  npx: 'https://nodejs.org',
  pnpm: '`corepack enable pnpm`',
  yarn: '`corepack enable yarn`',
  go: 'https://go.dev/dl',
  gofmt: 'https://go.dev/dl',
  pytest:
    '`python3 -m pip install pytest`, in the virtual environment of the project',
  ruff: '`python3 -m pip install ruff`, in the virtual environment of the project',
}

function installOf(tool: string): string {
  const how = Object.hasOwn(installs, tool) ? installs[tool] : undefined
  return `install it${how === undefined ? '' : ` (${how})`}, and in the workflow before the action (\`setup:\` with a job for each step)`
}

const scripts: Check = {
  code: 'scripts',
  level: 'warn',
  what: 'the scripts of `package.json` that the steps run are there',
  remedy: 'correct `run:`, or add the script',
  look: ({ steps: { missingScripts }, config: { config: found } }) =>
    found === null ? unusable : missingScripts.map(missingScript),
}

function missingScript({ command, manifest, near }: MissingScript): Problem {
  const where =
    manifest === null
      ? 'there is no package.json'
      : `${manifest} has no such script`
  const better = near === null ? '' : `did you mean \`${near}\`? `
  return warn(
    `A step runs \`${command}\`, and ${where}: it fails, whatever the fix does`,
    `${better}correct \`run:\` in the configuration, or add the script and commit it`,
  )
}

const modules: Check = {
  code: 'python-modules',
  level: 'warn',
  what: 'the Python modules that the steps run are installed here',
  remedy: '`python3 -m pip install NAME`',
  look: ({ steps: { python }, config: { config: found } }) => {
    if (found === null) return unusable
    const { missing, unchecked } = python
    if (missing.length === 0 && unchecked !== null) return { unchecked }
    return missing.map(({ program, module }) =>
      warn(
        `\`${program}\` has no module \`${module}\`, and the steps run \`${program} -m ${module}\` (${found.verify.source}): \`verify\` comes to no result here`,
        `install it (\`${program} -m pip install ${module.replaceAll('_', '-')}\`, in the virtual environment of the project), and in the workflow before the action (\`setup:\` with a job for each step)`,
      ),
    )
  },
}

const reproduction: Check = {
  code: 'reproduction-files',
  level: 'warn',
  what: '`files` of the reproduction step match files of the branch',
  remedy: 'correct `files:`, or commit the test',
  look: ({ steps: { unmatched }, config: { config: found, path }, branch }) => {
    if (found === null) return unusable
    return branch.isFix
      ? unmatched.map((one) => unmatchedFiles(one, path))
      : noFixBranch
  },
}

function unmatchedFiles(
  { step, entries, isAll }: UnmatchedFiles,
  path: string,
): Problem {
  const key = `verify.${step}.files`
  const message = `\`${key}\` names ${enumerate(entries)}, which no file of the branch matches`
  const remedy = `correct \`${key}\` in ${path}, or commit the test`
  return isAll
    ? warn(
        `${message}: which files are the reproduction test is left to the spec and to new tests, or the proof is not possible`,
        remedy,
      )
    : note(message, remedy)
}

const unusable = { unchecked: 'the configuration is unusable' }

/** What the verification steps need. */
export const stepChecks: readonly Check[] = [
  steps,
  tools,
  scripts,
  modules,
  reproduction,
]
