import { describe, expect, it } from '@jest/globals'
import { printsFailure } from '../../src/evidence/prints-failure.ts'

describe('a program that ends with exit status 0', () => {
  it.each([
    'FAILED Expected values to be strictly equal:',
    'FAILURES!!!',
    'FAIL test/cart.test.js',
    '1 failing',
  ])('says that a test failed: %s', (line) => {
    expect(printsFailure(`one\n${line}\ntwo\n`)).toBe(true)
  })

  it.each([
    'FAIL to open the gate is a song',
    'FAILED_LOGINS=3',
    'nothing FAILED here',
    'Failed attempts are counted',
  ])('says nothing of the kind: %s', (line) => {
    expect(printsFailure(`one\n${line}\ntwo\n`)).toBe(false)
  })
})
