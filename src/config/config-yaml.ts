import { isMap, isNode, isScalar, isSeq, type Pair, parseDocument } from 'yaml'
import { pathText, type Path } from './path-text.ts'
import { refuseUnparsed } from './refuse-unparsed.ts'

/** Something in a configuration that cannot be used. */
export type Problem = {
  /** From 1. */
  readonly line: number
  /** A sentence without its full stop, in Markdown's code marks. */
  readonly message: string
}

/**
 * Stands for what was refused already, so that it is not complained of twice.
 * No YAML text gives a symbol.
 */
export const unreadable: unique symbol = Symbol('unreadable')

/** The YAML of a configuration as plain data. */
export type ConfigYaml = {
  readonly value: unknown
  readonly problems: readonly Problem[]
  /** Line of the key or list item, or of the nearest one around it. */
  readonly lineOf: (path: Path) => number
}

/**
 * Reads YAML strictly: no aliases, tags, merge keys or repeated keys, and
 * `__proto__` is no key. Values have the types of YAML's core schema. Never
 * throws; what is wrong is among the problems. Paths begin with `root`.
 */
export function readConfigYaml(text: string, root: Path = []): ConfigYaml {
  const unparsed = refuseUnparsed(text)
  if (unparsed !== null) return nothing([unparsed])
  const lines = lineStarts(text)
  try {
    const document = parseDocument(text, {
      schema: 'core',
      customTags: null,
      merge: false,
      // Compared below, where the key can be named and in linear time.
      uniqueKeys: false,
      strict: true,
      prettyErrors: false,
      // `silent` would also keep quiet about a second document.
      logLevel: 'error',
    })
    const faults = [...document.errors, ...document.warnings]
    if (faults.length > 0) {
      return nothing(
        faults.map(({ code, message, pos }) => ({
          line: lineAt(lines, pos[0]),
          message:
            code === 'MULTIPLE_DOCS'
              ? 'a second YAML document begins here; there can be one'
              : `the YAML cannot be read: ${firstSentence(message)}`,
        })),
      )
    }
    return readTree(document.contents, root, lines)
  } catch (cause) {
    // The parser throws other things than its own errors on hostile input (CVE-2026-33532).
    const message = cause instanceof Error ? cause.message : String(cause)
    return nothing([
      {
        line: 1,
        message: `the YAML cannot be read: ${firstSentence(message)}`,
      },
    ])
  }
}

function nothing(problems: readonly Problem[]): ConfigYaml {
  return { value: {}, problems, lineOf: () => 1 }
}

function firstSentence(message: string): string {
  return (message.split('\n', 1)[0] ?? '').replace(/[.:]$/u, '')
}

function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    starts.push(at + 1)
  }
  return starts
}

function lineAt(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle
  }
  return low + 1
}

type Reading = {
  readonly starts: readonly number[]
  readonly lines: Map<string, number>
  readonly problems: Problem[]
}

function readTree(
  contents: unknown,
  root: Path,
  starts: readonly number[],
): ConfigYaml {
  const reading: Reading = { starts, lines: new Map(), problems: [] }
  const value = readNode(contents, root, reading)
  const lineOf = (path: Path): number => {
    const line = reading.lines.get(pathKey(path))
    if (line !== undefined) return line
    return path.length === 0 ? 1 : lineOf(path.slice(0, -1))
  }
  // A file of comments says nothing, which is allowed.
  return { value: value ?? {}, problems: reading.problems, lineOf }
}

function pathKey(path: Path): string {
  return JSON.stringify(path.map(String))
}

function readNode(node: unknown, path: Path, reading: Reading): unknown {
  if (node === null) return null
  const line = lineOfNode(node, reading)
  const add = (message: string): void => {
    reading.problems.push({ line, message: `${pathText(path)} ${message}` })
  }
  if (!isMap(node) && !isSeq(node) && !isScalar(node)) {
    add('is a YAML alias; write the value out')
    return unreadable
  }
  if (node.tag !== undefined && node.tag !== 'tag:yaml.org,2002:str') {
    add('has a YAML tag; leave it out')
    return unreadable
  }
  if (isMap(node)) return readMap(node.items, path, reading)
  if (isSeq(node)) {
    return node.items.map((item, index) => {
      const inner = [...path, index]
      reading.lines.set(pathKey(inner), lineOfNode(item, reading))
      return readNode(item, inner, reading)
    })
  }
  return node.value
}

function readMap(
  pairs: readonly Pair[],
  path: Path,
  reading: Reading,
): unknown {
  const seen = new Map<string, unknown>()
  for (const { key, value } of pairs) {
    const line = lineOfNode(key, reading)
    const inner = [...path, keyText(key)]
    const problem = problemOfKey(key, seen)
    if (problem !== null) {
      reading.problems.push({ line, message: `${pathText(inner)} ${problem}` })
      continue
    }
    reading.lines.set(pathKey(inner), line)
    seen.set(keyText(key), readNode(value, inner, reading))
  }
  return Object.fromEntries(seen)
}

function problemOfKey(
  key: unknown,
  seen: ReadonlyMap<string, unknown>,
): string | null {
  const text = keyText(key)
  if (!isScalar(key) || key.tag !== undefined) return 'is no plain key'
  if (text === '__proto__') return 'is not a known key'
  return seen.has(text) ? 'stands there twice' : null
}

/** As written: `on`, `1234` and `null` are keys like others. */
function keyText(key: unknown): string {
  if (!isScalar(key)) return '?'
  return key.source ?? String(key.value)
}

function lineOfNode(node: unknown, { starts }: Reading): number {
  const range = isNode(node) ? node.range : null
  return lineAt(starts, range?.[0] ?? 0)
}
