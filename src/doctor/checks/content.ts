import {
  type Check,
  error,
  noFixBranch,
  note,
  type Outcome,
  type Problem,
  warn,
  when,
} from '../check.ts'
import type { Facts } from '../facts.ts'
import { count, enumerate, word } from '../words.ts'

const config: Check = {
  code: 'config',
  level: 'error',
  what: 'the configuration can be used',
  remedy: 'correct the line that is named',
  look: ({ config: { faults, path } }) =>
    faults.map((fault) =>
      error(
        `${fault.replace(/\.$/u, '')}: a run would stop there`,
        `correct ${path}, then commit`,
      ),
    ),
}

const uncommitted: Check = {
  code: 'config-uncommitted',
  level: 'warn',
  what: 'the configuration is committed as it lies in the work tree',
  remedy: '`git add .github/staging-pr.yml && git commit`',
  look: ({ config: { isUncommitted, path } }) =>
    when(
      isUncommitted,
      warn(
        `${path} in the work tree is not what is committed, and only commits are read`,
        `\`git add ${word(path)} && git commit\``,
      ),
    ),
}

const differs: Check = {
  code: 'config-differs',
  level: 'note',
  what: 'fix branch and default branch have no two configurations',
  remedy:
    '`git diff origin/main -- .github/staging-pr.yml` shows how they differ',
  look: (facts) =>
    when(
      facts.config.differs,
      note(
        `The configuration of the branch is not that of ${facts.defaultBranch ?? 'the default branch'}: steps and gates that it lowers count as they stand there`,
        `see \`git diff ${facts.clone.forkRemote ?? 'origin'}/${facts.defaultBranch ?? 'main'} -- ${word(facts.config.path)}\``,
      ),
    ),
}

const misplaced: Check = {
  code: 'misplaced-file',
  level: 'warn',
  what: 'configuration and workflow lie where they are looked for',
  remedy: '`git mv PATH …`',
  look: ({ config: { misplaced: files } }) =>
    files.map(({ path, meant }) =>
      warn(
        `${path} is not looked at: its place is ${meant}`,
        `\`git mv ${word(path)} ${word(meant)}\``,
      ),
    ),
}

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
  look: ({ missingTools, config: { config: found } }) => {
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

const spec: Check = {
  code: 'spec',
  level: 'error',
  what: 'a run finds the spec of the branch',
  remedy: '`staging-pr specs push`',
  look: (facts) => {
    const { config: found } = facts.config
    if (found?.gates.spec === 'off') return []
    const { faults } = facts.spec
    return faults.length > 0
      ? faults.map(({ message, remedy }) => error(message, remedy))
      : lookForSpec(facts)
  },
}

function lookForSpec(facts: Facts): Outcome {
  const { spec: found, branch } = facts
  if (found.isFound) return []
  if (found.atHead + found.atSource > 0) {
    return branch.isFix ? [otherSpecs(facts)] : noFixBranch
  }
  if (found.inWorkTree > 0) return [silentSpecs(facts)]
  return branch.isFix ? [noSpec] : noFixBranch
}

const noSpec = note(
  'There is no spec, so the staging PR cannot be `ready`; it is opened all the same',
  'write .chant/specs/NAME.md ("The spec" in the README), or `gates: { spec: off }`',
)

/** chant's silent mode, or specs that were not committed. */
function silentSpecs({ spec: { inWorkTree, sourceRef } }: Facts): Problem {
  const [are, them] = inWorkTree === 1 ? ['is', 'it'] : ['are', 'them']
  return warn(
    `${count(inWorkTree, 'spec')} in .chant of this clone ${are} neither committed on the branch nor on ${sourceRef ?? 'staging-specs'}: a run in the fork cannot see ${them}`,
    '`staging-pr specs push`',
  )
}

function otherSpecs({ spec: found, branch }: Facts): Problem {
  const places = [
    ...(found.atHead > 0 ? ['the branch'] : []),
    ...(found.atSource > 0 ? [found.sourceRef ?? 'source-ref'] : []),
  ]
  const name = branch.name ?? 'this branch'
  return note(
    `None of the specs on ${enumerate(places)} is the one of ${name}`,
    found.inWorkTree > found.atHead + found.atSource
      ? '`staging-pr specs push` sends those of this clone'
      : `\`branch: ${name}\` or the label of the issue in its frontmatter`,
  )
}

/** What a run reads of the repository: configuration and spec. */
export const contentChecks: readonly Check[] = [
  config,
  uncommitted,
  differs,
  misplaced,
  steps,
  tools,
  spec,
]
