import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { git } from '../../harness/git.ts'
import { temporaryFolder } from '../../harness/temporary-folder.ts'
import { releaseNotes } from '../../scripts/release-notes.ts'
import { unknownAction, uses } from '../../src/workflows/uses.ts'

const root = new URL('../../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')

describe('the notes of a release', () => {
  const changelog = [
    '# Changelog',
    '',
    '## Unreleased',
    '',
    '- Not yet.',
    '',
    '## 1.2.0 (2027-01-31)',
    '',
    '- New.',
    '- Newer.',
    '',
    '## 1.1.0 (2026-12-31)',
    '',
    '- Old.',
    '',
  ].join('\n')

  it('are the section of the changelog that its version heads', () => {
    expect(releaseNotes('v1.2.0', { version: '1.2.0', changelog })).toBe(
      '- New.\n- Newer.',
    )
  })

  it.each([
    ['v1.2.1', '1.2.0', 'The tag is v1.2.1, and package.json says 1.2.0'],
    ['v1.2', '1.2.0', 'The tag is v1.2, and package.json says 1.2.0'],
    ['v1.3.0', '1.3.0', 'CHANGELOG.md says nothing of 1.3.0'],
    ['v1.2', '1.2', 'CHANGELOG.md says nothing of 1.2'],
  ])('are refused for %s of version %s', (tag, version, message) => {
    expect(() => releaseNotes(tag, { version, changelog })).toThrow(message)
  })
})

describe('the moving tag', () => {
  it('has the major version of the package wherever it is named', () => {
    const { version }: { readonly version: string } = JSON.parse(
      read('package.json'),
    )
    const tag = `v${version.split('.', 1)[0] ?? ''}`
    const named = [
      ...Object.values(uses(unknownAction)),
      read('.github/workflows/staging-pr.yml'),
      read('README.md'),
    ].flatMap((text) => [
      ...text.matchAll(/OWNER\/staging-pr[\w./-]*[@/](v\d+)\b/gu),
    ])

    expect(named.length).toBeGreaterThan(5)
    expect(new Set(named.map(([, name]) => name))).toEqual(new Set([tag]))
  })

  it.each([
    {
      when: 'is moved to the newest release',
      tag: 'v1.10.0',
      asked: [
        'api repos/you/project/git/ref/tags/v1 --silent',
        'api --method PATCH repos/you/project/git/refs/tags/v1 -f sha=HEAD -F force=true --silent',
      ],
      there: true,
    },
    {
      when: 'is made where it is not there yet',
      tag: 'v2.0.0',
      asked: [
        'api repos/you/project/git/ref/tags/v2 --silent',
        'api --method POST repos/you/project/git/refs -f ref=refs/tags/v2 -f sha=HEAD --silent',
      ],
      there: false,
    },
    {
      when: 'stays where a newer release of its major version is there',
      tag: 'v1.9.1',
      asked: [],
      there: true,
    },
  ])('$when', async ({ tag, asked, there }) => {
    await using folder = temporaryFolder('release')
    git(folder.path, 'init', '--quiet')
    git(folder.path, 'commit', '--quiet', '--allow-empty', '--message', 'one')
    for (const name of ['v1.9.1', 'v1.10.0', 'v2.0.0'])
      git(folder.path, 'tag', name)
    const log = join(folder.path, 'log')
    const gh = join(folder.path, 'gh')
    writeFileSync(
      gh,
      `#!/bin/sh\necho "$*" >> "${log}"\ncase "$*" in *git/ref/*) exit ${there ? 0 : 1};; esac\n`,
    )
    chmodSync(gh, 0o755)

    execFileSync(
      'bash',
      [fileURLToPath(new URL('scripts/move-major-tag.sh', root)), tag],
      {
        cwd: folder.path,
        env: {
          PATH: `${folder.path}:${process.env['PATH'] ?? ''}`,
          GITHUB_REPOSITORY: 'you/project',
        },
      },
    )

    const head = git(folder.path, 'rev-parse', 'HEAD')
    const lines = existsSync(log)
      ? readFileSync(log, 'utf8').trim().split('\n')
      : []
    expect(lines).toEqual(asked.map((one) => one.replace('HEAD', head)))
  })
})
