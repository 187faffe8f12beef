/** A run of lines that belong together: a paragraph, a list, a fence, a heading. */
export type Block = {
  /** Lines as written, joined by `\n`, without blank lines around them. */
  readonly text: string
  /** Index of its first line in the text, from 0. */
  readonly index: number
  readonly kind: 'heading' | 'fence' | 'list' | 'paragraph'
}

/**
 * Splits Markdown at blank lines, headings and fences. A line scanner instead
 * of a parser: its cost is linear whatever the text holds.
 */
export function blocksOf(markdown: string): readonly Block[] {
  const blocks: Block[] = []
  let lines: string[] = []
  let fence: string | null = null
  const finish = (index: number, isFence: boolean): void => {
    const text = lines.join('\n')
    const kind = isFence ? 'fence' : kindOf(text)
    if (text !== '') blocks.push({ text, index: index - lines.length, kind })
    lines = []
  }
  const all = markdown.split('\n').map((line) => line.replace(/\r$/u, ''))
  for (const [index, line] of all.entries()) {
    if (fence !== null) {
      lines.push(line)
      if (!closesFence(line, fence)) continue
      fence = null
      finish(index + 1, true)
    } else if (line.trim() === '') {
      finish(index, false)
    } else if (headingOf(line) !== null) {
      finish(index, false)
      lines.push(line)
      finish(index + 1, false)
    } else {
      fence = fenceOf(line)
      if (fence !== null) finish(index, false)
      lines.push(line)
    }
  }
  finish(all.length, fence !== null)
  return blocks
}

function kindOf(text: string): Block['kind'] {
  if (headingOf(text) !== null) return 'heading'
  return isListItem(text) ? 'list' : 'paragraph'
}

/** Whether a line begins an item of a bullet or numbered list. */
function isListItem(line: string): boolean {
  return /^ {0,8}(?:[-*+]|\d{1,9}[.)]) /u.test(line)
}

/** Level and words of an ATX heading, or `null` for any other line. */
export function headingOf(
  line: string,
): { readonly level: number; readonly text: string } | null {
  const marks = /^ {0,3}(#{1,6})(?=[ \t]|$)/u.exec(line)
  if (marks?.[1] === undefined) return null
  const text = line.slice(marks[0].length).trim()
  return { level: marks[1].length, text }
}

/** The marks that open a fence on this line, or `null`. */
export function fenceOf(line: string): string | null {
  const marks = /^(?:`{3,}|~{3,})/u.exec(line.trimStart())?.[0]
  if (marks === undefined) return null
  const info = line.trimStart().slice(marks.length)
  return marks.startsWith('`') && info.includes('`') ? null : marks
}

/** Whether this line closes a fence that was opened with these marks. */
export function closesFence(line: string, opened: string): boolean {
  const text = line.trim()
  const mark = opened.charAt(0)
  return text.length >= opened.length && text === mark.repeat(text.length)
}
