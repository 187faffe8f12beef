import { describe, expect, it } from '@jest/globals'
import { fillTemplate } from '../../src/handoff/fill-template.ts'
import type { UpstreamParts } from '../../src/handoff/upstream-pr.ts'

const parts: UpstreamParts = {
  summary: 'SUMMARY',
  cause: 'CAUSE',
  solution: 'SOLUTION',
  testing: 'TESTING',
  checklist: 'CHECKLIST',
  research: '',
  closes: 'Fixes #7',
  disclosure: '',
}

describe("upstream's own template", () => {
  it('has each part below the heading that asks for it, and keeps its own text', () => {
    const template =
      '<!-- Read CONTRIBUTING first\n## not a heading -->\r\n\r\n## Description\n<!-- what -->\n\n## Why?\n\n## How has this been tested?\n- [ ] locally\n\n## Linked issues\n'

    expect(fillTemplate(template, parts)).toBe(
      [
        '<!-- Read CONTRIBUTING first\n## not a heading -->',
        '## Description\n\n<!-- what -->\n\nSUMMARY',
        '## Why?\n\nCAUSE',
        '## How has this been tested?\n\n- [ ] locally\n\nTESTING',
        '## Linked issues\n\nFixes #7',
        '## Solution\n\nSOLUTION',
      ].join('\n\n'),
    )
  })

  it('gets at its end what it has no place for', () => {
    const filled = fillTemplate('Thank you!\n', {
      ...parts,
      disclosure: 'DISCLOSED',
    })

    expect(filled).toBe(
      'Thank you!\n\n## Summary\n\nSUMMARY\n\n## Root Cause\n\nCAUSE\n\n## Solution\n\nSOLUTION\n\n## Testing\n\nTESTING\n\nDISCLOSED\n\nFixes #7',
    )
  })

  it('says no part twice, and nothing for parts that are empty', () => {
    const filled = fillTemplate('## Summary\n\n## Summary\n\n## Tests\n', {
      ...parts,
      testing: '',
      solution: '',
      cause: '',
      closes: '',
    })

    expect(filled).toBe('## Summary\n\nSUMMARY\n\n## Summary\n\n## Tests')
  })
})

describe("the closing reference in upstream's own template", () => {
  it.each([
    ['Fixes # (issue)', 'Fixes #7'],
    ['Fixes #', 'Fixes #7'],
    ['- Closes #(issue number)', '- Fixes #7'],
    ['Closes/Fixes: #<number>', 'Fixes #7'],
    ['**Resolves** #123', 'Fixes #7'],
    ['<!-- Link the issue: Fixes #123 -->', 'Fixes #7'],
    [
      '<!-- Link it,\nas Fixes #123 -->',
      '<!-- Link it,\nas Fixes #123 -->\nFixes #7',
    ],
  ])('stands where the template has a place for it: %j', (line, filled) => {
    const text = fillTemplate(
      `## Summary\n\nWords.\n\n${line}\n\n## Tests\n\n## Issue\n`,
      parts,
    )

    expect(text).toContain(`Words.\n\n${filled}\n\nSUMMARY`)
    expect(text.split('Fixes #7')).toHaveLength(2)
    expect(text).toMatch(/## Issue\n\n## Root Cause/u)
  })

  it('is put at no words that are about something else', () => {
    const template =
      'Fixes #1 should be mentioned when the thing was not done.\n'
    expect(fillTemplate(template, parts)).toContain(template)
    expect(
      fillTemplate('Fixes # (issue)\n', { ...parts, closes: '' }),
    ).toContain('Fixes # (issue)')
  })
})

describe("parts without a place in upstream's own template", () => {
  it('come before the checklist, below headings of the same kind', () => {
    expect(
      fillTemplate(
        '# Pull request\n\n\n\n### What does this PR do?\n\n\n### Checklist\n\n- [ ] done\n',
        parts,
      ),
    ).toBe(
      [
        '# Pull request',
        '### What does this PR do?\n\nSUMMARY',
        '### Root Cause\n\nCAUSE',
        '### Solution\n\nSOLUTION',
        '### Testing\n\nTESTING',
        'Fixes #7',
        '### Checklist\n\n- [ ] done',
      ].join('\n\n'),
    )
  })

  it('follow headings in bold letters with such', () => {
    expect(fillTemplate('**What**\n\n**How**\n', parts)).toMatch(
      /^\*\*What\*\*\n\nSUMMARY\n\n\*\*How\*\*\n\nSOLUTION\n\n\*\*Root Cause\*\*/u,
    )
  })
})

describe("a heading of upstream's own template", () => {
  it.each([
    ['Why', 'CAUSE'],
    ['How', 'SOLUTION'],
    ['Fix', 'SOLUTION'],
    ['What does this PR do?', 'SUMMARY'],
    ['Notes', 'RESEARCH'],
    ['Bug', 'SUMMARY\n\nCAUSE'],
  ])('is recognised: %s', (heading, part) => {
    expect(
      fillTemplate(`## ${heading}\n`, { ...parts, research: 'RESEARCH' }),
    ).toContain(`## ${heading}\n\n${part}`)
  })

  it.each(['Breaking changes', 'Type of change', 'Changelog'])(
    'is left to its author: %s',
    (heading) => {
      expect(fillTemplate(`## ${heading}\n`, parts)).toMatch(
        new RegExp(`^## ${heading}\n\n## Summary`, 'u'),
      )
    },
  )

  it('that says Bug takes the cause alone where another one asks for a summary', () => {
    expect(fillTemplate('## Bug\n\n## Summary\n', parts)).toMatch(
      /^## Bug\n\nCAUSE\n\n## Summary\n\nSUMMARY/u,
    )
  })
})
