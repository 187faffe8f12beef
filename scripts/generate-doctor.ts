import { readFileSync, writeFileSync } from 'node:fs'
import { allChecks } from '../src/doctor/all-checks.ts'

const path = new URL('../docs/doctor.md', import.meta.url)

const begin = '<!-- checks:begin (made from src/doctor by npm run generate) -->'
const end = '<!-- checks:end -->'

/** The page with the table of checks made anew from the code. Throws when a mark is missing. */
export function renderDoctor(page: string): string {
  const from = page.indexOf(begin)
  const to = page.indexOf(end)
  if (from < 0 || to < from) throw new Error(`no ${begin} … ${end}`)
  const rows = [
    ['Code', 'Worst', 'Right is that', 'Mended by'],
    ['---', '---', '---', '---'],
    ...allChecks.map(({ code, level, what, remedy }) => [
      `\`${code}\``,
      `\`${level}\``,
      what,
      remedy,
    ]),
  ]
  const table = rows
    .map((cells) => `| ${cells.map(cell).join(' | ')} |`)
    .join('\n')
  return `${page.slice(0, from + begin.length)}\n\n${table}\n\n${page.slice(to)}`
}

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`)
}

/** Writes the page. */
export function generateDoctor(): void {
  writeFileSync(path, renderDoctor(readFileSync(path, 'utf8')))
}
