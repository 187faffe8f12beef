import type {
  Blockquote,
  List,
  ListItem,
  Paragraph,
  PhrasingContent,
  RootContent,
  Table,
} from 'mdast'
import { fence, tableCell } from '../write.ts'
import { htmlWords } from './html.ts'
import { pieces } from './inlines.ts'
import { words, writeLine } from './pieces.ts'
import type { Sources } from './sources.ts'

/** Writes blocks one below the other; those that hold nothing are left out. */
export function writeBlocks(
  nodes: readonly RootContent[],
  sources: Sources,
): string {
  return blocks(nodes, sources).join('\n\n')
}

function blocks(
  nodes: readonly RootContent[],
  sources: Sources,
): readonly string[] {
  let lists = 0
  return nodes
    .map((node) => {
      lists = node.type === 'list' ? lists + 1 : lists
      return writeBlock(node, sources, lists % 2 === 0)
    })
    .filter((text) => text !== '')
}

/** `isSecond` tells lists that follow each other apart by their marks. */
function writeBlock(
  node: RootContent,
  sources: Sources,
  isSecond: boolean,
): string {
  if (node.type === 'list') return writeList(node, sources, isSecond)
  if (node.type === 'blockquote') return writeQuote(node, sources)
  if (node.type === 'table') return writeTable(node, sources)
  return writeLeaf(node, sources)
}

/** Rules and definitions have no words of their own. */
function writeLeaf(node: RootContent, sources: Sources): string {
  if (node.type === 'paragraph')
    return writeWords(node.children, sources, false)
  if (node.type === 'heading')
    return bold(writeWords(node.children, sources, true))
  if (node.type === 'code') return fence(node.value, node.lang ?? 'text')
  return node.type === 'html'
    ? writeLine([words(htmlWords(node.value), false)], sources.scope)
    : ''
}

function writeWords(
  nodes: readonly PhrasingContent[],
  sources: Sources,
  isBold: boolean,
): string {
  return writeLine(
    pieces(nodes, sources, { isInLink: false, isBold }),
    sources.scope,
  )
}

function bold(text: string): string {
  return text === '' ? '' : `**${text}**`
}

const alertMark = /^\[!(note|tip|important|warning|caution)\][ \t]*(?:\n|$)/iu

/** A box of GitHub's would look like ours: it becomes a quote with a bold first word. */
function writeQuote({ children }: Blockquote, sources: Sources): string {
  const [first, ...rest] = children
  const opened = first?.type === 'paragraph' ? withoutAlert(first) : null
  if (opened === null) return indent(writeBlocks(children, sources), '> ', '> ')
  const { name, paragraph } = opened
  const line = `**${name}:** ${writeBlocks([paragraph], sources)}`.trimEnd()
  const blocks = [line, writeBlocks(rest, sources)].filter(
    (text) => text !== '',
  )
  return indent(blocks.join('\n\n'), '> ', '> ')
}

type Opened = { readonly name: string; readonly paragraph: Paragraph }

/** Takes the mark of a box off the paragraph that it begins with; `null` where there is none. */
function withoutAlert(paragraph: Paragraph): Opened | null {
  const [opening, ...rest] = paragraph.children
  const mark = opening?.type === 'text' ? alertMark.exec(opening.value) : null
  if (opening?.type !== 'text' || mark === null) return null
  const word = (mark[1] ?? '').toLowerCase()
  const text = { ...opening, value: opening.value.slice(mark[0].length) }
  return {
    name: `${word.charAt(0).toUpperCase()}${word.slice(1)}`,
    paragraph: { ...paragraph, children: [text, ...rest] },
  }
}

function writeList(list: List, sources: Sources, isSecond: boolean): string {
  const texts = list.children
    .map((item) => ({ item, text: writeItem(item, sources) }))
    .filter(({ text }) => text !== '')
  const isLoose =
    texts.some(({ item }) => item.spread === true) || list.spread === true
  return texts
    .map(({ text }, index) => {
      const mark = listMark(list, index, isSecond)
      return indent(text, mark, ' '.repeat(mark.length))
    })
    .join(isLoose ? '\n\n' : '\n')
}

function listMark(
  { ordered, start }: List,
  index: number,
  isSecond: boolean,
): string {
  if (ordered !== true) return isSecond ? '* ' : '- '
  const number = Math.min((start ?? 1) + index, 999_999_999)
  return isSecond ? `${number}) ` : `${number}. `
}

function writeItem({ children, checked }: ListItem, sources: Sources): string {
  const [first, ...rest] = children
  if (first === undefined) return ''
  const text = `${box(checked)}${writeBlocks([first], sources)}`
  const others = writeBlocks(rest, sources)
  if (text === '' || others === '') return text + others
  return `${text}${joinsTightly(first, rest[0]) ? '\n' : '\n\n'}${others}`
}

/** Boxes of a task list could be ticked by a click and would count as tasks of the pull request. */
function box(checked: ListItem['checked']): string {
  if (typeof checked !== 'boolean') return ''
  return checked ? '☑ ' : '☐ '
}

/** A list may follow its paragraph at once, save a numbered one that does not begin at 1. */
function joinsTightly(
  first: RootContent,
  next: RootContent | undefined,
): boolean {
  if (first.type !== 'paragraph' || next?.type !== 'list') return false
  return next.ordered !== true || next.start === 1
}

function writeTable({ children }: Table, sources: Sources): string {
  const columns = children[0]?.children.length ?? 0
  if (columns === 0) return ''
  const rows = children.map((row) => {
    const cells = row.children
      .slice(0, columns)
      .map((cell) => tableCell(writeWords(cell.children, sources, false)))
    const missing = Array.from({ length: columns - cells.length }, () => '')
    return `| ${[...cells, ...missing].join(' | ')} |`
  })
  const rule = `|${' --- |'.repeat(columns)}`
  return [rows[0], rule, ...rows.slice(1)].join('\n')
}

/** Puts `first` before the first line and `others` before the rest; empty lines stay without spaces at the end. */
function indent(text: string, first: string, others: string): string {
  if (text === '') return ''
  return text
    .split('\n')
    .map((line, index) => `${index === 0 ? first : others}${line}`.trimEnd())
    .join('\n')
}
