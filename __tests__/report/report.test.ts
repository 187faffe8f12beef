import { describe, expect, it } from '@jest/globals'

import { consoleReport } from '../../src/report/console-report.ts'
import {
  commitStateOf,
  startDescription,
  statusDescription,
} from '../../src/report/status-description.ts'
import type { Outcome } from '../../src/report/outcome.ts'
import { type RunReport, stepSummary } from '../../src/report/step-summary.ts'
import { bodyScenarios } from '../support/body-scenarios.ts'
import {
  makeEvidence,
  makeFacts,
  makeStepResult,
} from '../support/staging-facts.ts'

const ready = bodyScenarios['ready'] ?? makeFacts()
const incomplete = bodyScenarios['incomplete'] ?? makeFacts()
const failed = bodyScenarios['failed'] ?? makeFacts()
const created = {
  operation: 'created',
  number: 7,
  url: 'https://github.com/yourusername/project/pull/7',
  notice: null,
} as const
/** A run without annotations. */
function reportOf(outcome: Outcome): RunReport {
  return { outcome, annotations: [] }
}

const title = 'Fix issue 1234: Data loss during concurrent writes'

describe('commit status', () => {
  it.each([
    ['ready', 'success'],
    ['incomplete', 'pending'],
    ['failed', 'failure'],
    ['inconclusive', 'error'],
    ['stale', null],
  ] as const)('of %s is %s', (conclusion, state) => {
    expect(commitStateOf(conclusion)).toBe(state)
  })

  it('says what is open', () => {
    expect(statusDescription(incomplete)).toBe(
      '2 open: “Edge cases handled” is not ticked. “Documentation updated” is not ticked.',
    )
  })

  it('says what failed', () => {
    expect(statusDescription(failed)).toBe(
      'Failed: cargo test. 1 failed, 217 passed, 2 skipped. The other 4 steps passed.',
    )
  })

  it('has at most 140 characters', () => {
    const step = makeStepResult('a', 'x'.repeat(500), {
      status: 'failed',
      reason: 'y'.repeat(500),
    })
    const facts = makeFacts({
      evidence: makeEvidence({ conclusion: 'failed', steps: [step] }),
    })

    expect(statusDescription(facts).length).toBeLessThanOrEqual(140)
  })

  it('says at the start what is being run', () => {
    expect(startDescription(5)).toBe('Running 5 steps')
    expect(startDescription(0)).toBe('Looking at the branch')
  })
})

describe('the step summary', () => {
  it('leads to the staging PR and holds the whole body', () => {
    const summary = stepSummary(ready, title, reportOf(created))

    expect(summary).toContain(
      '[Staging PR 7](https://github.com/yourusername/project/pull/7): created.',
    )
    expect(summary).toContain('**Ready for your review.**')
    expect(summary).toContain('## Testing')
    expect(summary).not.toContain('staging-pr:begin')
  })

  it('gives the command when the staging PR could not be written', () => {
    const summary = stepSummary(
      ready,
      title,
      reportOf({
        operation: 'none',
        reason: 'Actions may not create pull requests in this fork.',
        remedy: 'Allow it under Settings, Actions, General.',
        byHand: {
          command:
            "gh pr create --repo yourusername/project --base main --head yourusername:fix/issue-1234 --title 'x' --body-file body.md",
          bodyFile: 'body.md',
          body: '<!-- staging-pr:begin v1 -->\nThe text\n<!-- staging-pr:end -->',
        },
      }),
    )

    expect(summary).toContain(
      '> [!WARNING]\n> **The staging PR was not written.** Actions may not create pull requests in this fork.',
    )
    expect(summary).toContain('Allow it under Settings, Actions, General.')
    expect(summary).toContain(
      "```bash\ngh pr create --repo yourusername/project --base main --head yourusername:fix/issue-1234 --title 'x' --body-file body.md\n```",
    )
    expect(summary).toContain(
      '<details><summary><b>Save this as body.md</b></summary>\n\n```markdown\n<!-- staging-pr:begin v1 -->\nThe text',
    )
  })

  it('shows what a pull request has no room for', () => {
    const tail = `${'x'.repeat(400)}\n`.repeat(300)
    const step = makeStepResult('a', 'make', { status: 'failed', tail })
    const facts = makeFacts({
      evidence: makeEvidence({ conclusion: 'failed', steps: [step] }),
    })

    const summary = stepSummary(facts, title, reportOf(created))

    expect(summary).toContain('(300 lines)')
    expect(summary).not.toContain('Shortened')
    expect(summary).toContain('x'.repeat(400))
  })
})

describe('the report on a terminal', () => {
  it('says what happened in plain text', () => {
    const report = consoleReport(failed, title, created)

    expect(report).toBe(
      `Fix issue 1234: Data loss during concurrent writes
fix/issue-1234 at 9f3c2a7, compared with upstreamorg/project main at 4be01d2

Failed: cargo test. 1 failed, 217 passed, 2 skipped. The other 4 steps passed.

  passed      cargo test "issue_$ISSUE"
              1 passed, 41 s
  passed      cargo test -- $NEW_TESTS
              3 passed, 12 s
  failed      cargo test
              1 failed, 217 passed, 2 skipped, 1 min 38 s
  passed      cargo clippy --all-targets -- -D warnings
              passed, 22 s
  passed      cargo fmt --check
              passed, 1 s

Still open (1)
  1. “All existing tests pass” is ticked, but step test failed.
     Make it true, or untick the box.

Left for you to judge (3)
  1. src/storage/lock.rs (+6 −1) changed, but the spec does not declare it in target_files.
  2. “Lock acquired before write operation” is ticked; no command shows it.
  3. “Edge cases handled” is ticked; no command shows it.

Staging PR 7 created: https://github.com/yourusername/project/pull/7

Next: push a commit that mends what failed; this page follows.`,
    )
  })

  it('gives the command when the staging PR could not be written', () => {
    const report = consoleReport(ready, title, {
      operation: 'none',
      reason: 'Pull requests are switched off in this fork.',
      remedy: 'Switch them on in its settings.',
      byHand: { command: 'gh pr create', bodyFile: 'body.md', body: 'x' },
    })

    expect(report).toContain(
      `The staging PR was not written. Pull requests are switched off in this fork.
Switch them on in its settings.
To open it by hand (the summary of this run has the text of body.md):
  gh pr create`,
    )
  })
})
