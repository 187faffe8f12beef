import { readFileSync } from 'node:fs'

const readme = new URL('../README.md', import.meta.url)

/** A marked code block of the README, so that what is shown there is what is run. Throws when it is missing. */
export function readmeExample(name: string): string {
  const text = readFileSync(readme, 'utf8')
  const mark = `<!-- example: ${name} -->`
  const at = text.indexOf(mark)
  const from = text.indexOf('\n', text.indexOf('```', at)) + 1
  const to = text.indexOf('\n```', from)
  if (at < 0 || from === 0 || to < 0) {
    throw new Error(`README.md has no ${mark} followed by a code block`)
  }
  return `${text.slice(from, to)}\n`
}
