import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { type Desk, setDesk } from './desk.ts'

const main = '.github/workflows/staging-pr.yml'
const onPush = '.github/workflows/staging-pr-on-push.yml'
const handoff = '.github/workflows/staging-pr-handoff.yml'
const sweep = '.github/workflows/staging-pr-sweep.yml'

function at({ world }: Desk, path: string): string {
  return join(world.clone, path)
}

function read(desk: Desk, path: string): string {
  return readFileSync(at(desk, path), 'utf8')
}

describe('init --layout', () => {
  it.each([
    ['push', [main], ['`push` fires']],
    ['dispatch', [main], ['`pull_request` fires']],
    ['mirror', [main, onPush], ['`pull_request_target` fires']],
  ])('%s writes %j and says what fires', async (layout, paths, said) => {
    await using desk = setDesk()

    const { exitCode, stdout } = await desk.staging('init', '--layout', layout)

    expect(exitCode).toBe(0)
    for (const path of paths) {
      expect(stdout).toContain(`Wrote ${path}.`)
      expect(read(desk, path)).toContain('permissions: {}')
    }
    for (const words of said) expect(stdout).toContain(words)
    expect(existsSync(at(desk, sweep))).toBe(false)
  })

  it('writes a nightly sweep besides, and one job instead of several, on request', async () => {
    await using desk = setDesk()
    await using other = setDesk()

    await desk.staging('init', '--layout', 'dispatch', '--sweep')
    await other.staging('init', '--layout', 'dispatch', '--one-job')

    expect(read(desk, sweep)).toContain('schedule:')
    expect(read(desk, main)).toContain('staging-pr/.github/workflows/')
    expect(read(other, main)).toContain('uses: OWNER/staging-pr@v0')
  })

  it('writes a workflow that hands an approved staging PR over, on request', async () => {
    await using desk = setDesk()
    await using other = setDesk()

    const { stdout } = await desk.staging(
      'init',
      '--layout',
      'dispatch',
      '--handoff',
    )
    await other.staging('init', '--layout', 'mirror', '--handoff')

    expect(stdout).toContain('`pull_request_review` fires')
    expect(read(desk, handoff)).toContain('pull_request_review:')
    expect(read(desk, handoff)).toContain('mode: handoff')
    expect(read(other, handoff)).not.toContain('pull_request_review')
  })

  it('can be run again', async () => {
    await using desk = setDesk()
    await desk.staging('init', '--layout', 'push')

    const { exitCode, stdout } = await desk.staging('init', '--layout', 'push')

    expect(exitCode).toBe(0)
    expect(stdout).toContain(`${main} is as it should be.`)
  })

  it('leaves another file alone, and the second file of a layout too', async () => {
    await using desk = setDesk()
    mkdirSync(at(desk, '.github/workflows'), { recursive: true })
    writeFileSync(at(desk, onPush), 'name: Mine\n')

    const { exitCode, stdout, stderr } = await desk.staging(
      'init',
      '--layout',
      'mirror',
    )

    expect(exitCode).toBe(2)
    expect(stdout).toContain('-name: Mine')
    expect(stderr).toContain(`There is another ${onPush} already`)
    expect(stderr).toContain('--force')
    expect(read(desk, onPush)).toBe('name: Mine\n')
    expect(existsSync(at(desk, main))).toBe(false)
  })

  it('replaces it by force, and shows the difference', async () => {
    await using desk = setDesk()
    await desk.staging('init', '--layout', 'push')
    const right = read(desk, main)
    writeFileSync(
      at(desk, main),
      right.replace('permissions: {}', 'permissions: write-all\u001b[2J'),
    )

    const { exitCode, stdout } = await desk.staging(
      'init',
      '--layout',
      'push',
      '--force',
    )

    expect(exitCode).toBe(0)
    expect(stdout).toContain(
      ' \n-permissions: write-all\n+permissions: {}\n \n jobs:\n',
    )
    expect(stdout).toContain(`Replaced ${main}.`)
    expect(read(desk, main)).toBe(right)
  })

  it('writes through no link out of the clone', async () => {
    await using desk = setDesk()
    const outside = join(desk.root, 'outside')
    mkdirSync(outside)
    writeFileSync(join(outside, 'file'), 'mine\n')
    const layout = ['init', '--layout', 'push', '--force']
    symlinkSync(outside, at(desk, '.github'))
    const folder = await desk.staging(...layout)
    rmSync(at(desk, '.github'))
    mkdirSync(at(desk, '.github/workflows'), { recursive: true })
    symlinkSync(join(outside, 'file'), at(desk, main))
    const file = await desk.staging(...layout)

    expect([folder.exitCode, file.exitCode]).toEqual([2, 2])
    expect(folder.stderr).toContain('.github is a link')
    expect(existsSync(join(outside, 'workflows'))).toBe(false)
    expect(readFileSync(join(outside, 'file'), 'utf8')).toBe('mine\n')
  })

  it('only prints with --print', async () => {
    await using desk = setDesk()

    const { stdout } = await desk.staging(
      'init',
      '--layout',
      'mirror',
      '--print',
    )

    expect(stdout).toMatch(new RegExp(`^# ${main}\nname: Staging PR\n`, 'u'))
    expect(stdout).toContain(`\n---\n# ${onPush}\nname: `)
    expect(existsSync(at(desk, '.github'))).toBe(false)
  })

  it.each([
    [['--layout', 'other'], 'There is no layout other'],
    [['--spec', 'x'], 'expected the number of the upstream issue'],
    [['--spec', '1', '--hooks'], 'goes with `--print` alone'],
    [['--layout', 'push', '--sweep'], 'default branch alone'],
    [['--layout', 'mirror', '--sweep', '--one-job'], 'the one job stages one'],
    [['--hooks', '--layout', 'push'], '`--hooks` goes with `--print` alone'],
  ])('refuses %j and says why', async (options, said) => {
    await using desk = setDesk()

    const { exitCode, stderr } = await desk.staging('init', ...options)

    expect(exitCode).toBe(2)
    expect(stderr).toContain(said)
    expect(existsSync(at(desk, '.github'))).toBe(false)
  })
})
