import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { git } from '../harness/git.ts'
import { temporaryFolder } from '../harness/temporary-folder.ts'
import { preview } from '../src/modes/preview.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const example = join(root, 'examples/rust')
const spec = '.chant/specs/005-fork-fix.md'

/** Path of the page about specs. */
export const specPagePath = join(root, 'docs/spec.md')

/** The page about specs with its example made anew: the spec from `examples/`, and what the code makes of it. */
export async function renderSpecPage(page: string): Promise<string> {
  const body = await bodyOfExample()
  const text = readFileSync(join(example, 'fix', spec), 'utf8')
  return [
    ['spec', text.trim()] as const,
    ['user-impact', sectionOf(body, 'User Impact')] as const,
    ['parent-context', sectionOf(body, 'Parent Context')] as const,
    ['implementation', sectionOf(body, 'Implementation')] as const,
  ].reduce((made, [name, content]) => put(made, name, content), page)
}

/** Writes the page anew. */
export async function generateSpecPage(): Promise<void> {
  writeFileSync(
    specPagePath,
    await renderSpecPage(readFileSync(specPagePath, 'utf8')),
  )
}

/** The body for the Rust example, made by the code of `staging-pr preview`. Commits have a name instead of their SHA. */
async function bodyOfExample(): Promise<string> {
  await using folder = temporaryFolder('spec-page')
  const clone = join(folder.path, 'keep')
  mkdirSync(clone)
  const run = (...args: readonly string[]): string => git(clone, ...args)
  const commit = (part: string): void => {
    cpSync(join(example, part), clone, { recursive: true })
    run('add', '--all', '--force')
    run('commit', '--quiet', '--message', part)
  }
  run('init', '--quiet', '--template=')
  commit('upstream')
  for (const [remote, owner] of [
    ['origin', 'you'],
    ['upstream', 'upstream'],
  ] as const) {
    run('remote', 'add', remote, `https://github.com/${owner}/keep.git`)
    run('update-ref', `refs/remotes/${remote}/main`, 'HEAD')
  }
  run('switch', '--quiet', '--create', 'fix/issue-1234')
  commit('reproduction')
  commit('fix')
  const printed: string[] = []
  await preview(['--base', 'upstream/main'], {
    directory: clone,
    program: join(root, 'dist/cli.js'),
    environment: { PATH: process.env['PATH'], HOME: folder.path },
    out: (text) => printed.push(text),
    err: (text) => printed.push(text),
  })
  return printed.join('').replace(/\b[0-9a-f]{40}\b/gu, 'HEAD')
}

function sectionOf(body: string, heading: string): string {
  const start = body.indexOf(`\n## ${heading}\n`)
  const end = body.indexOf('\n## ', start + 1)
  if (start < 0 || end < 0)
    throw new Error(`The body has no ${heading}:\n${body}`)
  return body.slice(start, end).trim()
}

/** Puts a code block between two marks, with a fence that is longer than any inside. */
function put(page: string, name: string, content: string): string {
  const begin = `<!-- ${name}:begin (made from examples/rust by npm run generate) -->`
  const end = `<!-- ${name}:end -->`
  const from = page.indexOf(begin)
  const to = page.indexOf(end)
  if (from < 0 || to < from)
    throw new Error(`docs/spec.md has no ${begin} … ${end}`)
  const fence = '`'.repeat(
    Math.max(
      3,
      ...[...content.matchAll(/`{3,}/gu)].map(([run]) => run.length + 1),
    ),
  )
  return `${page.slice(0, from + begin.length)}\n\n${fence}markdown\n${content}\n${fence}\n\n${page.slice(to)}`
}
