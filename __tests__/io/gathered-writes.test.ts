import { describe, expect, it } from '@jest/globals'
import { gatherWrites } from '../../src/io/gathered-writes.ts'

describe('the lines of one turn', () => {
  it('go out in one write and in their order, later ones in the next', async () => {
    const written: string[] = []
    const stream = gatherWrites({ write: (text) => written.push(text) })

    stream.write('one\n')
    stream.write('two\n')
    expect(written).toEqual([])
    await Promise.resolve()
    stream.write('three\n')
    await Promise.resolve()

    expect(written).toEqual(['one\ntwo\n', 'three\n'])
  })
})
