import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** A page for people. */
export type Page = {
  /** From the root of the repository. */
  readonly path: string
  readonly text: string
}

/** A code block of a page. */
export type CodeBlock = {
  /** Page and line, as a message names it. */
  readonly at: string
  readonly language: string
  readonly text: string
}

/** Every page for people; goldens and specs of examples are none. */
export const pages: readonly Page[] = [
  ...readdirSync(root),
  ...readdirSync(`${root}docs`).map((name) => `docs/${name}`),
  'examples/README.md',
]
  .filter((path) => path.endsWith('.md'))
  .map((path) => ({ path, text: readFileSync(root + path, 'utf8') }))

type OpenBlock = {
  readonly indent: number
  readonly fence: string
  readonly block: { at: string; language: string; text: string }
}

/** Code blocks, also those inside of a list, without their indentation. A block inside of another one is part of it. */
export function codeBlocks({ path, text }: Page): readonly CodeBlock[] {
  const blocks: CodeBlock[] = []
  let open: OpenBlock | null = null
  for (const [index, line] of text.split('\n').entries()) {
    const [, indent = '', fence = '', language = ''] =
      /^( *)(`{3,})(\w*)\s*$/u.exec(line) ?? []
    if (open === null) {
      if (fence === '') continue
      const at = `${path}:${index + 1}`
      open = { indent: indent.length, fence, block: { at, language, text: '' } }
    } else if (language === '' && fence.length >= open.fence.length) {
      blocks.push(open.block)
      open = null
    } else {
      open.block.text += `${line.slice(open.indent)}\n`
    }
  }
  return blocks
}

/** What stands outside of code blocks, line by line. */
export function proseLines({ text }: Page): readonly string[] {
  let fence = ''
  return text.split('\n').filter((line) => {
    const mark = /^ *(`{3,})/u.exec(line)?.[1] ?? ''
    if (fence === '') {
      fence = mark
      return mark === ''
    }
    if (mark.length >= fence.length && line.trim() === mark) fence = ''
    return false
  })
}

/** The name by which GitHub links to a heading. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
}
