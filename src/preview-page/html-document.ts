import type { Element, Root } from 'hast'
import { h } from 'hastscript'
import rehypeStringify from 'rehype-stringify'
import { unified } from 'unified'
import { productName } from '../product.ts'
import { printableText } from '../text/printable.ts'
import { style } from './style/style.ts'

/** SHA-256 of a text in UTF-8, as base64. */
export type Sha256 = (text: string) => string

/** Quotes stay quotes inside of the other kind: the policy can be read in the source. */
const writer = unified()
  .use(rehypeStringify, { allowDangerousCharacters: true })
  .freeze()

/**
 * A whole document around its content. The policy lets one style in, by its
 * hash, and nothing else: no script, no request, no form.
 */
export function htmlDocument(
  page: { readonly title: string; readonly content: readonly Element[] },
  sha256: Sha256,
): string {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${sha256(style)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  const root: Root = {
    type: 'root',
    children: [
      { type: 'doctype' },
      h('html', { lang: 'en' }, [
        h('head', [
          h('meta', { charSet: 'utf-8' }),
          h('meta', { httpEquiv: 'Content-Security-Policy', content: policy }),
          h('meta', {
            name: 'viewport',
            content: 'width=device-width, initial-scale=1',
          }),
          h('meta', { name: 'color-scheme', content: 'light dark' }),
          h('meta', { name: 'referrer', content: 'no-referrer' }),
          h('meta', { name: 'generator', content: productName }),
          h('title', printableText(page.title)),
          h('link', { rel: 'icon', href: 'data:,' }),
          h('style', style),
        ]),
        h('body', [...page.content]),
      ]),
    ],
  }
  return `${writer.stringify(root)}\n`
}
