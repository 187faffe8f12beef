import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { readSpec } from '../../src/spec/read-spec.ts'
import { specReport } from '../../src/spec/spec-report.ts'
import { decodeSpecText } from '../../src/spec/spec-text.ts'

const folder = join(process.cwd(), '..', 'shared', 'specs')
const isThere = existsSync(join(folder, 'expected.json'))

type Expected = Readonly<Record<string, unknown>>

const compared = [
  'id',
  'type',
  'status',
  'depends_on',
  'target_files',
  'informed_by',
  'commits',
  'labels',
  'members',
  'branch',
  'completed_at',
  'approval',
  'model',
  'title',
  'criteria',
  'sections',
  'driver',
  'member',
  'present',
  'unknown_fields',
  'frontmatter',
] as const

function read(path: string): Readonly<Record<string, unknown>> {
  const text = decodeSpecText(readFileSync(join(folder, path))) ?? '\0'
  return { ...specReport(readSpec({ path, text, blob: null }), path) }
}

if (!isThere) {
  console.warn(
    'skipped: the collection of real specs with expected readings is not beside this checkout',
  )
}

const conformance = isThere ? describe : describe.skip

conformance('specs of a public project, read as chant reads them', () => {
  const expected: Readonly<Record<string, Expected>> = isThere
    ? JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'))
    : { none: {} }

  it.each(Object.keys(expected))('%s', (path) => {
    const report = read(path)
    const wanted = expected[path] ?? {}

    expect(report['ok']).toBe(wanted['ok'])
    if (wanted['ok'] !== true) return
    for (const field of compared) {
      expect({ [field]: report[field] }).toEqual({ [field]: wanted[field] })
    }
  })
})
