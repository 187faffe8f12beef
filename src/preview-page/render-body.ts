import type { Root } from 'hast'
import { h } from 'hastscript'
import rehypeRaw from 'rehype-raw'
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize'
import remarkBreaks from 'remark-breaks'
import remarkGfm from 'remark-gfm'
import { remarkAlert } from 'remark-github-blockquote-alert'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { isTame } from '../markdown/bounds.ts'
import { decorateBody } from './decorate-body.ts'

/** GitHub's, with the classes by which alerts are told; their drawings are ours. */
const schema: typeof defaultSchema = {
  ...defaultSchema,
  attributes: {
    ...defaultSchema.attributes,
    div: [
      ...(defaultSchema.attributes?.['div'] ?? []),
      ['className', /^markdown-alert(?:-[a-z]{3,9})?$/u],
    ],
    p: [['className', 'markdown-alert-title']],
  },
}

/** A pull request's body as GitHub renders it: alerts, a break at each line end, HTML as far as GitHub allows it. */
const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkAlert)
  .use(remarkBreaks)
  .use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: '' })
  .use(rehypeRaw)
  .use(rehypeSanitize, schema)
  .freeze()

/** Renders a body; relative links lead where they would from `address`, the page of the pull request. */
export function renderBody(markdown: string, address: string): Root {
  const tree = sanitized(markdown)
  decorateBody(tree, address)
  return tree
}

/** Text that would stall a parser is shown as it is. */
function sanitized(markdown: string): Root {
  const plain = (): Root => ({
    type: 'root',
    children: [h('pre', h('code', markdown))],
  })
  if (!isTame(markdown)) return plain()
  try {
    return processor.runSync(processor.parse(markdown))
  } catch {
    // Deep nesting ends in a RangeError.
    return plain()
  }
}
