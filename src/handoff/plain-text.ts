import { bareWords } from '../pull-request/body/words.ts'
import { blocksOf } from '../spec/content/blocks.ts'
import { printableText } from '../text/printable.ts'

/** Paragraphs and list items of Markdown as plain text; code, tables and HTML are left out. */
export function plainProse(markdown: string): readonly string[] {
  return blocksOf(printableText(markdown).trim())
    .filter(({ kind }) => kind === 'paragraph' || kind === 'list')
    .map(({ text }) => plain(text))
    .filter((text) => text !== '' && !text.startsWith('|'))
    .slice(0, 4)
}

/** Line by line, so that lists stay lists; HTML goes. */
function plain(text: string): string {
  return text
    .split('\n')
    .map((line) => bareWords(line.replace(/<[^<>]{0,500}>/gu, ''), 2_000))
    .join('\n')
    .trim()
}

/** Lines of 72 characters at most, where words allow it. */
export function wrapped(text: string): string {
  return text.split('\n').map(wrapLine).join('\n')
}

const width = 72

function wrapLine(line: string): string {
  const indent = /^(?:[-*] | {2,})/u.test(line) ? '  ' : ''
  const lines: string[] = []
  let current = ''
  for (const word of line.split(/ +/u)) {
    const next = current === '' ? word : `${current} ${word}`
    if (next.length > width && current !== '') {
      lines.push(current)
      current = `${indent}${word}`
    } else current = next
  }
  return [...lines, current].join('\n')
}
