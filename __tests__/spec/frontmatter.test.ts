import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'

import { decodeFrontmatter } from '../../src/spec/decode-frontmatter.ts'
import { parseYaml } from '../../src/spec/yaml-nodes.ts'

function value(yaml: string, key: string): unknown {
  const decoded = decodeFrontmatter(yaml)
  if (!decoded.ok) return decoded.error.error
  const field = decoded.frontmatter.fields.get(key)
  return field === undefined || field.kind === 'other' ? field : field.value
}

function error(yaml: string): readonly [string, string | null] | null {
  const decoded = decodeFrontmatter(yaml)
  return decoded.ok ? null : [decoded.error.error, decoded.error.field]
}

describe('scalars', () => {
  it.each(['5e58057', '1e83309', '0375251', '3614866', '0x1f', 'true', '~x'])(
    'leaves the commit %s as it is written',
    (sha) => {
      expect(value(`commits: [${sha}]`, 'commits')).toEqual([sha])
      expect(value(`commits:\n- ${sha}\n- "${sha}"`, 'commits')).toEqual([
        sha,
        sha,
      ])
    },
  )

  it('keeps dates, words for yes and empty items of lists as text', () => {
    expect(value('labels: [2026-01-28, no, ~, null, ""]', 'labels')).toEqual([
      '2026-01-28',
      'no',
      '~',
      'null',
      '',
    ])
  })

  it.each(['', 'null', 'Null', 'NULL', '~'])(
    'takes an optional field with %j for absent',
    (text) => {
      expect(value(`branch: ${text}`, 'branch')).toBeUndefined()
    },
  )

  it('takes the same words in quotes for text', () => {
    expect(value('branch: "null"', 'branch')).toBe('null')
    expect(value("branch: ''", 'branch')).toBe('')
  })
})

describe('depends_on', () => {
  it.each(['12', '1e5', '1.5', '.5', 'true', '~x: 1', '0x1f', '.inf', '01e5'])(
    'refuses %s, which YAML types',
    (text) => {
      expect(error(`depends_on: [${text}]`)).toEqual([
        'invalid-type',
        'depends_on',
      ])
    },
  )

  it.each(['001', '2026-01-28-00g-it2', 'repo:001', '1e400', '"12"'])(
    'takes %s for an id',
    (text) => {
      expect(value(`depends_on: ${text}`, 'depends_on')).toEqual([
        text.replaceAll('"', ''),
      ])
    },
  )

  it('refuses an empty item and takes an empty list', () => {
    expect(error('depends_on: [~]')).toEqual(['invalid-type', 'depends_on'])
    expect(value('depends_on: []', 'depends_on')).toEqual([])
  })
})

