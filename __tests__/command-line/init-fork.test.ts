import {
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { git } from '../../harness/git.ts'
import { findGit } from '../../src/io/git/find-git.ts'
import { parseConfigFile } from '../../src/config/parse-config.ts'
import { init } from '../../src/modes/init.ts'
import type { Ask } from '../../src/modes/terminal.ts'
import { type Desk, setDesk } from './desk.ts'

const main = '.github/workflows/staging-pr.yml'
const onPush = '.github/workflows/staging-pr-on-push.yml'
const config = '.github/staging-pr.yml'

function read({ world }: Desk, path: string): string {
  return readFileSync(join(world.clone, path), 'utf8')
}

/** Runs `init` before a person who types these lines. */
async function answering(
  desk: Desk,
  answers: readonly string[],
  args: readonly string[] = [],
): Promise<{ readonly out: string; readonly asked: readonly string[] }> {
  let out = ''
  const asked: string[] = []
  const ask: Ask = (prompt) => {
    asked.push(prompt)
    return Promise.resolve(answers[asked.length - 1] ?? '')
  }
  await init(args, {
    environment: process.env,
    directory: desk.world.clone,
    program: '/opt/staging-pr/dist/cli.js',
    out: (text) => (out += text),
    err: () => {},
    ask,
  })
  return { out, asked }
}

describe('init', () => {
  it('asks nothing without a terminal, and proposes by the branch that is checked out', async () => {
    await using desk = setDesk()
    await using other = setDesk()
    git(other.world.clone, 'switch', '--quiet', 'main')

    const onFix = await desk.staging('init')
    const onMain = await other.staging('init', '--yes')

    expect(onFix.exitCode).toBe(0)
    expect(onFix.stdout).toContain('`push` fires')
    expect(onFix.stdout).toContain('git push -u origin fix/issue-1234')
    expect(onMain.stdout).toContain('`workflow_dispatch` fires')
    expect(onMain.stdout).toMatch(/gh workflow run staging-pr\.yml -R \S+/u)
  })

  it('asks three questions at most, and takes what is proposed for an empty answer', async () => {
    await using desk = setDesk()

    const { out, asked } = await answering(desk, [])

    expect(asked).toHaveLength(3)
    expect(asked[0]).toContain(
      'push is proposed, since you are on a fix branch',
    )
    expect(read(desk, main)).toContain('  push:')
    expect(read(desk, main)).toContain('/.github/workflows/staging-pr.yml@')
    expect(out).not.toContain('Installed the hooks')
  })

  it('asks again where an answer is none, and takes numbers and names', async () => {
    await using desk = setDesk()

    const { asked, out } = await answering(desk, ['4', 'mirror', '2', 'y'])

    expect(asked).toHaveLength(4)
    expect(asked[1]).toContain('Expected 1 to 3.')
    expect(read(desk, onPush)).toContain('pull_request_target')
    expect(read(desk, main)).toContain('- uses: OWNER/staging-pr@')
    expect(out).toContain('Added git staging')
    expect(git(desk.world.clone, 'config', 'alias.staging')).toMatch(
      / -R \S+ -f branch="\$branch"$/u,
    )
  })

  it('asks nothing of what the options say', async () => {
    await using desk = setDesk()

    const { asked } = await answering(desk, [], ['--layout', 'dispatch'])
    const { asked: none } = await answering(desk, [], ['--yes', '--force'])

    expect(asked).toEqual([])
    expect(none).toEqual([])
  })

  it('keeps the layout that is there', async () => {
    await using desk = setDesk()
    await desk.staging('init', '--layout', 'dispatch')
    desk.commit({})

    const { stdout } = await desk.staging('init')

    expect(stdout).toContain(`${main} is as it should be.`)
    expect(stdout).toContain('`workflow_dispatch` fires')
  })

  it("proposes the mirror where the default branch of the fork is another one than upstream's", async () => {
    await using desk = setDesk()
    const { clone } = desk.world
    const ref = (remote: string, name: string): void => {
      git(clone, 'update-ref', `refs/remotes/${remote}/${name}`, 'HEAD')
      git(
        clone,
        'symbolic-ref',
        `refs/remotes/${remote}/HEAD`,
        `refs/remotes/${remote}/${name}`,
      )
    }
    ref('upstream', 'main')
    ref('origin', 'mine')

    const { stdout } = await desk.staging('init')

    expect(stdout).toContain(`Wrote ${onPush}.`)
    expect(stdout).toContain(
      "Commit the files on mine, the fork's default branch; you are on fix/issue-1234",
    )
  })

  it('writes a configuration with the steps that the manifests suggest, and one that is there stays', async () => {
    await using desk = setDesk()
    desk.commit({ 'Cargo.toml': '[package]\nname = "keep"\n' })

    const { stdout } = await desk.staging('init')
    const text = read(desk, config)
    writeFileSync(join(desk.world.clone, config), 'verify: {test: make}\n')
    const again = await desk.staging('init', '--force')

    expect(stdout).toContain('Steps by preset cargo')
    expect(text).toMatch(/^# yaml-language-server: \$schema=https:\/\//u)
    const { value } = parseConfigFile({ path: config, text })
    expect(Object.keys(value.verify ?? {})).toEqual([
      'reproduction',
      'new-tests',
      'test',
      'clippy',
      'fmt',
    ])
    expect(again.stdout).toContain(
      `${config} is there already and stays as it is.`,
    )
    expect(read(desk, config)).toBe('verify: {test: make}\n')
  })

  it('names tools of the steps that are not installed here', async () => {
    await using desk = setDesk()
    desk.commit({
      'ruff.toml': '',
      'pyproject.toml': '[tool.ruff]\n[tool.black]\n',
    })
    const bin = join(desk.root, 'bin')
    mkdirSync(bin)
    symlinkSync(findGit(process.env['PATH'], desk.root), join(bin, 'git'))

    const { stdout } = await desk.stagingIn({ PATH: bin }, 'init')

    expect(stdout).toMatch(/^Not installed here: .*\bruff\b/mu)
  })

  it('writes a configuration that can be read where no manifest says anything', async () => {
    await using desk = setDesk()

    await desk.staging('init')

    const text = read(desk, config)
    expect(text).toContain('# verify:')
    expect(parseConfigFile({ path: config, text }).value).toEqual({
      branches: ['fix/**', 'chant/**'],
    })
  })

  it.each([
    [
      'npm',
      {
        'package.json':
          '{"devDependencies": {"x": "1"}, "scripts": {"test": "node --test"}}',
        'package-lock.json': '{}',
      },
      'npm ci --prefer-offline',
    ],
    [
      'pip',
      {
        'pyproject.toml':
          '[project]\nname = "keep"\n[project.optional-dependencies]\ntest = ["pytest"]\n',
      },
      "python3 -m pip install -e '.[test]' pytest",
    ],
    [
      'requirements',
      { 'requirements-dev.txt': 'pytest\n' },
      'python3 -m pip install -r requirements-dev.txt pytest',
    ],
    [
      'uv',
      { 'pyproject.toml': '[project]\n', 'uv.lock': '' },
      'pipx install uv && uv sync --all-extras',
    ],
  ])('makes a fresh runner ready: %s', async (_name, files, setup) => {
    await using desk = setDesk()
    desk.commit(files)

    const jobs = await desk.staging('init', '--print')
    const one = await desk.staging('init', '--print', '--one-job')

    expect(jobs.stdout).toContain(`      setup: ${setup}\n`)
    expect(one.stdout).toContain(`      - run: ${setup}\n`)
  })

  it('lists the settings to switch on with their addresses in the fork', async () => {
    await using desk = setDesk()
    git(
      desk.world.clone,
      'remote',
      'set-url',
      'origin',
      'git@github.example.org:you/keep.git',
    )

    const { stdout } = await desk.staging(
      'init',
      '--layout',
      'dispatch',
      '--sweep',
    )

    expect(stdout).toContain(
      'https://github.example.org/you/keep/settings/actions',
    )
    expect(stdout).toContain(
      'https://github.example.org/you/keep/actions/workflows/staging-pr-sweep.yml',
    )
    expect(stdout).toContain(
      '-R github.example.org/you/keep -f branch=fix/issue-1234',
    )
  })
})

describe('init in a clone of upstream with the fork as a remote', () => {
  it('is about the fork', async () => {
    await using desk = setDesk()
    const { clone } = desk.world
    git(clone, 'remote', 'set-url', 'origin', 'https://github.com/up/keep.git')
    git(clone, 'remote', 'add', 'fork', 'git@github.com:you/keep.git')

    const { stdout } = await desk.staging('init', '--layout', 'dispatch')

    expect(stdout).toContain('Fork you/keep, on fix/issue-1234.')
    expect(stdout).toContain('https://github.com/you/keep/settings/actions')
    expect(stdout).toContain('git push fork main')
    expect(stdout).toContain('git push -u fork fix/issue-1234')
    expect(stdout).toContain('-R you/keep -f branch=fix/issue-1234')
    expect(stdout).not.toContain('up/keep')
  })
})

describe('init --alias', () => {
  it('leaves another alias of the name alone, and says so', async () => {
    await using desk = setDesk()
    git(desk.world.clone, 'config', 'alias.staging', 'status')

    const { exitCode, stderr } = await desk.staging('init', '--alias')

    expect(exitCode).toBe(0)
    expect(stderr).toContain('There is another alias staging already')
    expect(git(desk.world.clone, 'config', 'alias.staging')).toBe('status')
  })
})

describe('init --spec', () => {
  const research = '.chant/research/issue-1234-root-cause.md'

  it('writes a skeleton from the research of the issue, which is read with no surprise', async () => {
    await using desk = setDesk()
    desk.commit({
      'src/keep.rs': 'x\n',
      [research]:
        '# Root cause: keys are lost\n\n## Conclusion\n\nTwo writers start from one list.\n\n## Recommendation\n\nHold a lock.\n',
      '.chant/research/issue-77-root-cause.md': '# Root cause: other\n',
      '.chant/specs/002-reproduction.md':
        '---\ntype: task\nlabels: [issue-1234]\n---\n# Reproduce issue 1234\n',
    })

    const { stdout, exitCode } = await desk.staging('init', '--spec', '1234')
    const path = /^Wrote (\S+)\.$/mu.exec(stdout)?.[1] ?? ''
    const text = read(desk, path)
    const understood = await desk.staging('spec', path)

    expect(exitCode).toBe(0)
    expect(path).toMatch(
      /^\.chant\/specs\/\d{4}-\d{2}-\d{2}-001-[0-9a-z]{3}\.md$/u,
    )
    expect(text).toContain('depends_on:\n  - 002-reproduction\n')
    expect(text).toContain(`informed_by:\n  - ${research}\n`)
    expect(text).toContain('target_files:\n  - src/keep.rs\n')
    expect(text).toContain('# Fix issue 1234: keys are lost\n')
    expect(text).toContain(`## Root Cause\n\nTwo writers start from one list.`)
    expect(text).toContain('## Approach\n\nHold a lock.')
    expect(understood.exitCode).toBe(0)
    expect(understood.stdout).toContain('labels: issue-1234')
    expect(understood.stdout).not.toMatch(/warn|error/u)
  })

  it('leaves what nobody knows yet unsaid in the staging PR', async () => {
    await using desk = setDesk()
    await desk.staging('init', '--spec', '1234')
    desk.commit({ 'keep.txt': 'fixed\n' })

    const { stdout } = await desk.staging('preview')

    expect(stdout).not.toContain('TODO')
  })

  it('goes on with a spec that is there', async () => {
    await using desk = setDesk()
    mkdirSync(join(desk.world.clone, '.chant/specs'), { recursive: true })
    await desk.staging('init', '--spec', '1234')

    const again = await desk.staging('init', '--spec', '#1234')
    const printed = await desk.staging('init', '--spec', '1234', '--print')

    expect(again.exitCode).toBe(2)
    expect(again.stderr).toContain(
      'Issue 1234 has a spec already: .chant/specs/',
    )
    expect(printed.stdout).toContain('labels:\n  - issue-1234\n')
    expect(existsSync(join(desk.world.clone, '.chant/specs'))).toBe(true)
  })
})

describe('the pre-push hook', () => {
  const steps = (test: string): Record<string, string> => ({
    [config]: `verify: {test: '${test}'}\ngates: {spec: off}\n`,
    'keep.txt': `${test}\n`,
  })
  const push = (desk: Desk, ...args: readonly string[]): string => {
    try {
      git(desk.world.clone, 'push', '--quiet', 'origin', 'HEAD', ...args)
      return 'pushed'
    } catch (error) {
      return String(error)
    }
  }

  it('pushes a fix branch that is verified, and no failed one but by --no-verify', async () => {
    await using desk = setDesk()
    await desk.staging('init', '--hooks')
    desk.commit(steps('exit 7'))

    const failed = push(desk)
    const skipped = push(desk, '--no-verify')
    desk.commit(steps('echo ok'))

    expect(failed).toContain('fix/issue-1234 was not pushed')
    expect(skipped).toBe('pushed')
    expect(push(desk)).toBe('pushed')
  })

  it('pushes nothing that was not tested, since the tests would see what is not committed', async () => {
    await using desk = setDesk()
    await desk.staging('init', '--hooks')
    desk.commit(steps('echo ok'))
    desk.world.write({ 'keep.txt': 'more\n' })

    expect(push(desk)).toContain('there are changes that are not committed')
  })

  it('leaves other branches alone', async () => {
    await using desk = setDesk()
    await desk.staging('init', '--hooks')
    git(desk.world.clone, 'switch', '--quiet', '--create', 'docs/typo')
    desk.commit(steps('exit 7'))

    expect(push(desk)).toBe('pushed')
  })
})
