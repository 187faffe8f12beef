import type { ElementContent } from 'hast'
import bash from 'highlight.js/lib/languages/bash'
import diff from 'highlight.js/lib/languages/diff'
import go from 'highlight.js/lib/languages/go'
import javascript from 'highlight.js/lib/languages/javascript'
import json from 'highlight.js/lib/languages/json'
import python from 'highlight.js/lib/languages/python'
import rust from 'highlight.js/lib/languages/rust'
import typescript from 'highlight.js/lib/languages/typescript'
import yaml from 'highlight.js/lib/languages/yaml'
import { createLowlight } from 'lowlight'

const lowlight = createLowlight({
  bash,
  diff,
  go,
  javascript,
  json,
  python,
  rust,
  typescript,
  yaml,
})

/** Longer code stays plain. UTF-16 units. */
const maxCharacters = 100_000

/** Code as coloured pieces; `null` for a language that is not known, and for very long code. */
export function highlight(
  code: string,
  language: string,
): readonly ElementContent[] | null {
  if (code.length > maxCharacters || !lowlight.registered(language)) return null
  const { children } = lowlight.highlight(language, code)
  return children.filter(
    (child): child is ElementContent => child.type !== 'doctype',
  )
}

const byEnding: Readonly<Record<string, string>> = {
  sh: 'bash',
  bash: 'bash',
  cjs: 'javascript',
  cts: 'typescript',
  go: 'go',
  js: 'javascript',
  json: 'json',
  jsx: 'javascript',
  mjs: 'javascript',
  mts: 'typescript',
  py: 'python',
  rs: 'rust',
  ts: 'typescript',
  tsx: 'typescript',
  yaml: 'yaml',
  yml: 'yaml',
}

/** Language of a file by the ending of its name, or `null`. */
export function languageOf(path: string): string | null {
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase()
  return Object.hasOwn(byEnding, ending) ? (byEnding[ending] ?? null) : null
}

/** The coloured pieces of each line; a piece that goes over several lines is split. */
export function byLine(
  pieces: readonly ElementContent[],
): readonly (readonly ElementContent[])[] {
  let line: ElementContent[] = []
  const lines = [line]
  for (const piece of pieces) {
    const parts = splitPiece(piece)
    for (const [index, part] of parts.entries()) {
      if (index > 0) {
        line = []
        lines.push(line)
      }
      line.push(...part)
    }
  }
  return lines
}

function splitPiece(
  piece: ElementContent,
): readonly (readonly ElementContent[])[] {
  if (piece.type === 'text') {
    return piece.value
      .split('\n')
      .map((value) => (value === '' ? [] : [{ type: 'text', value }]))
  }
  if (piece.type !== 'element') return [[]]
  return byLine(piece.children).map((children) => [
    { ...piece, children: [...children] },
  ])
}