describe('refusals', () => {
  it.each([
    ['type: docs', 'unknown-variant', 'type'],
    ['type:', 'unknown-variant', 'type'],
    ['Type: docs\nstatus: done', 'unknown-variant', 'status'],
    ['target_files: a.rs', 'invalid-type', 'target_files'],
    ['target_files:\n- src/a.rs: note', 'invalid-type', 'target_files'],
    ['origin: a', 'invalid-type', 'origin'],
    ['branch: [a]', 'invalid-type', 'branch'],
    ['public: yes', 'invalid-type', 'public'],
    ['public: "true"', 'invalid-type', 'public'],
    ['replay_count: 007', 'invalid-type', 'replay_count'],
    ['replay_count: 4294967296', 'invalid-type', 'replay_count'],
    ['replay_count: -1', 'invalid-type', 'replay_count'],
    ['approval: yes', 'invalid-type', 'approval'],
    ['approval: {required: 1}', 'invalid-type', 'approval.required'],
    ['approval: {status: maybe}', 'unknown-variant', 'approval.status'],
    ['approval: {status: }', 'unknown-variant', 'approval.status'],
    ['approval: {by: a, by: b}', 'duplicate-field', 'approval.by'],
    ['retry_state: {attempts: 1}', 'missing-field', 'retry_state'],
    ['status: ready\nstatus: ready', 'duplicate-field', 'status'],
    ['- a\n- b', 'invalid-type', null],
    ['just text', 'invalid-type', null],
    ['a: [', 'yaml-syntax', null],
    ['a:\n\tb: c', 'yaml-syntax', null],
    ['a: b\n...\nc: d', 'yaml-syntax', null],
    ['a: b\u0007', 'yaml-syntax', null],
    ['a: *nothing', 'yaml-syntax', null],
  ])('%j: %s', (yaml, expected, field) => {
    expect(error(yaml)).toEqual([expected, field])
  })

  it('say what was expected and found, and where', () => {
    const decoded = decodeFrontmatter('status: ready\ntype: docs\n')

    expect(decoded).toEqual({
      ok: false,
      error: {
        error: 'unknown-variant',
        field: 'type',
        message:
          '`type` must be one of code, task, driver, documentation, research, group, found "docs"',
        offset: 20,
      },
    })
  })

  it.each([
    'replay_count: 4294967295',
    'replay_count: 0x1f',
    'public: TRUE',
    'id: 1\nid: 2',
    '__proto__: {x: 1}\nconstructor: [1]',
    'defaults: &a [x, y]\nlabels: *a',
    '<<: {type: docs}',
    '{status: ready, labels: [a]}',
    '# only a comment',
    '',
  ])('do not meet %j', (yaml) => {
    expect(error(yaml)).toBeNull()
  })

  it('reads an approval with its defaults', () => {
    expect(value('approval: {required: True, extra: 1}', 'approval')).toEqual({
      required: true,
      status: 'pending',
      by: null,
      at: null,
    })
  })

  it('lists the keys that chant ignores, repeats and all', () => {
    const decoded = decodeFrontmatter('id: 1\nstatus: ready\nid: 2\n')

    expect(decoded.ok && decoded.frontmatter.unknown).toEqual([
      { key: 'id', offset: 0 },
      { key: 'id', offset: 20 },
    ])
  })
})

describe('hostile YAML', () => {
  it.each([
    ['more than 16 KiB', `a: ${'x'.repeat(17_000)}`],
    ['5,000 open brackets', '['.repeat(5_000)],
    ['5,000 open braces', '{a: '.repeat(4_000)],
    ['dashes in each other', `${'- '.repeat(5_000)}a`],
    [
      'aliases that unfold to billions',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from('bcdefghi', (name, index) => `${name}: &${name} [${`*${'abcdefgh'.charAt(index)},`.repeat(9)}]`).join('\n')}`,
    ],
    ['an alias of itself', 'a: &a [*a]'],
  ])('%s is an error and never thrown', (_name, yaml) => {
    expect(parseYaml(yaml).status).toBe('error')
    expect(parseYaml(yaml).status).toBe('error')
  })

  it('of 16 KiB of keys is read', () => {
    const yaml = Array.from({ length: 1_500 }, (_, at) => `k${at}: v`).join(
      '\n',
    )

    expect(parseYaml(yaml).status).toBe('value')
  })

  it('does not throw, whatever it holds', () => {
    const marks =
      'a|type|: |- |[|]|{|}|&a |*a|!x |"|#|---|...|? |%|,|<<|~|1e5|__proto__'
    const blanks = ['\n', '  ', '|', '>', '\t', "'", '\u0085', '\ufeff']
    const parts = fc.constantFrom(...marks.split('|').concat(blanks))
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 24 }), (given) => {
        const yaml = given.join('')
        const decoded = decodeFrontmatter(yaml)
        expect(typeof decoded.ok).toBe('boolean')
        if (!decoded.ok) {
          expect(decoded.error.offset).toBeGreaterThanOrEqual(0)
          expect(decoded.error.offset).toBeLessThanOrEqual(yaml.length)
        }
      }),
      { numRuns: 1_000 },
    )
  })
})
