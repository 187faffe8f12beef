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
