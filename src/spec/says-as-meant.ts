import type { FrontmatterEdit } from './edit-frontmatter.ts'
import { delimiterSurprise, splitFrontmatter } from './split-frontmatter.ts'
import { parseYaml, type Value } from './yaml-nodes.ts'

/** Whether an edited spec says what was asked for, and all else as before. */
export function saysAsMeant(
  text: string,
  edited: string,
  edits: readonly FrontmatterEdit[],
): boolean {
  if (delimiterSurprise(edited) !== null) return false
  const old = splitFrontmatter(text)
  const now = splitFrontmatter(edited)
  const before = saidIn(old.yaml ?? '')
  const after = saidIn(now.yaml ?? '')
  if (before === null || after === null) return false
  const keys = new Set(edits.map(({ key }) => key))
  const others = (said: Said): string =>
    JSON.stringify(said.filter(([key]) => !keys.has(key)))
  const says = ({ key, value }: FrontmatterEdit): boolean =>
    JSON.stringify(after.filter(([one]) => one === key)) ===
    JSON.stringify([[key, value]])
  return (
    now.body === old.body &&
    others(before) === others(after) &&
    edits.every(says)
  )
}

type Said = readonly (readonly [string, unknown])[]

/** Keys and values of a frontmatter without their places; `null` where they cannot be read. */
export function saidIn(yaml: string): Said | null {
  const parsed = parseYaml(yaml)
  if (parsed.status === 'empty') return []
  if (parsed.status === 'error' || parsed.value.kind !== 'map') return null
  return parsed.value.entries.map(({ key, value }) => [key, plainOf(value)])
}

function plainOf(value: Value): unknown {
  switch (value.kind) {
    case 'scalar':
      return value.text
    case 'list':
      return value.items.map(plainOf)
    case 'map':
      return value.entries.map((entry) => [entry.key, plainOf(entry.value)])
  }
}
