import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { git } from '../../harness/git.ts'
import { temporaryFolder } from '../../harness/temporary-folder.ts'
import { readCredentialPlaces } from '../../src/io/git/credential-places.ts'
import { createGitProcess } from '../../src/io/git/git-process.ts'
import { tokensInFiles } from '../../src/io/token-files.ts'
import { tokensIn } from '../../src/io/tokens-in-reach.ts'

const token = `ghs_${'A1b2C3d4'.repeat(4)}`
const basic = Buffer.from(`x-access-token:${token}`).toString('base64')

describe('a token in the environment', () => {
  it.each([
    ['HEADER', `AUTHORIZATION: basic ${basic}`],
    ['github_token', 'x'],
    ['Gh_Token', 'x'],
    ['DEPLOY_TOKEN', 'a1'.repeat(20)],
    ['MY_PAT', 'a1'.repeat(20)],
    ['GIT_CONFIG_VALUE_0', 'AUTHORIZATION: basic eDp5'],
    ['GIT_CONFIG_PARAMETERS', "'http.extraheader=AUTHORIZATION: bearer x'"],
    ['GIT_CONFIG_VALUE_3', 'https://x:y@github.com/'],
  ])('is found in %s', (name, value) => {
    const found = tokensIn({ environment: { [name]: value }, input: null })

    expect(found.map(({ where }) => where)).toEqual([
      `the environment variable ${name}`,
    ])
    expect(found[0]?.remedy).toContain(`Take ${name} out of`)
  })

  it('is not seen where a runner of GitHub has something like it', () => {
    const environment = {
      ACTIONS_RUNTIME_TOKEN: `eyJ0eXAiOiJKV1QifQ.${basic.slice(0, 8)}.abc`,
      ACTIONS_CACHE_URL: 'https://artifactcache.example/x/',
      GITHUB_SHA: 'a1'.repeat(20),
      GITHUB_WORKFLOW_SHA: 'a1'.repeat(20),
      ImageVersion: '20260101.1.0',
      CHROMEWEBDRIVER: '/usr/local/share/chromedriver-linux64',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'safe.directory',
      GIT_CONFIG_VALUE_0: '*',
      PATH: '/opt/pipx_bin:/usr/bin',
    }

    expect(tokensIn({ environment, input: null })).toEqual([])
  })
})

describe('a login in a file', () => {
  const files = async (
    content: Readonly<Record<string, string>>,
    stores: readonly string[] = [],
  ): Promise<readonly string[]> => {
    await using folder = temporaryFolder('home')
    for (const [path, text] of Object.entries(content)) {
      mkdirSync(dirname(join(folder.path, path)), { recursive: true })
      writeFileSync(join(folder.path, path), text)
    }
    const found = await tokensInFiles({
      environment: { HOME: join(folder.path, 'home') },
      topLevel: join(folder.path, 'clone'),
      host: 'github.com',
      stores,
    })
    return found.map(({ where, remedy }) => `${where}: ${remedy}`)
  }

  it.each([
    ['home/.git-credentials', 'https://x:y@github.com\n'],
    ['home/.config/git/credentials', 'https://x:y@github.com\n'],
    ['home/.netrc', 'machine github.com login x password y\n'],
    ['home/.config/gh/hosts.yml', 'github.com:\n    oauth_token: x\n'],
  ])('is found in %s, and the way out names that file', async (path, text) => {
    const [found = ''] = await files({ [path]: text })

    expect(found).toContain(path.replace('home/', '~/'))
    expect(found).toContain(`rm ${path.replace('home/', '~/')}`)
  })

  it('is found where the helper `store` was told to keep it', async () => {
    const store = { 'home/kept': 'https://x:y@github.com\n' }

    expect(await files(store, ['~/kept'])).toHaveLength(1)
  })

  it("is found in a submodule's settings, which the checkout left", async () => {
    const [found = ''] = await files({
      'clone/.git/modules/deep/sub/config':
        '[http "https://github.com/"]\n\textraheader = AUTHORIZATION: basic eDp5\n',
    })

    expect(found).toContain('submodule')
    expect(found).toContain('persist-credentials: false')
  })

  it('is none where it is for another server, or where there is no file', async () => {
    expect(
      await files({
        'home/.netrc': 'machine registry.example login x password y\n',
        'home/.config/gh/hosts.yml': 'github.com:\n    git_protocol: https\n',
        'clone/.git/modules/sub/config': '[core]\n\tbare = false\n',
      }),
    ).toEqual([])
    expect(await files({})).toEqual([])
  })
})

describe("git's settings with a login", () => {
  it('are told with whose they are, and key chains are none', async () => {
    await using folder = temporaryFolder('settings')
    const clone = join(folder.path, 'clone')
    mkdirSync(clone)
    git(clone, 'init', '--quiet')
    const set = (...args: readonly string[]): string =>
      git(clone, 'config', ...args)
    set('http.https://github.com/.extraheader', 'AUTHORIZATION: basic eDp5')
    set('--add', 'credential.helper', 'osxkeychain')
    set('--add', 'credential.helper', 'store --file ~/kept')
    set('--add', 'credential.helper', '!f() { echo password=x; }; f')
    writeFileSync(
      join(folder.path, '.gitconfig'),
      '[url "https://x:y@github.com/"]\n\tinsteadOf = https://github.com/\n',
    )

    const places = await readCredentialPlaces(
      createGitProcess({
        executable: 'git',
        directory: clone,
        environment: { ...process.env, HOME: folder.path },
      }),
    )

    expect(places).toEqual({
      settings: [
        { name: 'url.….insteadOf', scope: 'global' },
        { name: 'http.https://github.com/.extraheader', scope: 'local' },
        { name: 'credential.helper', scope: 'local' },
      ],
      stores: ['~/kept'],
    })
  })
})
