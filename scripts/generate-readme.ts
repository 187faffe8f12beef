import { readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'yaml'

type Entry = { readonly description: string; readonly default?: string }
type Metadata = {
  readonly inputs: Readonly<Record<string, Entry>>
  readonly outputs: Readonly<Record<string, Entry>>
}

const root = new URL('../', import.meta.url)

/** Path of the README. */
export const readmePath = new URL('README.md', root)

/** The README with the tables of inputs and outputs made anew from `action.yml`. Throws when a mark is missing. */
export function renderReadme(readme: string): string {
  const metadata: Metadata = parse(
    readFileSync(new URL('action.yml', root), 'utf8'),
  )
  const inputs = table(
    ['Input', 'Default', 'Meaning'],
    Object.entries(metadata.inputs).map(([name, entry]) => [
      `\`${name}\``,
      entry.default === undefined ? '' : `\`${entry.default}\``,
      cell(entry.description),
    ]),
  )
  const outputs = table(
    ['Output', 'Meaning'],
    Object.entries(metadata.outputs).map(([name, entry]) => [
      `\`${name}\``,
      cell(entry.description),
    ]),
  )
  return between(between(readme, 'inputs', inputs), 'outputs', outputs)
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ').trim()
}

function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [head, head.map(() => '---'), ...rows].map(line).join('\n')
}

function between(text: string, name: string, content: string): string {
  const begin = `<!-- ${name}:begin (made from action.yml by npm run generate) -->`
  const end = `<!-- ${name}:end -->`
  const from = text.indexOf(begin)
  const to = text.indexOf(end)
  if (from < 0 || to < from) {
    throw new Error(`README.md has no ${begin} … ${end}`)
  }
  return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`
}

/** Writes the README anew. */
export function generateReadme(): void {
  writeFileSync(readmePath, renderReadme(readFileSync(readmePath, 'utf8')))
}
