import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, afterEach, test } from 'node:test'
import { openStore } from '../src/store.js'

let folder
let store

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keep-'))
  store = await openStore(folder)
})

afterEach(() => rm(folder, { recursive: true }))

test('a key that was never written has no value', async () => {
  assert.equal(await store.read('theme'), undefined)
  assert.deepEqual(await store.versions('theme'), [])
})

test('keeps every version, oldest first', async () => {
  await store.append('theme', 'light')
  await store.append('theme', '')
  await store.append('theme', 'dark')

  assert.deepEqual(await store.versions('theme'), ['light', '', 'dark'])
  assert.equal(await store.read('theme'), 'dark')
})

test('makes a version from the latest one', async () => {
  const louder = (latest = 'hey') => `${latest}!`

  await store.update('greeting', louder)
  await store.update('greeting', louder)

  assert.deepEqual(await store.versions('greeting'), ['hey!', 'hey!!'])
})

test('keeps line breaks and objects', async () => {
  const value = { text: 'one\ntwo\r\n', list: [1, null] }

  await store.append('note', value)

  assert.deepEqual(await store.versions('note'), [value])
})

test('two stores on one folder see each other’s versions', async () => {
  const other = await openStore(folder)

  await store.append('theme', 'light')
  await other.append('theme', 'dark')

  assert.deepEqual(await store.versions('theme'), ['light', 'dark'])
})

test('refuses a key that would leave the folder', async () => {
  await assert.rejects(store.append('../theme', 'dark'), TypeError)
})
