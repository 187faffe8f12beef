import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { renderDoctor } from '../../scripts/generate-doctor.ts'
import { allChecks } from '../../src/doctor/all-checks.ts'

const page = readFileSync(
  new URL('../../docs/doctor.md', import.meta.url),
  'utf8',
)

describe('docs/doctor.md', () => {
  it('has the table of checks that the code makes', () => {
    expect(renderDoctor(page)).toBe(page)
    expect(page).toContain(`| \`${allChecks[0]?.code ?? ''}\` |`)
  })

  it('tells checks apart by their codes', () => {
    const codes = allChecks.map(({ code }) => code)

    expect(new Set(codes).size).toBe(codes.length)
    expect(codes.filter((code) => !/^[a-z]+(?:-[a-z]+)*$/u.test(code))).toEqual(
      [],
    )
  })
})
