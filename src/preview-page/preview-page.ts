import type { Element } from 'hast'
import { h } from 'hastscript'
import { prepare } from '../pull-request/body.ts'
import { fullName } from '../context/run-context.ts'
import { changedFiles } from './changed-files.ts'
import { checksBox } from './checks-box.ts'
import { type Sha256, htmlDocument } from './html-document.ts'
import { fileNotes } from './file-notes.ts'
import { readFileDiffs } from './file-diffs.ts'
import { heading, sidebar, tabs } from './heading.ts'
import type { PageInput } from './page-input.ts'
import { renderBody } from './render-body.ts'

/**
 * One self-contained page that shows a staging PR as GitHub would: title and
 * state, body, checks, changed files. It holds no script and loads nothing.
 */
export function previewPage(input: PageInput, sha256: Sha256): string {
  const { facts } = input
  const { files } = prepare(facts)
  return htmlDocument(
    {
      title: input.title,
      content: [
        banner(facts.evidence !== null),
        h('main', [
          heading(input),
          tabs(files.length),
          h('div', { className: ['columns'] }, [
            h('div', { id: 'conversation', className: ['conversation'] }, [
              description(input),
              checksBox(facts),
            ]),
            sidebar(input.sidebar),
          ]),
          changedFiles({
            files,
            diffs: readFileDiffs(input.diff),
            notes: fileNotes(facts.evidence),
          }),
        ]),
      ],
    },
    sha256,
  )
}

function banner(isVerified: boolean): Element {
  const told = isVerified
    ? 'Preview of a staging PR. Nothing was sent.'
    : 'Preview of a staging PR before its steps have run. Nothing was sent.'
  return h('header', { className: ['banner'] }, [h('p', told), themes()])
}

/** Works without a script: the style asks which one is checked. */
function themes(): Element {
  const theme = (id: string, name: string, checked: boolean): Element =>
    h('label', [
      h('input', { type: 'radio', name: 'theme', id, checked }),
      ` ${name}`,
    ])
  return h('fieldset', { className: ['themes'] }, [
    h('legend', { className: ['sr-only'] }, 'Colours'),
    theme('theme-auto', 'Auto', true),
    theme('theme-light', 'Light', false),
    theme('theme-dark', 'Dark', false),
  ])
}

function description({ facts, body }: PageInput): Element {
  const { server, fork } = facts.context
  const address = `${server.url}/${fullName(fork)}/pull/`
  return h(
    'section',
    { className: ['box', 'comment'], ariaLabelledBy: 'description-title' },
    [
      h(
        'h2',
        { id: 'description-title', className: ['sr-only'] },
        'Description',
      ),
      h('p', { className: ['comment-head'] }, [
        h('strong', 'github-actions'),
        ' ',
        h('span', { className: ['tag', 'tag-muted'] }, 'bot'),
        ' commented',
      ]),
      h(
        'div',
        { className: ['markdown-body'] },
        renderBody(body, address).children.filter(isContent),
      ),
    ],
  )
}

function isContent<Node extends { readonly type: string }>(
  node: Node,
): node is Exclude<Node, { readonly type: 'doctype' }> {
  return node.type !== 'doctype'
}
