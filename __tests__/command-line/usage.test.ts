import { tmpdir } from 'node:os'
import { describe, expect, it } from '@jest/globals'
import { setDesk } from './desk.ts'
import { staging } from './terminal.ts'

const folder = tmpdir()

describe('the command line', () => {
  it('explains itself with --help, and fails when nothing was asked', async () => {
    const help = await staging(folder, '--help')
    const nothing = await staging(folder)

    expect(help.exitCode).toBe(0)
    expect(help.stdout).toContain('Usage: staging-pr <command> [options]')
    expect(help.stdout).toContain('Exit status: 0 ready')
    expect(nothing.exitCode).toBe(2)
    expect(nothing.stdout).toBe(help.stdout)
  })

  it('names its version', async () => {
    const { exitCode, stdout } = await staging(folder, '--version')

    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^staging-pr \d+\.\d+\.\d+\n$/u)
  })

  it.each([
    [['veryfy'], 'There is no command veryfy.'],
    [['constructor'], 'There is no command constructor.'],
    [['verify', '--jsno'], '--jsno'],
    [['preview', 'too', 'much'], 'too'],
    [['review-spec', 'now'], 'now'],
    [['specs', 'pull'], 'Expected `specs push`.'],
    [['spec'], 'No spec file was named.'],
    [['spec', 'nowhere.md'], 'nowhere.md cannot be read'],
  ])('refuses %j with status 2 and one message', async (args, message) => {
    const { exitCode, stdout, stderr } = await staging(folder, ...args)

    expect(exitCode).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain(message)
    expect(stderr).not.toMatch(/\n\s+at /u)
  })

  it('says so when it is started outside of a clone', async () => {
    await using desk = setDesk()

    const { exitCode, stderr } = await staging(desk.root, 'preview')

    expect(exitCode).toBe(2)
    expect(stderr).not.toMatch(/\n\s+at /u)
    expect(stderr).toMatch(/git/u)
  })
})
