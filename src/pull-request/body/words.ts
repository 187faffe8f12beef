import { inlineCode, plain } from '../../markdown/write.ts'
import { changeProse } from '../../text/code-spans.ts'
import { cutAtWord, oneLine } from '../cut.ts'

/**
 * One line of foreign text that may hold code in backticks, such as a
 * criterion or a message: code stays code, everything else is escaped.
 */
export function words(text: string, maxCharacters = 300): string {
  const parts = cutAtWord(unmark(text), maxCharacters).split('`')
  const last = parts.length - 1
  return parts
    .map((part, index) => {
      const isCode = index % 2 === 1 && index < last
      if (isCode) return part === '' ? '' : inlineCode(part)
      return index % 2 === 1 ? plain(`\`${part}`) : plain(part)
    })
    .join('')
}

/** The same without any marks, for a terminal or a status. */
export function bareWords(text: string, maxCharacters = 300): string {
  return cutAtWord(unmark(text).replaceAll('`', ''), maxCharacters)
}

/** The same with code in its backticks, as a commit message has it. */
export function wordsWithCode(text: string, maxCharacters = 300): string {
  return cutAtWord(unmark(text), maxCharacters)
}

/** One line, outside of code without bold marks, a link as its text, `#12` as `12`: in a fork that would point upstream. */
function unmark(text: string): string {
  return changeProse(oneLine(text), (prose) =>
    prose
      .replaceAll('**', '')
      .replace(/(^|[\s(])#(?=\d)/gu, '$1')
      .replace(/\[([^[\]]{1,200})\]\([^()]{0,500}\)/gu, '$1'),
  )
}

/** Markdown of ours for a terminal: without bold marks, code marks and escapes, links with their address. */
export function withoutMarks(markdown: string): string {
  return markdown
    .replace(/\[([^[\]]{1,200})\]\((https?:[^()\s]{1,2000})\)/gu, '$1 ($2)')
    .replace(/\*\*|`|\u2060/gu, '')
    .replace(/\\(?=[!-/:-@[-`{-~])/gu, '')
}
