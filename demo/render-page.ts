import rehypeStringify from 'rehype-stringify'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'

/** A pull request as the demo shows it. */
export type Page = {
  readonly title: string
  readonly body: string
  /** `owner/name`. */
  readonly repository: string
  readonly number: number
  readonly head: string
  readonly base: string
}

/**
 * One self-contained page that shows a pull request about as GitHub would.
 * The body went through the text gate, so the only HTML in it is ours; a
 * content security policy forbids scripts all the same.
 */
export async function renderPage(page: Page): Promise<string> {
  const html = await unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkRehype, { allowDangerousHtml: true })
    .use(rehypeStringify, { allowDangerousHtml: true })
    .process(page.body)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(page.title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escape(page.title)} <span class="number">${page.number}</span></h1>
<p class="state"><span class="open">Open</span> <code>${escape(page.head)}</code> → <code>${escape(page.base)}</code> in ${escape(page.repository)}</p>
<article>
${showAlerts(String(html))}
</article>
</main>
</body>
</html>
`
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
}

/** GitHub shows a quote that starts with `[!TIP]` and the like as an alert. */
function showAlerts(html: string): string {
  return html.replaceAll(
    /<blockquote>\s*<p>\[!([A-Z]+)\]/gu,
    (_match, kind: string) =>
      `<blockquote class="alert ${kind.toLowerCase()}"><p>`,
  )
}

const style = `
:root { color-scheme: light dark; --line: #d1d9e0; --soft: #f6f8fa; --text: #1f2328; --faint: #59636e; --page: #fff; }
@media (prefers-color-scheme: dark) { :root { --line: #3d444d; --soft: #151b23; --text: #f0f6fc; --faint: #9198a1; --page: #0d1117; } }
body { background: var(--page); color: var(--text); font: 16px/1.5 -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; margin: 0; }
main { max-width: 56rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.75rem; font-weight: 500; margin: 0 0 .5rem; } .number { color: var(--faint); }
h2 { border-bottom: 1px solid var(--line); padding-bottom: .3rem; font-size: 1.35rem; margin-top: 1.5rem; }
.state { color: var(--faint); } .open { background: #1f883d; color: #fff; border-radius: 2rem; padding: .2rem .75rem; font-weight: 600; }
article { border: 1px solid var(--line); border-radius: .4rem; padding: 1rem 1.25rem; }
code { background: var(--soft); border-radius: .3rem; padding: .15em .35em; font: 85%/1.45 ui-monospace, "Liberation Mono", monospace; overflow-wrap: anywhere; }
pre { background: var(--soft); border-radius: .4rem; padding: 1rem; overflow: auto; } pre code { background: none; padding: 0; }
table { border-collapse: collapse; display: block; overflow: auto; } td, th { border: 1px solid var(--line); padding: .35rem .75rem; }
blockquote { border-left: .25rem solid var(--line); margin: 0 0 1rem; padding: 0 1rem; color: var(--faint); }
.alert { color: inherit; } .tip { border-color: #1a7f37; } .note { border-color: #0969da; } .warning { border-color: #9a6700; } .caution { border-color: #d1242f; }
a { color: #0969da; } @media (prefers-color-scheme: dark) { a { color: #4493f8; } }
details { margin: .75rem 0; } summary { cursor: pointer; }
`
