import { describe, expect, it } from '@jest/globals'

import type { ExplainedChange } from '../../../src/evidence/explain-changes.ts'
import { finding, type Finding } from '../../../src/finding.ts'
import { pointsOf } from '../../../src/pull-request/body/points.ts'
import {
  makeChange,
  makeConfig,
  makeEvidence,
  makeFacts,
  makeSpec,
} from '../../support/staging-facts.ts'

type Lists = {
  readonly open: readonly string[]
  readonly judge: readonly string[]
}

function listsOf(
  findings: readonly Finding[],
  files: readonly ExplainedChange[] = [],
  facts: Parameters<typeof makeFacts>[0] = {},
): Lists {
  const { open, judge } = pointsOf({
    facts: makeFacts({ evidence: makeEvidence({ findings }), ...facts }),
    spec: makeSpec('# Fix it', { targetFiles: ['src/a.rs'] }),
    files,
  })
  return {
    open: open.map(({ plain }) => plain),
    judge: judge.map(({ plain }) => plain),
  }
}

function undeclared(path: string): ExplainedChange {
  return { file: makeChange(path), reason: { kind: 'undeclared' } }
}

function outOfScope(path: string): Finding {
  return finding({
    rule: 'scope/undeclared',
    severity: 'warn',
    message: `\`${path}\` (+9 −2) changed, but the spec does not declare it in \`target_files\`.`,
    path,
  })
}

describe('files outside the scope', () => {
  it('are named once each', () => {
    const paths = ['src/b.rs', 'src/c.rs']
    const files = paths.map(undeclared)

    expect(listsOf(paths.map(outOfScope), files).judge).toEqual([
      'src/b.rs (+9 −2) changed, but the spec does not declare it in target_files.',
      'src/c.rs (+9 −2) changed, but the spec does not declare it in target_files.',
    ])
  })

  it('are one point when there are many', () => {
    const paths = Array.from({ length: 40 }, (_, at) => `src/${at}.rs`)
    const files = paths.map(undeclared)

    expect(listsOf(paths.map(outOfScope), files).judge).toEqual([
      `${paths.slice(0, 20).join(', ')} and 20 more changed, but the spec does not declare them in target_files.`,
    ])
  })

  it('are not named where the gate is off', () => {
    const { gates } = makeConfig()
    const config = makeConfig({ gates: { ...gates, scope: 'off' } })

    expect(listsOf([], [undeclared('src/b.rs')], { config }).judge).toEqual([])
  })
})

describe('a configuration that asks for less', () => {
  it('heads what is left to judge, in place of the file', () => {
    const path = '.github/staging-pr.yml'
    const weaker = finding({
      rule: 'test-integrity/configuration',
      severity: 'warn',
      message: 'This branch lowers the gate `scope` from error to off.',
      path,
    })
    const changes = [makeChange(path)]

    expect(
      listsOf([outOfScope('src/b.rs'), weaker], [], { changes }).judge,
    ).toEqual([
      'This branch lowers the gate scope from error to off.',
      'src/b.rs (+9 −2) changed, but the spec does not declare it in target_files.',
    ])
    expect(listsOf([], [], { changes }).judge).toEqual([
      '.github/staging-pr.yml (+9 −2) is changed by this branch: it says what is verified here.',
    ])
  })
})

describe('what is still open', () => {
  it.each([
    ['proof/not-configured', ['Found.']],
    ['proof/not-fixed', []],
    ['steps/failed', []],
    ['fork-only/files', ['Found.']],
  ] as const)('with an error of %s', (rule, expected) => {
    const found = finding({ rule, severity: 'error', message: 'Found.' })

    expect(listsOf([found]).open).toEqual(expected)
  })

  it('holds no note or warning of the handoff', () => {
    const notes = (['note', 'warn'] as const).map((severity) =>
      finding({ rule: 'history/merge', severity, message: 'Found.' }),
    )

    expect(listsOf(notes)).toEqual({ open: [], judge: [] })
  })
})
