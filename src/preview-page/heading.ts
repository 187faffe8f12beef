import type { Element } from 'hast'
import { h } from 'hastscript'
import { fullName } from '../context/run-context.ts'
import { count } from '../pull-request/body/quantities.ts'
import { printableText } from '../text/printable.ts'
import { icon } from './icons.ts'
import type { PageInput, Sidebar } from './page-input.ts'

/** Repository, title, state and branches. */
export function heading({
  facts,
  title,
  isDraft,
  commits,
}: PageInput): Element {
  const { fork, upstream, branch, base } = facts.context
  const [own, theirs] = [fullName(fork), fullName(upstream)]
  const state = isDraft ? 'draft' : 'open'
  return h('header', { className: ['heading'] }, [
    h('p', { className: ['repository'] }, [
      h('strong', printableText(own)),
      ...(own === theirs
        ? []
        : [
            h('span', { className: ['muted'] }, [
              ' forked from ',
              printableText(theirs),
            ]),
          ]),
    ]),
    h('h1', printableText(title)),
    h('p', { className: ['state-line'] }, [
      h('span', { className: ['state', `state-${state}`] }, [
        icon('branch'),
        isDraft ? 'Draft' : 'Open',
      ]),
      ' ',
      h('span', [
        h('strong', 'github-actions'),
        ` wants to merge ${count(commits, 'commit')} into `,
        h('code', { className: ['branch'] }, printableText(base)),
        ' from ',
        h('code', { className: ['branch'] }, printableText(branch)),
      ]),
    ]),
  ])
}

/** Ways to the parts of the page, where GitHub has its tabs. */
export function tabs(files: number): Element {
  const tab = (href: string, name: string, counter: number | null): Element =>
    h('li', [
      h('a', { href }, [
        name,
        ...(counter === null
          ? []
          : [' ', h('span', { className: ['counter'] }, String(counter))]),
      ]),
    ])
  return h('nav', { className: ['tabs'], ariaLabel: 'Pull request' }, [
    h('ul', [
      tab('#conversation', 'Conversation', null),
      tab('#checks', 'Checks', null),
      tab('#files', 'Files changed', files),
    ]),
  ])
}

/** Reviewers, assignees, labels and milestone, as far as the workflow asks for them. */
export function sidebar({
  reviewers,
  assignees,
  labels,
  milestone,
}: Sidebar): Element {
  const list = (names: readonly string[], className: string): Element =>
    h(
      'ul',
      { className: [className] },
      names.map((name) => h('li', printableText(name))),
    )
  const part = (title: string, none: string, content: Element | null) => [
    h('h2', title),
    content ?? h('p', { className: ['muted'] }, none),
  ]
  return h('aside', { className: ['sidebar'], ariaLabel: 'About it' }, [
    ...part('Reviewers', 'No reviews', some(reviewers, list, 'names')),
    ...part('Assignees', 'No one assigned', some(assignees, list, 'names')),
    ...part('Labels', 'None yet', some(labels, list, 'labels')),
    ...part(
      'Milestone',
      'No milestone',
      milestone === null ? null : h('p', printableText(milestone)),
    ),
  ])
}

function some(
  names: readonly string[],
  list: (names: readonly string[], className: string) => Element,
  className: string,
): Element | null {
  return names.length === 0 ? null : list(names, className)
}
