import { describe, expect, it } from '@jest/globals'

import { checkCommitMessages } from '../../../src/evidence/checks/commit-messages.ts'

function commit(sha: string, message: string) {
  return { sha: sha.repeat(40), parents: ['0'], message, changes: [] }
}

const base = 'd'.repeat(40)

describe('commit messages', () => {
  it('that refer to an issue by its number are told, with other words for their lines', () => {
    const found = checkCommitMessages(
      [
        commit('a', 'Fix #1234: keys are lost\n\nA long story.\n\nFixes #1234'),
        commit('b', 'Keep both keys'),
        commit('c', 'Tidy up (owner/repo#7)'),
      ],
      base,
    )

    expect(found).toEqual([
      {
        rule: 'commits/upstream-reference',
        severity: 'warn',
        message:
          "The messages of `aaaaaaa` and `ccccccc` refer to an issue by its number: GitHub says so on upstream's thread at each push of a new version.",
        remedy:
          'Reword before the next push (`git rebase -i dddddddddddd`): “Fix issue 1234: keys are lost”, “Fixes issue 1234”, “Tidy up (issue 7)”. What is written there already stays. `staging-pr init --hooks` keeps it from happening again.',
        path: null,
        line: null,
      },
    ])
  })

  it('of other words are fine', () => {
    expect(
      checkCommitMessages([commit('b', 'Keep both keys of issue 1234')], base),
    ).toEqual([])
  })
})
