import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAst } from 'rolldown/parseAst'

/** A regular expression as it stands in a file. */
export type Expression = {
  readonly source: string
  readonly flags: string
  /** `path:line` */
  readonly at: string
}

/** Expressions of a program, and calls of `RegExp` whose text is only known when it runs. */
export type Expressions = {
  readonly constant: readonly Expression[]
  /** `path`: source text of the call. */
  readonly composed: readonly string[]
}

/** Every regular expression below a folder of TypeScript. Paths are shown from the folder. */
export function expressionsBelow(folder: string): Expressions {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .sort()
  const read = paths.map((path) =>
    expressionsOf(path, readFileSync(join(folder, path), 'utf8')),
  )
  return {
    constant: read.flatMap(({ constant }) => constant),
    composed: read.flatMap(({ composed }) => composed),
  }
}

/** Literals, and `RegExp` with or without `new`, of one text. */
export function expressionsOf(path: string, text: string): Expressions {
  const constant: Expression[] = []
  const composed: string[] = []
  walk(parseAst(text, { lang: 'ts' }, path), (node) => {
    const at = `${path}:${text.slice(0, numberAt(node, 'start')).split('\n').length}`
    const regex = node['regex']
    if (node['type'] === 'Literal' && isNode(regex)) {
      constant.push({
        source: textAt(regex, 'pattern') ?? '',
        flags: textAt(regex, 'flags') ?? '',
        at,
      })
    }
    const callee = node['callee']
    if (!isNode(callee) || callee['name'] !== 'RegExp') return
    const [source, flags] = argumentsOf(node)
    if (typeof source === 'string' && typeof flags === 'string') {
      constant.push({ source, flags, at })
    } else {
      const call = text.slice(numberAt(node, 'start'), numberAt(node, 'end'))
      composed.push(`${path}: ${call.replace(/\s+/gu, ' ')}`)
    }
  })
  return { constant, composed }
}

/** Constant values of a call's first two arguments; `undefined` where they are composed. */
function argumentsOf(call: Node): readonly unknown[] {
  const given: unknown = call['arguments']
  if (!Array.isArray(given)) return []
  const [source, flags] = given.map((one: unknown) =>
    isNode(one) && one['type'] === 'Literal' ? one['value'] : undefined,
  )
  return [source, given.length === 1 ? '' : flags]
}

type Node = Readonly<Record<string, unknown>>

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const one of value) walk(one, visit)
  } else if (isNode(value)) {
    visit(value)
    for (const one of Object.values(value)) walk(one, visit)
  }
}

function textAt(node: Node, key: string): string | null {
  const value = node[key]
  return typeof value === 'string' ? value : null
}

function numberAt(node: Node, key: string): number {
  const value = node[key]
  return typeof value === 'number' ? value : 0
}
