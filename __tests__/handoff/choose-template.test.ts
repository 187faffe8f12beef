import { describe, expect, it } from '@jest/globals'
import { chooseTemplate } from '../../src/handoff/choose-template.ts'

const choose = (...paths: readonly string[]) =>
  chooseTemplate(paths.map((path) => ({ path, text: `text of ${path}` })))

const folder = '.github/PULL_REQUEST_TEMPLATE'

describe("upstream's template", () => {
  it('is the one that GitHub offers by itself, whatever others there are', () => {
    expect(
      choose(`${folder}/bugfix.md`, 'docs/Pull_Request_Template.md'),
    ).toEqual({
      template: 'text of docs/Pull_Request_Template.md',
      templates: [],
    })
  })

  it.each(['bug.md', 'bugfix.md', 'bug_fix.md', 'Fix.md', '2-fixes.md'])(
    'is the one for fixes among several: %s',
    (name) => {
      expect(
        choose(
          `${folder}/feature.md`,
          `${folder}/${name}`,
          `${folder}/fixture.md`,
        ).template,
      ).toBe(`text of ${folder}/${name}`)
    },
  )

  it('is for a person to choose where several, or none, is for fixes', () => {
    const two = [`${folder}/bug.md`, `${folder}/hotfix.md`, `${folder}/fix.md`]
    const none = [`${folder}/feature.md`, `${folder}/prefix-change.md`]

    expect(choose(...two)).toEqual({ template: null, templates: two })
    expect(choose(...none)).toEqual({ template: null, templates: none })
    expect(choose()).toEqual({ template: null, templates: [] })
  })
})
