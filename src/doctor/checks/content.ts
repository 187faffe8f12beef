import { type Check, error, note, warn, when } from '../check.ts'
import { word } from '../words.ts'

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

/** What a run reads of the repository: the configuration. */
export const contentChecks: readonly Check[] = [
  config,
  uncommitted,
  differs,
  misplaced,
]
