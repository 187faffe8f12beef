import type { Element, ElementContent, Root } from 'hast'
import { h } from 'hastscript'
import { visit } from 'unist-util-visit'
import { highlight } from './highlight.ts'
import { icon, type IconName } from './icons.ts'

/** What a page of our own needs of a rendered body: links that lead somewhere, names for those who do not see it, colours. Changes the tree. */
export function decorateBody(tree: Root, address: string): void {
  const elements: Element[] = []
  visit(tree, 'element', (element) => {
    elements.push(element)
  })
  const ids = new Set(elements.map(({ properties }) => properties['id']))
  for (const element of elements) {
    const decorate = Object.hasOwn(decorations, element.tagName)
      ? decorations[element.tagName]
      : undefined
    decorate?.(element, { address, ids })
  }
}

type Surroundings = {
  readonly address: string
  readonly ids: ReadonlySet<unknown>
}

const decorations: Readonly<
  Record<string, (element: Element, around: Surroundings) => void>
> = {
  a: link,
  // The page has a first heading, the title.
  h1: (element) => {
    element.tagName = 'h2'
  },
  img: image,
  source: (element) => {
    replace(element, h('span'))
  },
  li: task,
  table: (element) => {
    const inner = { ...element }
    replace(element, scrolled('Table', [inner]))
  },
  th: (element) => {
    // A heading without a word is none.
    if (plainText(element).trim() === '') element.tagName = 'td'
  },
  pre: code,
  p: alertTitle,
}

function link(element: Element, { address, ids }: Surroundings): void {
  const { href } = element.properties
  if (typeof href !== 'string') return
  const target = href.startsWith('#') ? `user-content-${href.slice(1)}` : ''
  if (ids.has(target)) {
    element.properties['href'] = `#${target}`
    return
  }
  element.properties['href'] = absolute(href, address)
  element.properties['rel'] = ['noopener', 'noreferrer', 'nofollow']
}

function absolute(href: string, address: string): string {
  try {
    return new URL(href, address).href
  } catch {
    // No address at all: it leads to the pull request, as an empty one would.
    return address
  }
}

/** The page loads nothing from elsewhere; a picture is told by its description. */
function image(element: Element): void {
  const { alt, src } = element.properties
  const words = typeof alt === 'string' && alt !== '' ? alt : 'without words'
  const where = typeof src === 'string' ? src : ''
  replace(
    element,
    h('span', { className: ['picture'], title: where }, `Image: ${words}`),
  )
}

function task(element: Element): void {
  const box = findBox(element)
  if (box === null) return
  const words = plainText(element).replace(/\s+/gu, ' ').trim()
  box.properties['disabled'] = true
  box.properties['ariaLabel'] = words === '' ? 'Task' : words
}

function findBox({ children }: Element): Element | null {
  for (const child of children) {
    if (child.type !== 'element') continue
    if (child.tagName === 'input') return child
    if (child.tagName === 'p') return findBox(child)
  }
  return null
}

function code(element: Element): void {
  const [inner] = element.children
  const isCode = inner?.type === 'element' && inner.tagName === 'code'
  const language = isCode ? languageIn(inner) : null
  if (isCode && language !== null) {
    const coloured = highlight(plainText(inner), language)
    if (coloured !== null) inner.children = [...coloured]
  }
  element.properties['tabIndex'] = 0
}

function languageIn({ properties }: Element): string | null {
  const classes = properties['className']
  if (!Array.isArray(classes)) return null
  const name = classes.map(String).find((one) => one.startsWith('language-'))
  return name?.slice('language-'.length).toLowerCase() ?? null
}

const alertIcons: Readonly<Record<string, IconName>> = {
  NOTE: 'info',
  TIP: 'bulb',
  IMPORTANT: 'report',
  WARNING: 'warning',
  CAUTION: 'stop',
}

function alertTitle(element: Element): void {
  const classes = element.properties['className']
  const isTitle =
    Array.isArray(classes) && classes.includes('markdown-alert-title')
  if (!isTitle) return
  const kind = plainText(element).trim()
  const name = Object.hasOwn(alertIcons, kind) ? alertIcons[kind] : undefined
  if (name === undefined) return
  const word = kind.charAt(0) + kind.slice(1).toLowerCase()
  element.children = [icon(name), { type: 'text', value: word }]
}

/** What is wider than the page moves inside of its own frame, by keys as well. */
function scrolled(name: string, children: readonly ElementContent[]): Element {
  return h(
    'div',
    { className: ['scroll'], tabIndex: 0, role: 'group', ariaLabel: name },
    [...children],
  )
}

function replace(element: Element, by: Element): void {
  element.tagName = by.tagName
  element.properties = by.properties
  element.children = by.children
}

function plainText(node: ElementContent): string {
  if (node.type === 'text') return node.value
  return node.type === 'element' ? node.children.map(plainText).join('') : ''
}
