import { describe, expect, it } from '@jest/globals'
import type { OtherCheck } from '../../../src/evidence/other-checks.ts'
import { bodyWriter } from '../../../src/pull-request/body.ts'
import { fitBody, fullDetail } from '../../../src/pull-request/fit.ts'
import { makeFacts } from '../../support/staging-facts.ts'

function failed(
  name: string,
  count: number,
  url: string | null = null,
): readonly OtherCheck[] {
  return Array.from({ length: count }, () => ({ name, state: 'failed', url }))
}

function lineOf(otherChecks: readonly OtherCheck[]): string {
  const body = bodyWriter(makeFacts({ otherChecks }))(fullDetail, 'shown')
  const line = body
    .split('\n')
    .find((one) => one.startsWith('**Other checks on this commit:**'))
  return line ?? ''
}

describe('names of other checks', () => {
  it.each([
    ['plain', 'n'],
    ['marks', '*'],
    ['backticks', '`'],
    ['invisible characters', '\u{202E}'],
    ['halves of a character', '😀'],
  ])('are cut where they are long: %s', (_, character) => {
    const line = lineOf(failed(character.repeat(14_000), 6))

    expect(line.length).toBeLessThan(8_000)
    expect(line).toContain('and 1 more')
    expect(Buffer.from(line).toString()).toBe(line)
  })

  it('are linked within the fork, save where the address is long', () => {
    const { server, fork } = makeFacts().context
    const ownPage = `${server.url}/${fork.owner}/${fork.name}/actions/runs/1`
    expect(lineOf(failed('CI', 1, ownPage))).toContain(`](${ownPage})`)
    expect(lineOf(failed('CI', 1, `${ownPage}?${'q'.repeat(300)}`))).toContain(
      '(`CI`)',
    )
  })

  it('give way before the body gets too long', () => {
    const otherChecks = failed('\u{202E}'.repeat(200), 5)
    const write = bodyWriter(makeFacts({ otherChecks }))
    const room = write(fullDetail, 'shown').length - 1

    const body = fitBody(write, room)

    expect(body.length).toBeLessThanOrEqual(room)
    expect(body).toContain('5 failed (')
  })
})
