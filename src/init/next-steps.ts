import { shellWord } from '../text/shell-word.ts'
import type { WorkflowChoice } from '../workflows/workflow-files.ts'
import type { CloneFacts } from './clone-facts.ts'

/** What a person does after the files are written, in order: commit, settings with their addresses, the first run. */
export function nextSteps(
  facts: CloneFacts,
  choice: WorkflowChoice,
): readonly string[] {
  const { forkPage } = facts
  return [
    ...placeholder(choice),
    commitStep(facts, choice),
    `Allow it to open the staging PR: ${forkPage}/settings/actions → Workflow permissions → Allow GitHub Actions to create and approve pull requests. It is off by default.`,
    `In a new fork, enable workflows: ${forkPage}/actions`,
    ...(choice.sweep
      ? [
          `Switch the nightly run on, since schedules of forks are off: ${forkPage}/actions/workflows/staging-pr-sweep.yml`,
        ]
      : []),
    startStep(facts, choice),
    'See that all of it fits: staging-pr doctor',
  ]
}

function placeholder({ action }: WorkflowChoice): readonly string[] {
  return action === undefined || action.repository.startsWith('OWNER/')
    ? ['Write the account that publishes the action in place of OWNER.']
    : []
}

function commitStep(
  { branch, defaultBranch, isFixBranch, remote }: CloneFacts,
  { layout }: WorkflowChoice,
): string {
  const commit = "git add .github && git commit -m 'Stage fixes in this fork'"
  if (layout === 'push') {
    return isFixBranch
      ? `Commit the files here, on ${branch ?? 'the fix branch'}: ${commit}`
      : `Commit the files on the branch of the fix: git switch -c fix/issue-1234 && ${commit}`
  }
  const home = defaultBranch ?? 'main'
  if (layout === 'mirror' && (home === 'main' || home === 'master')) {
    return `Make a default branch of your own beside ${home}, and commit the files there: git switch -c fork ${remote}/${home} && ${commit} && git push -u ${remote} fork. Then choose it as the default branch in the settings of the fork.`
  }
  return branch === home
    ? `Commit the files here, on ${home}, and push: ${commit} && git push ${remote} ${shellWord(home)}`
    : `Commit the files on ${home}, the fork's default branch; you are on ${branch ?? 'no branch'}: git switch ${shellWord(home)} && ${commit} && git push ${remote} ${shellWord(home)}`
}

function startStep(
  { ghName, branch, isFixBranch, remote }: CloneFacts,
  { layout }: WorkflowChoice,
): string {
  const name = isFixBranch && branch !== null ? branch : 'fix/issue-1234'
  return layout === 'push'
    ? `Start it: git push -u ${remote} ${shellWord(name)}`
    : `Start it, the first time for each branch: git push -u ${remote} ${shellWord(name)} && gh workflow run staging-pr.yml -R ${shellWord(ghName)} -f branch=${shellWord(name)}`
}

/** Name of the git alias. */
export const aliasName = 'staging'

/** The git alias that pushes the current branch and starts its run; `gh` is told the fork, since it would aim at upstream. */
export function aliasCommand({
  ghName,
  remote,
}: Pick<CloneFacts, 'ghName' | 'remote'>): string {
  return `!branch=$(git branch --show-current) && git push --set-upstream ${remote} "$branch" && gh workflow run staging-pr.yml -R ${shellWord(ghName)} -f branch="$branch"`
}
