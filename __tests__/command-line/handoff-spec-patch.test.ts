import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { git } from '../../harness/git.ts'
import { readSpec } from '../../src/spec/read-spec.ts'
import { type Desk, setDesk } from './desk.ts'
import { config, handed, specText, verifies } from './handed-on.ts'

const patchPath = '.git/staging-pr/handoff/spec.patch'

/** A verified fix with a spec of its own; answers with the commit that is for upstream. */
async function fixWithSpec(
  desk: Desk,
  { path, text, test = 'true' }: { path: string; text: string; test?: string },
): Promise<string> {
  const { world } = desk
  git(world.clone, 'config', 'user.name', 'A Person')
  git(world.clone, 'config', 'user.email', 'a@example.org')
  desk.commit({ [config]: verifies(test), [path]: text })
  const fix = desk.commit({ 'keep.txt': 'fixed\n' })
  await desk.staging('verify', '--quiet')
  return fix.slice(0, 7)
}

/** The spec as it is with the patch. */
function patched({ world: { clone } }: Desk, path: string): string {
  git(clone, 'apply', '--check', patchPath)
  git(clone, 'apply', patchPath)
  return readFileSync(join(clone, path), 'utf8')
}

describe('spec.patch', () => {
  it.each([
    ['LF', '\n', '.chant/specs/005-fix.md'],
    ['CRLF and a name of its own', '\r\n', 'ünï "code"/.chant/specs/005 ß.md'],
  ])(
    'marks the spec with what was verified, and changes nothing else: %s',
    async (_, lineEnd, path) => {
      await using desk = setDesk()
      const text = specText
        .replace('status: completed', 'status: in_progress # so far  ')
        .replaceAll('\n', lineEnd)
      const fix = await fixWithSpec(desk, { path, text })

      const { stdout } = await desk.staging('handoff')

      expect(stdout).toContain('git apply ')
      const after = patched(desk, path)
      const reading = readSpec({ path, text: after, blob: null })
      expect(reading).toMatchObject({
        ok: true,
        spec: { commits: [fix] },
      })
      expect(after).toMatch(
        /\nlast_verified: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\r?\nverification_status: (?:passed|partial)\r?\n---/u,
      )
      const added = after
        .split(lineEnd)
        .filter((line) => !text.split(lineEnd).includes(line))
      expect(added.every((line) => /^(?:[a-z_]+:|- )/u.test(line))).toBe(true)
      const kept = new Set(after.split(lineEnd))
      expect(text.split(lineEnd).filter((line) => !kept.has(line))).toEqual([
        'status: in_progress # so far  ',
      ])
      expect(kept).toContain('status: completed # so far  ')
    },
  )

  it('says what failed, and leaves the status alone', async () => {
    await using desk = setDesk()
    const path = '.chant/specs/005-fix.md'
    const text = specText.replace('status: completed', 'status: in_progress')
    await fixWithSpec(desk, { path, text, test: 'false' })

    await desk.staging('handoff')

    const after = patched(desk, path)
    expect(after).toContain('\nstatus: in_progress\n')
    expect(after).toContain(
      'verification_status: failed\nverification_failures:\n- All existing tests pass\n- test\n---',
    )
    expect(after).not.toContain('completed_at')
  })

  it('is not there where the branch has no spec', async () => {
    await using desk = setDesk()
    await fixWithSpec(desk, { path: 'notes.md', text: 'Notes\n' })

    await desk.staging('handoff')

    expect(existsSync(join(desk.world.clone, patchPath))).toBe(false)
  })

  it('applies where the spec was found', async () => {
    await using desk = setDesk()
    const { clone } = desk.world
    const path = '.chant/specs/005-fix.md'
    git(clone, 'switch', '--quiet', '--orphan', 'staging-specs')
    desk.commit({ [path]: specText })
    git(clone, 'push', '--quiet', 'origin', 'staging-specs')
    git(clone, 'switch', '--quiet', 'fix/issue-1234')
    await fixWithSpec(desk, { path: 'notes.md', text: 'Notes\n' })

    const { stdout } = await desk.staging('handoff')

    expect(stdout).toContain('it applies to staging-specs')
    const patch = handed(desk, 'spec.patch')
    git(clone, 'switch', '--quiet', 'staging-specs')
    writeFileSync(join(clone, patchPath), patch)
    expect(patched(desk, path)).toContain('verification_status: ')
  })
})
