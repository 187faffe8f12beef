import { printableText } from '../text/printable.ts'
import { firstCharacters } from '../text/truncate.ts'

/** Keys and list positions from the root to a value. */
export type Path = readonly PropertyKey[]

/** A path as people write it, as code: `verify.test.needs[0]`. */
export function pathText(path: Path): string {
  if (path.length === 0) return 'the configuration'
  const text = path
    .map((part, index) => {
      if (typeof part === 'number') return `[${part}]`
      return index === 0 ? String(part) : `.${String(part)}`
    })
    .join('')
  return `\`${quotable(text, 120)}\``
}

/** A text of the configuration, cut to fit into one line of a message. */
export function quotable(text: string, maxCharacters: number): string {
  const line = printableText(text)
    .replace(/[\s`]+/gu, ' ')
    .trim()
  const cut = firstCharacters(line, maxCharacters)
  return cut.length < line.length ? `${cut}…` : cut
}
