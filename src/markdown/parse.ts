import type { Root } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { type Processor, unified } from 'unified'
import { isTame } from './bounds.ts'

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(keepPositions)
  .freeze()

/**
 * Parses GitHub flavoured Markdown; `null` for text that would stall the
 * parser or that it cannot take, which then goes a way without a parser.
 */
export function parseMarkdown(markdown: string): Root | null {
  if (!isTame(markdown)) return null
  try {
    return processor.parse(markdown)
  } catch {
    // Deep nesting ends in a RangeError. The text is treated as one that was not parsed.
    return null
  }
}

/**
 * GFM's second search for addresses and e-mails rebuilds text nodes without
 * positions. The tokenizer finds the same ones in ordinary text, and what only
 * the second search sees is still text here, which is broken as text.
 */
function keepPositions(this: Processor): void {
  const data = this.data()
  data.fromMarkdownExtensions = (data.fromMarkdownExtensions ?? [])
    .flat()
    .map((extension) => ({ ...extension, transforms: [] }))
}
