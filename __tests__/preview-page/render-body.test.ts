import { describe, expect, it } from '@jest/globals'
import type { Root } from 'hast'

import { renderBody } from '../../src/preview-page/render-body.ts'
import { elementsOf, named, ofClass, textOf } from '../support/preview-pages.ts'

const address = 'https://github.com/you/project/pull/'

function render(markdown: string): Root {
  return renderBody(markdown, address)
}

function hrefs(markdown: string): readonly unknown[] {
  return named(render(markdown), 'a').map(
    ({ properties }) => properties['href'],
  )
}

describe('a body on the page', () => {
  it.each([
    ['NOTE', 'Note'],
    ['TIP', 'Tip'],
    ['IMPORTANT', 'Important'],
    ['WARNING', 'Warning'],
    ['CAUTION', 'Caution'],
  ])('shows [!%s] as an alert with icon and title', (kind, title) => {
    const tree = render(`> [!${kind}]\n> **Look.** Here it is.`)

    const [alert] = ofClass(tree, `markdown-alert-${kind.toLowerCase()}`)
    expect(alert && textOf(alert)).toBe(`${title} Look. Here it is.`)
    expect(named(tree, 'svg')).toHaveLength(1)
    expect(named(tree, 'blockquote')).toEqual([])
  })

  it('breaks at each line end, as GitHub does in pull requests', () => {
    expect(named(render('one\ntwo'), 'br')).toHaveLength(1)
  })

  it('has tasks that cannot be clicked and say what they are about', () => {
    const boxes = named(
      render('- [x] Tests pass\n- [ ] Docs `here`\n'),
      'input',
    )

    expect(boxes.map(({ properties }) => properties)).toEqual([
      {
        type: 'checkbox',
        checked: true,
        disabled: true,
        ariaLabel: 'Tests pass',
      },
      { type: 'checkbox', disabled: true, ariaLabel: 'Docs here' },
    ])
  })

  it('keeps folds', () => {
    const tree = render(
      '<details><summary><b>More</b></summary>\n\ninside\n\n</details>',
    )

    expect(named(tree, 'details', 'summary', 'b').map(textOf)).toEqual([
      'More inside',
      'More',
      'More',
    ])
  })

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)><a xlink:href="javascript:alert(1)">x</a></svg>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<style>body { display: none }</style>',
    '<a href="javascript:alert(1)" style="position:fixed">x</a>',
    '[x](javascript:alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '<form action="https://example.com"><button formaction="javascript:alert(1)">x</button></form>',
    '<base href="https://example.com/"><meta http-equiv="refresh" content="0;url=https://example.com">',
    '<details open ontoggle=alert(1)><summary>x</summary></details>',
    '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  ])('lets nothing of %s act', (markdown) => {
    const elements = elementsOf(render(markdown))

    const names = new Set(elements.map(({ tagName }) => tagName))
    for (const name of [
      'script',
      'style',
      'iframe',
      'img',
      'form',
      'base',
      'meta',
      'button',
    ]) {
      expect(names).not.toContain(name)
    }
    for (const { properties } of elements) {
      expect(
        Object.keys(properties).filter((key) => /^on|^style$/iu.test(key)),
      ).toEqual([])
      expect(String(properties['href'] ?? 'https://')).toMatch(/^https:\/\//u)
    }
  })

  it('leads with every link to where it would lead on GitHub, and tells nobody where from', () => {
    expect(
      hrefs(
        '[a](https://example.com/x) [b](../blob/main/a.md) [c](/you) <d@example.com>',
      ),
    ).toEqual([
      'https://example.com/x',
      'https://github.com/you/project/blob/main/a.md',
      'https://github.com/you',
      'mailto:d@example.com',
    ])
    const [link] = named(render('[a](https://example.com/x)'), 'a')
    expect(link?.properties['rel']).toEqual([
      'noopener',
      'noreferrer',
      'nofollow',
    ])
  })

  it('leads from a footnote to its text and back', () => {
    const markdown = 'said[^1]\n\n[^1]: why\n'

    const ids = elementsOf(render(markdown)).map(
      ({ properties }) => `#${String(properties['id'])}`,
    )
    expect(hrefs(markdown)).toHaveLength(2)
    for (const href of hrefs(markdown)) expect(ids).toContain(href)
  })

  it('loads no picture and says what it would show', () => {
    const tree = render(
      '![a diagram](https://example.com/a.png) <img src="https://example.com/b.png">',
    )

    expect(textOf(tree)).toBe('Image: a diagram Image: without words')
    expect(named(tree, 'img', 'source')).toEqual([])
  })

  it('leaves the first heading to the title', () => {
    expect(
      named(render('# Big\n'), 'h1', 'h2').map(({ tagName }) => tagName),
    ).toEqual(['h2'])
  })

  it('has no heading of a column without a word', () => {
    const tree = render('| | Step |\n| --- | --- |\n| a | b |\n')

    expect(named(tree, 'th').map(textOf)).toEqual(['Step'])
  })

  it.each(['diff', 'bash', 'rust', 'js', 'ts', 'python', 'go', 'yaml', 'json'])(
    'colours %s',
    (language) => {
      const code =
        '- "a": 1\n+ return "x" # 2\n@@ -1 +1 @@\nconst fn = func() { }'
      const tree = render(`\`\`\`${language}\n${code}\n\`\`\`\n`)

      const [pre] = named(tree, 'pre')
      expect(named(tree, 'span').length).toBeGreaterThan(0)
      expect(pre && textOf(pre)).toBe(code.replace(/\s+/gu, ' '))
    },
  )

  it('shows code of another language as it is', () => {
    const tree = render('```brainfuck\n+++\n```\n')

    expect(named(tree, 'span')).toEqual([])
    expect(textOf(tree)).toBe('+++')
  })

  it('shows a text that would stall the parser as it is', () => {
    const text = `# a${'[a'.repeat(800)}`

    expect(textOf(render(text))).toBe(text)
    expect(named(render(text), 'h1', 'h2')).toEqual([])
  })
})
