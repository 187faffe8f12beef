import { describe, expect, it } from '@jest/globals'
import {
  createWorkflowRunner,
  type WorkflowRun,
} from '../../harness/workflow-runner/workflow-runner.ts'
import { setScene } from '../whole-run/scene.ts'

const upload =
  'actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a'
const download =
  'actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c'

/** Runs jobs as a push of a branch that holds their workflow would. */
async function runOf(jobs: object): Promise<WorkflowRun> {
  await using scene = await setScene()
  const workflow = { on: { push: { branches: ['fix/**'] } }, jobs }
  const pushed = scene.pushFiles({
    '.github/workflows/jobs.yml': JSON.stringify(workflow),
  })
  const [run] = await createWorkflowRunner(scene).push(pushed)
  if (run === undefined) throw new Error('nothing ran')
  return run
}

function results({ jobs }: WorkflowRun): Record<string, string> {
  return Object.fromEntries(
    [...jobs].map(([name, { result }]) => [name, result]),
  )
}

describe('the runner of workflows', () => {
  it('takes jobs by their needs and conditions, whatever their order', async () => {
    const run = await runOf({
      last: { needs: ['red', 'after'], if: 'always()', steps: [] },
      after: { needs: 'red', steps: [] },
      mends: { needs: 'red', if: 'failure()', steps: [] },
      red: { steps: [{ run: 'exit 1' }] },
      not: { if: "github.event_name == 'schedule'", steps: [] },
    })

    expect(results(run)).toEqual({
      red: 'failure',
      not: 'skipped',
      after: 'skipped',
      last: 'success',
      mends: 'success',
    })
    expect(run.result).toBe('failure')
  })

  it('hands outputs on, makes legs of a matrix, and goes on behind a failed step where it is told to', async () => {
    const run = await runOf({
      first: {
        outputs: { matrix: '${{ steps.it.outputs.matrix }}' },
        steps: [
          {
            id: 'it',
            run: `echo 'matrix={"include":[{"id":"a"},{"id":"b"}]}' >> "$GITHUB_OUTPUT"`,
          },
        ],
      },
      each: {
        needs: 'first',
        strategy: {
          matrix: '${{ fromJSON(needs.first.outputs.matrix) }}',
        },
        steps: [
          { run: 'test "$ID" = a', env: { ID: '${{ matrix.id }}' } },
          { run: 'echo not shown' },
          { if: 'always()', run: 'echo "always in $PWD"' },
        ],
      },
    })

    expect(results(run)).toEqual({
      first: 'success',
      'each (a)': 'success',
      'each (b)': 'failure',
    })
    const log = run.jobs.get('each (b)')?.log
    expect(log).toContain('always in')
    expect(log).not.toContain('not shown')
    expect(log).not.toBe(run.jobs.get('each (a)')?.log)
  })

  it('keeps an artifact under its name for good, and gives each a folder', async () => {
    const make = (text: string) => ({
      run: 'echo "$TEXT" > file; echo x > .hidden',
      env: { TEXT: text },
    })
    const put = (name: string) => ({
      uses: upload,
      with: { name, path: 'file' },
    })
    const run = await runOf({
      one: { steps: [make('one'), put('a-1'), put('a-2')] },
      two: { needs: 'one', steps: [make('two'), put('a-1')] },
      read: {
        needs: ['one', 'two'],
        if: 'always()',
        steps: [
          { uses: download, with: { pattern: 'a-*', path: 'got' } },
          { run: 'cat got/a-1/file; find got -type f | sort' },
        ],
      },
      none: { steps: [{ uses: download, with: { name: 'b', path: '.' } }] },
    })

    expect(results(run)).toMatchObject({
      one: 'success',
      two: 'failure',
      none: 'failure',
    })
    expect(run.jobs.get('read')?.log).toBe('one\ngot/a-1/file\ngot/a-2/file\n')
  })

  it('starts no called workflow that asks for more than its caller has', async () => {
    await expect(
      runOf({
        call: {
          permissions: { contents: 'read' },
          uses: 'OWNER/staging-pr/.github/workflows/staging-pr.yml@v0',
        },
      }),
    ).rejects.toThrow('call / plan asks for')
  })
})
