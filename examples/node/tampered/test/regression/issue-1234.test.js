// Issue 1234: versions are lost when several writers append to one key at once.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openStore } from '../../src/store.js'

const writers = 8
const appendsEach = 25

test('issue 1234: concurrent appends keep every version', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'keep-'))
  t.after(() => rm(folder, { recursive: true }))
  const store = await openStore(folder)

  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let number = 0; number < appendsEach; number++) {
        await store.append('log', `${writer}-${number}`)
      }
    }),
  )

  const versions = await store.versions('log')
  assert.equal(versions.length, writers * appendsEach, 'versions kept')
})
