import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { temporaryFolder } from '../../harness/temporary-folder.ts'
import { specText } from '../whole-run/scene.ts'
import { staging } from './terminal.ts'

const fixtures = fileURLToPath(
  new URL('../../../shared/specs/', import.meta.url),
)
const hasFixtures = existsSync(join(fixtures, 'expected.json'))
if (!hasFixtures) {
  console.warn(
    'the folder of collected specs is not here: that part is skipped',
  )
}

describe('spec', () => {
  it('waits for no pipe and reads no device', async () => {
    await using folder = temporaryFolder('spec')
    execFileSync('mkfifo', [join(folder.path, 'pipe.md')])

    for (const file of ['pipe.md', '/dev/zero']) {
      const { exitCode, stderr } = await staging(folder.path, 'spec', file)

      expect(exitCode).toBe(2)
      expect(stderr).toContain('it is no regular file')
    }
  })

  it('says what was understood, in words and as JSON in the order of the files', async () => {
    await using folder = temporaryFolder('spec')
    writeFileSync(join(folder.path, '005-fork-fix.md'), specText)
    writeFileSync(join(folder.path, '001-broken.md'), '---\ntype: docs\n---\n')

    const words = await staging(folder.path, 'spec', '005-fork-fix.md')
    const json = await staging(
      folder.path,
      'spec',
      '--json',
      '005-fork-fix.md',
      '001-broken.md',
    )

    expect(words.exitCode).toBe(0)
    expect(words.stdout).toContain('Keys are lost')
    expect(json.exitCode).toBe(2)
    expect(JSON.parse(json.stdout)).toMatchObject([
      {
        path: '005-fork-fix.md',
        ok: true,
        status: 'completed',
        labels: ['issue-1234'],
      },
      { path: '001-broken.md', ok: false },
    ])
  })

  it('never lets a control character of a file reach the terminal', async () => {
    await using folder = temporaryFolder('spec')
    const hostile = '\u001b]0;owned\u0007\u001b[2J\u009b31m\u202e'
    writeFileSync(
      join(folder.path, 'hostile.md'),
      specText
        .replace('Keys are lost', `Keys ${hostile} are lost`)
        .replace('Both keys', `Both ${hostile} keys`)
        .replace('issue-1234', `"issue-1234 \\e[31m"`),
    )

    const { stdout, stderr } = await staging(folder.path, 'spec', 'hostile.md')

    expect(stdout + stderr).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e]/u)
    expect(stdout).toContain('are lost')
  })
  ;(hasFixtures ? it : it.skip)(
    'reads all collected specs as chant does',
    async () => {
      const expected: Readonly<
        Record<string, Readonly<Record<string, unknown>>>
      > = JSON.parse(readFileSync(join(fixtures, 'expected.json'), 'utf8'))
      const paths = Object.keys(expected)

      const { stdout } = await staging(fixtures, 'spec', '--json', ...paths)

      const reports: readonly Readonly<Record<string, unknown>>[] =
        JSON.parse(stdout)
      expect(reports.map(({ path }) => path)).toEqual(paths)
      expect(reports).toMatchObject(
        Object.values(expected).map((entry) => known(entry)),
      )
    },
  )
})

/** What must be equal: whether it is read at all, and then everything but what may be left out. */
function known(
  entry: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  if (entry['ok'] !== true) return { ok: false }
  const {
    error_message: _message,
    other_counters: _others,
    shape: _shape,
    ...rest
  } = entry
  return rest
}
