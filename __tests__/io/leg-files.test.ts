import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { temporaryFolder } from '../../harness/temporary-folder.ts'
import { readLegFiles } from '../../src/io/leg-files.ts'

describe('a folder of evidence', () => {
  it('is read one folder deep, and what was passed over is named', async () => {
    await using folder = temporaryFolder('evidence')
    const at = (...path: string[]): string => join(folder.path, ...path)
    mkdirSync(at('a', 'b'), { recursive: true })
    mkdirSync(at('elsewhere'))
    for (const path of ['a/b/deep.json', 'a/one.json', 'two.json', 'x.JSON']) {
      writeFileSync(at(path), '{}')
    }
    writeFileSync(at('notes.txt'), '')
    symlinkSync(at('elsewhere'), at('link'))

    const { files, passedOver } = await readLegFiles(folder.path)

    expect(files.map(({ name }) => name)).toEqual(['two.json', 'one.json'])
    expect(passedOver).toEqual(['link', 'notes.txt', 'x.JSON', 'a/b'])
  })

  it('is read up to a bound for all files together, and the rest is counted', async () => {
    await using folder = temporaryFolder('evidence')
    for (let index = 0; index < 9; index += 1) {
      const path = join(folder.path, `f${index}.json`)
      writeFileSync(path, '{}')
      truncateSync(path, 15 * 1024 * 1024)
    }

    const { files } = await readLegFiles(folder.path)

    expect(files).toHaveLength(5)
    expect(JSON.stringify(files[4])).toContain('5 files go beyond')
  })

  it.each([
    ['are no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'no UTF-8'],
    ['name a field twice', '{"a": 1, "b": {"c": 2, "c" : 3}}', 'twice'],
    ['have a prototype', '{"__proto__": {"ready": true}}', '__proto__'],
  ])('answers with the reason where its bytes %s', async (_, bytes, reason) => {
    await using folder = temporaryFolder('evidence')
    writeFileSync(join(folder.path, 'test.json'), bytes)

    const { files } = await readLegFiles(folder.path)

    expect(JSON.stringify(files)).toContain(reason)
  })
})
