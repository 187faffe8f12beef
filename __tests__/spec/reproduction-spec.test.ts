import { describe, expect, it } from '@jest/globals'

import { readSpec } from '../../src/spec/read-spec.ts'
import { wholeTree } from '../../src/spec/locate.ts'
import { findReproductionSpec } from '../../src/spec/reproduction-spec.ts'
import type { Spec } from '../../src/spec/spec.ts'

type File = {
  readonly path: string
  readonly text: string
  readonly blob: null
}

function file(id: string, frontmatter: string, title = 'A task'): File {
  return {
    path: `.chant/specs/${id}.md`,
    text: `---\n${frontmatter}\n---\n# ${title}\n`,
    blob: null,
  }
}

function spec(one: File): Spec {
  const reading = readSpec(one)
  if (!reading.ok) throw new Error('unreadable')
  return reading.spec
}

const at = { ref: 'head commit', sha: 'a'.repeat(40) }

function find(fix: File, ...others: readonly File[]): string | null {
  return (
    findReproductionSpec(spec(fix), [wholeTree(at, [fix, ...others])])?.id ??
    null
  )
}

describe('the spec of the reproduction', () => {
  it('is a task with such a label or title, however far down the chain', () => {
    const fix = file('005', 'type: code\ndepends_on: ["004"]')
    const map = file('004', 'type: task\ndepends_on: ["003"]')
    const cause = file('003', 'type: research\ndepends_on: ["002"]')
    expect(
      find(fix, map, cause, file('002', 'type: task\nlabels: [reproduction]')),
    ).toBe('002')
    expect(
      find(fix, map, cause, file('002', 'type: task', 'Reproduce issue 1234')),
    ).toBe('002')
  })

  it('is the nearest one', () => {
    const fix = file('005', 'type: code\ndepends_on: ["004", "002"]')
    const near = file('002', 'type: task\nlabels: [reproduction]')
    const via = file('004', 'type: task\ndepends_on: ["001"]')
    const far = file('001', 'type: task\nlabels: [reproduction]')
    expect(find(fix, far, via, near)).toBe('002')
  })

  it('is found in the archive, and by informed_by', () => {
    const fix = file('005', 'type: code\ninformed_by: [.chant/archive/002.md]')
    const archived = {
      ...file('002', 'type: task\nlabels: [reproduction]'),
      path: '.chant/archive/002.md',
    }
    expect(find(fix, archived)).toBe('002')
  })

  it('is neither research nor code, nor a spec out of the chain', () => {
    const fix = file(
      '005',
      'type: code\ndepends_on: ["002"]',
      'Fix the reproduction',
    )
    expect(
      find(fix, file('002', 'type: research\nlabels: [reproduction]')),
    ).toBeNull()
    expect(
      find(fix, file('001', 'type: task\nlabels: [reproduction]')),
    ).toBeNull()
    expect(find(fix)).toBeNull()
  })

  it('is looked for no longer than a circle is long, and past specs that cannot be read', () => {
    const fix = file('005', 'type: code\ndepends_on: ["004", "003"]')
    const circle = file('004', 'type: task\ndepends_on: ["005", "004"]')
    const broken = file('003', 'type: [unclosed')
    expect(find(fix, circle, broken)).toBeNull()
  })
})
