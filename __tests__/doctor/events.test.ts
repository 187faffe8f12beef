import { describe, expect, it } from '@jest/globals'
import { decodeWorkflow } from '../../src/doctor/decode-workflow.ts'
import { passesBranch, typesOf } from '../../src/doctor/events.ts'
import type { EventFilter } from '../../src/doctor/workflow.ts'

function filterIn(on: string, event = 'push'): EventFilter {
  const workflow = decodeWorkflow(`on: ${on}\njobs: {a: {}}\n`)
  const filter =
    typeof workflow === 'string' ? undefined : workflow.events.get(event)
  if (filter === undefined) throw new Error(`no ${event} in ${on}`)
  return filter
}

describe('a push of fix/issue-1', () => {
  it.each([
    ['push', true],
    ['[push, pull_request]', true],
    ['{push: }', true],
    ['{push: {branches: main}}', false],
    ["{push: {branches: ['fix/**']}}", true],
    ["{push: {branches: ['fix/*']}}", true],
    ["{push: {branches: ['*']}}", false],
    ["{push: {branches: ['**']}}", true],
    ["{push: {branches: ['fix**']}}", true],
    ["{push: {branches: ['**', '!fix/**']}}", false],
    ["{push: {branches: ['!fix/**', '**']}}", true],
    ['{push: {branches-ignore: [main]}}', true],
    ["{push: {branches-ignore: ['fix/**']}}", false],
    ["{push: {tags: ['v*']}}", false],
    ["{push: {tags: ['v*'], branches: ['fix/**']}}", true],
  ])('on: %s fires: %s', (on, fires) => {
    expect(passesBranch(filterIn(on), 'fix/issue-1')).toBe(fires)
  })
})

describe('the types of a pull request', () => {
  it('are three where a workflow names none, else its own', () => {
    expect(typesOf(filterIn('pull_request', 'pull_request'))).toEqual([
      'opened',
      'synchronize',
      'reopened',
    ])
    expect(
      typesOf(filterIn('{pull_request: {types: closed}}', 'pull_request')),
    ).toEqual(['closed'])
  })
})
