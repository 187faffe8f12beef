import { wordsWithCode } from '../pull-request/body/words.ts'
import { blocksOf } from '../spec/content/blocks.ts'
import { changeProse, codePieces } from '../text/code-spans.ts'
import { printableText } from '../text/printable.ts'

/** Paragraphs and list items of Markdown as plain text with code in its backticks; blocks of code, tables and HTML are left out. */
export function plainProse(markdown: string): readonly string[] {
  return blocksOf(printableText(markdown).trim())
    .filter(({ kind }) => kind === 'paragraph' || kind === 'list')
    .map(({ text }) => plain(text))
    .filter((text) => text !== '' && !text.startsWith('|'))
    .slice(0, 4)
}

/** Tags, comments and addresses in angle brackets; `<T>` and `a < b` are none. */
const html =
  /<!--[^<>]{0,500}-->|<https?:[^<>\s]{0,500}>|<\/?(?:a|abbr|b|blockquote|br|center|code|dd|del|details|div|dl|dt|em|font|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|picture|pre|q|s|samp|small|source|span|strike|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|var|video)(?:[ /][^<>]{0,500})?>/giu

/** Line by line, so that lists stay lists; HTML goes. */
function plain(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      wordsWithCode(
        changeProse(line, (prose) => prose.replace(html, '')),
        2_000,
      ),
    )
    .join('\n')
    .trim()
}

/** Lines of 72 characters at most, where words allow it. */
export function wrapped(text: string): string {
  return text.split('\n').map(wrapLine).join('\n')
}

const width = 72

/** Stands for a space that no line is broken at. */
const fixedSpace = '\uE000'

/** Code that fits on a line is not broken. */
function wrapLine(line: string): string {
  const fixed = codePieces(line)
    .map(({ text, isCode }) =>
      isCode && text.length <= width ? text.replaceAll(' ', fixedSpace) : text,
    )
    .join('')
  return broken(fixed).replaceAll(fixedSpace, ' ')
}

function broken(line: string): string {
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
