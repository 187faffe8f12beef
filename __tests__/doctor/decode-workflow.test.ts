import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { stringify } from 'yaml'
import { decodeWorkflow } from '../../src/doctor/decode-workflow.ts'
import { generatedWorkflows } from '../support/generated-workflows.ts'

describe('a workflow', () => {
  it('is read as data: events, permissions, jobs and what they are given', () => {
    expect(
      decodeWorkflow(`name: N
on: {push: {branches: [a], paths-ignore: [b]}, workflow_dispatch: {inputs: {branch: {}}}}
permissions: read-all
concurrency: {group: g, cancel-in-progress: true}
jobs:
  one:
    if: true
    permissions: {contents: read}
    uses: ./x
    with: {depth: 0, list: [no, text]}
    steps: [{uses: a@b, with: {x: 1}, env: {E: e}}, {run: make}]
`),
    ).toMatchObject({
      name: 'N',
      events: new Map([
        ['push', expect.objectContaining({ branches: ['a'], paths: ['b'] })],
        ['workflow_dispatch', expect.objectContaining({ inputs: ['branch'] })],
      ]),
      permissions: { all: 'read' },
      concurrency: { group: 'g', cancels: true },
      jobs: [
        {
          id: 'one',
          condition: 'true',
          permissions: { all: null, named: new Map([['contents', 'read']]) },
          uses: './x',
          with: new Map([['depth', '0']]),
          steps: [
            {
              uses: 'a@b',
              with: new Map([['x', '1']]),
              env: new Map([['E', 'e']]),
            },
            { run: 'make' },
          ],
        },
      ],
    })
  })

  it.each(Object.entries(generatedWorkflows))(
    'that init writes can be read: %s',
    (_name, text) => {
      expect(decodeWorkflow(text)).toMatchObject({
        jobs: [expect.anything()],
      })
    },
  )

  it.each([
    ['', 'it names no event under `on:`'],
    ['on: push', 'it has no jobs'],
    ['jobs: {a: {}}', 'it names no event under `on:`'],
    ['on: [push', /flow/iu],
    ['on: push\non: push\njobs: {a: {}}', /unique/u],
  ])('that is none says why: %j', (text, why) => {
    expect(decodeWorkflow(text)).toEqual(
      typeof why === 'string' ? why : expect.stringMatching(why),
    )
  })

  it('of any shape at all breaks nothing', () => {
    fc.assert(
      fc.property(
        fc.record(
          {
            on: fc.anything(),
            permissions: fc.anything(),
            jobs: fc.dictionary(fc.string(), fc.anything()),
          },
          { requiredKeys: [] },
        ),
        fc.string(),
        (data, text) => {
          let yaml = text
          try {
            yaml = stringify(data)
          } catch {
            // Not every value of JavaScript can be written down.
          }
          const workflow = decodeWorkflow(yaml)

          expect(typeof workflow === 'string' || workflow.jobs.length > 0).toBe(
            true,
          )
        },
      ),
    )
  })
})
