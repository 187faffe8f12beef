import { describe, expect, it } from '@jest/globals'

import { redactData } from '../../src/text/redact-data.ts'

describe('data', () => {
  it('lose a secret in every string, and nothing else', () => {
    const data = {
      text: 'a hunter22 b',
      list: ['hunter22', { deep: 'xhunter22', number: 22, none: null }],
      is: true,
    }
    const copy = redactData(data, (text) => text.replaceAll('hunter22', '***'))

    expect(copy).toEqual({
      text: 'a *** b',
      list: ['***', { deep: 'x***', number: 22, none: null }],
      is: true,
    })
    expect(data.text).toBe('a hunter22 b')
  })
})
