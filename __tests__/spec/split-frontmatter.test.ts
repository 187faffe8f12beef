import { describe, expect, it } from '@jest/globals'

import {
  delimiterSurprise,
  splitFrontmatter,
} from '../../src/spec/split-frontmatter.ts'

describe('splitting a spec file', () => {
  it('gives YAML and body with the lines in which they begin', () => {
    expect(splitFrontmatter('---\ntype: code\n---\n\n# Title\n')).toEqual({
      yaml: '\ntype: code\n',
      yamlLine: 1,
      body: '# Title',
      bodyLine: 5,
    })
  })

  it('counts lines from the top of the file when blank ones come first', () => {
    const split = splitFrontmatter('\n\n---\ntype: code\n---\n# Title')

    expect(split.yamlLine).toBe(3)
    expect(split.bodyLine).toBe(6)
  })

  it('takes a file without delimiters for a body', () => {
    expect(splitFrontmatter('# Title\n\nText')).toEqual({
      yaml: null,
      yamlLine: 1,
      body: '# Title\n\nText',
      bodyLine: 1,
    })
  })

  it('keeps the opening delimiter in the body when none closes it', () => {
    const { yaml, body } = splitFrontmatter('---\ntype: code\n')

    expect(yaml).toBeNull()
    expect(body).toBe('---\ntype: code')
  })

  it('ends the YAML at dashes within a value', () => {
    const { yaml, body } = splitFrontmatter('---\ntitle: a --- b\n---\n# T\n')

    expect(yaml).toBe('\ntitle: a ')
    expect(body).toBe('b\n---\n# T')
  })

  it('takes a byte order mark for text and U+0085 for white space', () => {
    expect(splitFrontmatter('\ufeff---\na: b\n---\n').yaml).toBeNull()
    expect(splitFrontmatter('\u0085---\na: b\n---\n').yaml).toBe('\na: b\n')
  })

  it('never runs code that a first line names', () => {
    expect(splitFrontmatter('---js\n{ a: 1 }\n---\nx').yaml).toBe(
      'js\n{ a: 1 }\n',
    )
  })
})

describe('where a stricter reading gives something else', () => {
  it.each([
    ['\ufeff---\na: b\n---\n# T', 'byte-order-mark', 1],
    ['Note\n\n---\nstatus: completed\n---\n# T', 'text-before', 3],
    ['----\nstatus: ready\n----\n# T', 'long-opener', 1],
    ['---\nstatus: ready\n\n# T', 'not-closed', 1],
    ['---\na: b\ntitle: a --- b\n---\n# T', 'cut-in-value', 3],
  ])('%j: %s in line %d', (text, kind, line) => {
    expect(delimiterSurprise(text)).toEqual({ kind, line })
  })

  it.each([
    '---\ntype: code\n---\n# T',
    '  ---  \r\ntype: code\r\n---\t\r\n# T',
    '# T\n\ntext\n\n---\n\nmore\n\n---\n\nend',
    '# T',
    '',
  ])('%j: nowhere', (text) => {
    expect(delimiterSurprise(text)).toBeNull()
  })
})
