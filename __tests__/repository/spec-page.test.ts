import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import {
  renderSpecPage,
  specPagePath,
} from '../../scripts/generate-spec-page.ts'
import { labelledParts } from '../../src/spec/content/labelled-parts.ts'
import {
  afterHeadings,
  beforeHeadings,
  implementationHeadings,
} from '../../src/spec/content/section-roles.ts'
import { fieldKinds } from '../../src/spec/frontmatter-fields.ts'

const page = readFileSync(specPagePath, 'utf8')

/** What stands below a heading, up to the next one. */
function below(heading: string): string {
  const [, section = ''] = page.split(`# ${heading}\n`)
  return section.split(/\n#/u, 1)[0] ?? ''
}

/** Names in backticks. */
function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/gu)].map(([, name = '']) => name)
}

/** Cells of the rows of a table, without its head. */
function rowsOf(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim()))
}

describe('the page about specs', () => {
  it('shows the example as the code makes it now', async () => {
    expect(await renderSpecPage(page)).toBe(page)
  })

  it.each([
    ['Headings that tell what is wrong', beforeHeadings],
    ['Headings that tell what is to be different', afterHeadings],
    ['Headings that tell how it is done', implementationHeadings],
  ])('lists what the code knows: %s', (heading, known) => {
    expect(namesIn(below(heading)).map((name) => name.toLowerCase())).toEqual([
      ...known,
    ])
  })

  it('sorts labels as the code does', () => {
    const rows = rowsOf(below('Labels'))
    const read = rows.map(([, kind = '', labels = '']) => [
      kind,
      [
        ...new Set(
          namesIn(labels).map(
            (label) => labelledParts(`**${label}:** words`).parts[0]?.kind,
          ),
        ),
      ],
    ])

    expect(rows.map(([, kind = '']) => kind)).toEqual([
      'before',
      'after',
      'cost',
      'migration',
      'implementation',
    ])
    expect(read).toEqual(rows.map(([, kind = '']) => [kind, [kind]]))
  })

  it('names keys of the frontmatter that there are', () => {
    const keys = rowsOf(below('Frontmatter')).flatMap(([, key = '']) =>
      namesIn(key),
    )

    expect(keys.length).toBeGreaterThan(8)
    expect(keys.filter((key) => !fieldKinds.has(key))).toEqual([])
  })
})
