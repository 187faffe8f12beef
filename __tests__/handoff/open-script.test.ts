import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { temporaryFolder } from '../../harness/temporary-folder.ts'
import {
  comparePage,
  openScript,
  type PullRequestWay,
} from '../../src/handoff/open-script.ts'

const target: PullRequestWay = {
  upstream: 'up/keep',
  base: 'main',
  head: { owner: 'you', branch: 'upstream/fix/issue-1234' },
  serverUrl: 'https://github.com',
}

/** What `gh` is given when the script is run with a recorder in its place. */
async function given(
  at: PullRequestWay,
  title: string,
): Promise<readonly string[]> {
  await using folder = temporaryFolder('open')
  const recorder = join(folder.path, 'gh')
  const record = join(folder.path, 'given')
  writeFileSync(recorder, `#!/bin/sh\nprintf '%s\\0' "$@" > '${record}'\n`)
  chmodSync(recorder, 0o755)
  const script = join(folder.path, 'open.sh')
  writeFileSync(script, openScript(at, { title, body: '' }))
  const { status } = spawnSync('sh', [script], {
    env: { PATH: `${folder.path}:${process.env['PATH'] ?? ''}` },
  })
  expect(status).toBe(0)
  return readFileSync(record, 'utf8').split('\0').slice(0, -1)
}

describe('open.sh', () => {
  it('hands gh exactly what is meant', async () => {
    expect(await given(target, 'Keep both keys')).toEqual([
      'pr',
      'create',
      '--repo',
      'up/keep',
      '--base',
      'main',
      '--head',
      'you:upstream/fix/issue-1234',
      '--title',
      'Keep both keys',
      '--body-file',
      'upstream-pr-body.md',
    ])
  })

  it('runs nothing of a title or a branch, whatever they hold', async () => {
    const text = fc
      .array(
        fc.constantFrom(
          '$(id)',
          '`id`',
          "'",
          '"',
          '\\',
          '\n',
          ';',
          '&',
          '|',
          '-',
          '#',
          ' ',
          'ä',
          '!',
          '~',
          '*',
          'x',
        ),
        { minLength: 1, maxLength: 8 },
      )
      .map((parts) => parts.join(''))

    await fc.assert(
      fc.asyncProperty(text, text, async (title, branch) => {
        const at = { ...target, base: branch, head: { owner: 'you', branch } }
        const words = await given(at, title)

        expect([words[5], words[7], words[9], words.length]).toEqual([
          branch,
          `you:${branch}`,
          title,
          12,
        ])
      }),
      { numRuns: 30 },
    )
  })
})

describe('the page that compares', () => {
  const page = (body: string): URL =>
    new URL(comparePage(target, { title: 'A & B #1', body }))

  it('has title and body filled in', () => {
    const { pathname, searchParams } = page('x & y')

    expect(pathname).toBe('/up/keep/compare/main...you:upstream/fix/issue-1234')
    expect(searchParams.get('title')).toBe('A & B #1')
    expect(searchParams.get('body')).toBe('x & y')
  })

  it('leaves a body out that makes it too long', () => {
    expect(page('x'.repeat(8_000)).searchParams.has('body')).toBe(false)
  })
})
