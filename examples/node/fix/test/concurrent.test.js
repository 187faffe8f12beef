import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, afterEach, test } from 'node:test'
import { openStore } from '../src/store.js'

let folder

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keep-'))
})

afterEach(() => rm(folder, { recursive: true }))

test('concurrent append gives up after the timeout', async () => {
  const store = await openStore(folder, { lockTimeoutMs: 50 })
  let finish
  const finished = new Promise((resolve) => {
    finish = resolve
  })

  const slow = store.update('log', async () => {
    await finished
    return 'slow'
  })
  await assert.rejects(store.append('log', 'hasty'), { code: 'ETIMEDOUT' })
  finish()
  await slow
  await store.append('log', 'patient')

  assert.deepEqual(await store.versions('log'), ['slow', 'patient'])
})

test('concurrent append within an update', async () => {
  const store = await openStore(folder, { lockTimeoutMs: 50 })

  await store.update('outer', async () => {
    await store.append('inner', 'one')
    await assert.rejects(store.append('outer', 'lost'), { code: 'ETIMEDOUT' })
    return 'two'
  })

  assert.deepEqual(await store.versions('inner'), ['one'])
  assert.deepEqual(await store.versions('outer'), ['two'])
})

test('concurrent append after an update that failed', async () => {
  const store = await openStore(folder)

  const failing = store.update('log', () => {
    throw new Error('no value today')
  })
  const waiting = store.append('log', 'next in line')

  await assert.rejects(failing, /no value today/)
  await waiting

  assert.deepEqual(await store.versions('log'), ['next in line'])
})
