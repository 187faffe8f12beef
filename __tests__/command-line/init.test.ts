import { execFileSync, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { git } from '../../harness/git.ts'
import { temporaryFolder } from '../../harness/temporary-folder.ts'
import { commitMessageHook } from '../../src/text/commit-message-hook.ts'
import { refersUpstream } from '../../src/text/upstream-references.ts'
import { type Desk, setDesk } from './desk.ts'

function hookOf({ world }: Desk): string {
  return join(world.clone, '.git/hooks/commit-msg')
}

function commit(
  { world }: Desk,
  ...args: readonly string[]
): { readonly status: number | null; readonly stderr: string } {
  const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.com']
  const { status, stderr } = spawnSync(
    'git',
    [...identity, 'commit', '--allow-empty', ...args],
    { cwd: world.clone, encoding: 'utf8' },
  )
  return { status, stderr }
}

describe('init --hooks', () => {
  it('keeps messages that refer to upstream from being committed, and shows other words', async () => {
    await using desk = setDesk()

    const { exitCode, stdout } = await desk.staging('init', '--hooks')

    expect(exitCode).toBe(0)
    expect(stdout).toContain('commit-msg')
    expect(statSync(hookOf(desk)).mode & 0o111).toBe(0o111)
    const refused = commit(desk, '-m', 'Fix #1234: keys', '-m', 'Closes a/b#5')
    expect(refused.status).toBe(1)
    expect(refused.stderr).toContain('  Fix issue 1234: keys\n')
    expect(refused.stderr).toContain('  Closes issue 5\n')
    expect(commit(desk, '-m', 'Fix issue 1234: keys').status).toBe(0)
    for (const more of [
      '# Fixes o/r#12',
      '#fixes #12',
      'See HTTPS://GitHub.com/o/r/Issues/1',
    ]) {
      expect(commit(desk, '-m', 'Fix it', '-m', more).status).toBe(1)
    }
    expect(commit(desk, '--no-verify', '-m', 'Fix #1234').status).toBe(0)
  })

  it('can be run again, and prints the scripts on request', async () => {
    await using desk = setDesk()
    await desk.staging('init', '--hooks')

    expect((await desk.staging('init', '--hooks')).exitCode).toBe(0)
    const { stdout } = await desk.staging('init', '--hooks', '--print')
    expect(stdout).toContain(readFileSync(hookOf(desk), 'utf8'))
    expect(stdout).toContain(
      readFileSync(join(hookOf(desk), '../pre-push'), 'utf8'),
    )
  })

  it('leaves a hook of somebody else alone', async () => {
    await using desk = setDesk()
    mkdirSync(join(hookOf(desk), '..'), { recursive: true })
    writeFileSync(hookOf(desk), '#!/bin/sh\nexit 0\n')

    const { exitCode, stderr } = await desk.staging('init', '--hooks')

    expect(exitCode).toBe(2)
    expect(stderr).toContain('There is a commit-msg hook already')
    expect(readFileSync(hookOf(desk), 'utf8')).toBe('#!/bin/sh\nexit 0\n')
  })

  it('writes nothing where the hooks are elsewhere', async () => {
    await using desk = setDesk()
    git(desk.world.clone, 'config', 'core.hooksPath', '.husky')

    const { exitCode, stderr } = await desk.staging('init', '--hooks')

    expect(exitCode).toBe(2)
    expect(stderr).toContain('The hooks of this clone are in .husky')
    expect(existsSync(hookOf(desk))).toBe(false)
  })

  it('writes through no link, and over no hook that only speaks of ours', async () => {
    await using desk = setDesk()
    const prePush = join(hookOf(desk), '../pre-push')
    mkdirSync(join(hookOf(desk), '..'), { recursive: true })
    symlinkSync(join(desk.root, 'outside'), prePush)
    const link = await desk.staging('init', '--hooks')
    rmSync(prePush)
    const mine = '#!/bin/sh\nexit 0 # beside the\n# staging-pr pre-push hook\n'
    writeFileSync(prePush, mine)
    const other = await desk.staging('init', '--hooks')

    expect([link.exitCode, other.exitCode]).toEqual([2, 2])
    expect(existsSync(join(desk.root, 'outside'))).toBe(false)
    expect(readFileSync(prePush, 'utf8')).toBe(mine)
  })

  it("leaves nothing half installed where one hook is somebody else's", async () => {
    await using desk = setDesk()
    const prePush = join(hookOf(desk), '../pre-push')
    mkdirSync(join(hookOf(desk), '..'), { recursive: true })
    writeFileSync(prePush, '#!/bin/sh\nexit 0\n')

    const { exitCode, stderr } = await desk.staging('init', '--hooks')

    expect(exitCode).toBe(2)
    expect(stderr).toContain('There is a pre-push hook already')
    expect(existsSync(hookOf(desk))).toBe(false)
  })
})

describe('the hook', () => {
  it('refuses what a run would name, whatever stands around it', async () => {
    await using folder = temporaryFolder('hook')
    const script = join(folder.path, 'commit-msg')
    writeFileSync(script, commitMessageHook)
    const refuses = (message: string): boolean => {
      const file = join(folder.path, 'message')
      writeFileSync(file, message)
      return spawnSync('sh', [script, file]).status === 1
    }
    const part = fc.oneof(
      fc.constantFrom(
        '#1',
        'GH-2',
        'a/b#3',
        'owner#4',
        'C#7',
        '&#39;',
        'https://github.com/a/b/issues/5',
        'x.github.com/a/b/pull/5',
        'Fixes ',
        ' ',
        '(',
        '/',
        '-',
        'ä',
      ),
      fc.string({ maxLength: 4 }),
    )

    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const message = `x ${parts.join('').replace(/[\n\r\0]/gu, ' ')}`

        // Read more simply, a message may be refused in vain, and never let through.
        expect([message, refuses(message) || !refersUpstream(message)]).toEqual(
          [message, true],
        )
      }),
      { numRuns: 40 },
    )
  })

  it.each([
    'Keep both keys',
    'Port it to C#7',
    'fix/issue-1234 is done',
    'the colour #fff, an anchor #top and an entity &#39;',
    'Co-authored-by: A <1234+a@users.noreply.github.com>',
    'See https://github.com/a/b/commit/abc and https://example.org/issues/1',
  ])('lets through: %s', async (message) => {
    await using folder = temporaryFolder('hook')
    const script = join(folder.path, 'commit-msg')
    const file = join(folder.path, 'message')
    writeFileSync(script, commitMessageHook)
    writeFileSync(file, message)

    expect(spawnSync('sh', [script, file]).status).toBe(0)
  })

  it('looks at what will be the message: not at comments, nor below the scissors', async () => {
    await using folder = temporaryFolder('hook')
    const script = join(folder.path, 'commit-msg')
    const file = join(folder.path, 'message')
    writeFileSync(script, commitMessageHook)
    writeFileSync(
      file,
      'Keep both keys\n\n# On branch fix, see #12\n#\n# ------------------------ >8 ------------------------\n-Fixes #12\n',
    )

    expect(execFileSync('sh', [script, file], { encoding: 'utf8' })).toBe('')
    writeFileSync(file, '#12 is fixed\n')
    expect(spawnSync('sh', [script, file]).status).toBe(1)
  })
})
