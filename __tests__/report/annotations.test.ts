import { describe, expect, it } from '@jest/globals'

import type { Problem } from '../../src/evidence/problems/problem.ts'
import { finding } from '../../src/finding.ts'
import {
  annotationsOf,
  shownAnnotations,
} from '../../src/report/annotations.ts'
import { makeStepResult } from '../support/staging-facts.ts'

const nothing = (): boolean => false

function problem(path: string, fields: Partial<Problem> = {}): Problem {
  return {
    path,
    line: 1,
    column: null,
    endLine: null,
    level: 'error',
    message: 'Wrong.',
    rule: null,
    ...fields,
  }
}

function step(id: string, ...problems: readonly Problem[]) {
  return makeStepResult(id, id, { problems })
}

describe('annotations', () => {
  it('are findings of severity error and warn, and problems with their place', () => {
    const annotations = annotationsOf(
      {
        findings: [
          finding({
            rule: 'criteria/open',
            severity: 'error',
            message: 'One.',
            remedy: 'Do it.',
            path: 'a.md',
            line: 3,
          }),
          finding({ rule: 'scope', severity: 'warn', message: 'Two.' }),
          finding({ rule: 'spec', severity: 'note', message: 'Three.' }),
        ],
        steps: [
          step(
            'clippy',
            problem('src/a.rs', {
              line: 4,
              column: 5,
              rule: 'needless_return',
            }),
          ),
        ],
      },
      nothing,
    )

    expect(annotations).toEqual([
      {
        level: 'error',
        title: 'Staging PR: criteria',
        message: 'One. Do it.',
        path: 'a.md',
        line: 3,
        endLine: null,
        column: null,
      },
      {
        level: 'error',
        title: 'Staging PR: clippy, needless_return',
        message: 'Wrong.',
        path: 'src/a.rs',
        line: 4,
        endLine: null,
        column: 5,
      },
      {
        level: 'warning',
        title: 'Staging PR: scope',
        message: 'Two.',
        path: null,
        line: null,
        endLine: null,
        column: null,
      },
    ])
  })

  it('never speak for the handoff', () => {
    const wip = finding({
      rule: 'history/wip',
      severity: 'warn',
      message: 'WIP.',
    })

    expect(annotationsOf({ findings: [wip], steps: [] }, nothing)).toEqual([])
  })

  it('of changed lines come first, then those of changed files, then the others', () => {
    const touched = (path: string, line: number | null): boolean =>
      path === 'changed.c' && (line === null || line === 7)
    const annotations = annotationsOf(
      {
        findings: [
          finding({ rule: 'proof', severity: 'error', message: 'No place.' }),
        ],
        steps: [
          step(
            'lint',
            problem('other.c', { line: 7 }),
            problem('changed.c', { line: 3 }),
            problem('changed.c', { line: 7, level: 'warning' }),
            problem('changed.c', { line: 5, endLine: 9 }),
          ),
        ],
      },
      touched,
    )

    expect(
      annotations.map(({ path, line, level }) => `${level} ${path}:${line}`),
    ).toEqual([
      'error changed.c:5',
      'error changed.c:3',
      'error null:null',
      'error other.c:7',
      'warning changed.c:7',
    ])
  })

  it('say once what two steps say', () => {
    const same = problem('a.c', { line: 3 })

    expect(
      annotationsOf(
        { findings: [], steps: [step('check', same), step('test', same)] },
        nothing,
      ).map(({ title }) => title),
    ).toEqual(['Staging PR: check'])
  })

  it('are shown as far as GitHub shows them: ten of each level', () => {
    const many = (level: Problem['level']): readonly Problem[] =>
      Array.from({ length: 25 }, (_, index) =>
        problem('a.c', { line: index + 1, level }),
      )
    const all = annotationsOf(
      {
        findings: [],
        steps: [step('lint', ...many('warning'), ...many('error'))],
      },
      nothing,
    )

    const shown = shownAnnotations(all)

    expect(all).toHaveLength(50)
    expect(shown.map(({ level }) => level)).toEqual([
      ...Array.from({ length: 10 }, () => 'error'),
      ...Array.from({ length: 10 }, () => 'warning'),
    ])
    expect(shown[9]?.line).toBe(10)
  })
})
