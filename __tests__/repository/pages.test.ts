import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { git } from '../../harness/git.ts'
import { temporaryFolder } from '../../harness/temporary-folder.ts'
import { schemas } from '../../scripts/schemas.ts'
import { runCommandLine } from '../../src/command-line.ts'
import { parseConfigFile } from '../../src/config/parse-config.ts'
import { inputNames } from '../../src/context/inputs.ts'
import { readSpec } from '../../src/spec/read-spec.ts'
import { checkWorkflows } from '../support/check-workflows.ts'
import {
  anchorOf,
  type CodeBlock,
  codeBlocks,
  pages,
  proseLines,
} from '../support/pages.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const blocks = pages.flatMap(codeBlocks)
const of = (...languages: readonly string[]): readonly CodeBlock[] =>
  blocks.filter(({ language }) => languages.includes(language))

describe('code blocks of the pages', () => {
  it('are in a language that is looked at, or in none', () => {
    const known = ['', 'bash', 'console', 'json', 'markdown', 'sh', 'yaml']

    expect(blocks.length).toBeGreaterThan(30)
    expect(blocks.filter(({ language }) => !known.includes(language))).toEqual(
      [],
    )
  })
})

describe('commands of the pages', () => {
  const scripts = of('sh', 'bash').map(({ at, text }) => ({ at, text }))
  const typed = of('console').map(({ at, text }) => ({
    at,
    text: text
      .split('\n')
      .filter((line) => line.startsWith('$ '))
      .map((line) => line.slice(2))
      .join('\n'),
  }))
  const all = [...scripts, ...typed]

  it.each(all)('are read by bash: $at', ({ text }) => {
    const { stderr, status } = spawnSync('bash', ['-n'], {
      input: text,
      encoding: 'utf8',
    })

    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
  })

  const ours = all.flatMap(({ at, text }) =>
    text.split('\n').flatMap((line) => {
      const [, args] =
        /^(?:[A-Z_]+=.* )?(?:node \S*dist\/cli\.js|staging-pr) ([^#|>&;]*)/u.exec(
          line,
        ) ?? []
      return args === undefined ? [] : [{ at, args: args.trim() }]
    }),
  )

  it.each(ours)(
    'are known to the command line: $args ($at)',
    async ({ args }) => {
      await using folder = temporaryFolder('pages')
      // Nothing is there, so that no command comes further than its options.
      const printed = await printedIn(folder.path, args)

      expect(printed).not.toMatch(
        /See staging-pr --help|Which layout|There is no layout|Expected `specs push`/u,
      )
    },
  )

  it('show how to call it often enough to be worth a look', () => {
    expect(ours.length).toBeGreaterThan(10)
  })

  it('run scripts that package.json has', () => {
    const { scripts }: { readonly scripts: Readonly<Record<string, string>> } =
      JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const named = pages.flatMap(({ path, text }) =>
      [...text.matchAll(/\bnpm run ([a-z:-]+)/gu)].map(([, name = '']) => ({
        path,
        name,
      })),
    )

    expect(named.length).toBeGreaterThan(10)
    expect(named.filter(({ name }) => !Object.hasOwn(scripts, name))).toEqual(
      [],
    )
  })
})

describe('YAML of the pages', () => {
  const documents = of('yaml').map(({ at, text }) => {
    const value: Readonly<Record<string, unknown>> = parse(text)
    return { at, text, value }
  })
  const isWorkflow = ({ value }: { readonly value: object }): boolean =>
    'jobs' in value

  it('is a workflow that GitHub and actionlint take', async () => {
    const workflows = documents.filter(isWorkflow)
    const clean = { workflow: [], actionlint: [] }
    const named = Object.fromEntries(
      workflows.map(({ at, text }) => [at, text]),
    )

    expect(workflows.length).toBeGreaterThan(0)
    expect(await checkWorkflows(named)).toEqual({
      action: [],
      workflows: Object.fromEntries(workflows.map(({ at }) => [at, clean])),
    })
  })

  it.each(documents.filter((one) => !isWorkflow(one)))(
    'is a configuration, or inputs of the action: $at',
    ({ text, value }) => {
      if ('with' in value) {
        const names: readonly string[] = [...inputNames]
        const given = Object.keys(value['with'] ?? {})

        expect(given.filter((name) => !names.includes(name))).toEqual([])
      } else {
        const path = '.github/staging-pr.yml'

        expect(() => parseConfigFile({ path, text })).not.toThrow()
      }
    },
  )
})

describe('JSON of the pages', () => {
  const ajv = new Ajv2020({ formats: { regex: true } })
  const validators = schemas.map(({ schema }) => ajv.compile(schema()))
  const documents = of('json')

  it('is a document of one of the schemas, or what doctor prints', async () => {
    const printed = await doctorKeys()
    const others = documents.filter(({ text }) => {
      const value: object = JSON.parse(text)
      const isOfDoctor = Object.keys(value).join() === printed.join()
      return !isOfDoctor && !validators.some((validate) => validate(value))
    })

    expect(documents.length).toBeGreaterThan(1)
    expect(others).toEqual([])
  })
})

/** Keys of what `doctor --json` prints of a clone. */
async function doctorKeys(): Promise<readonly string[]> {
  await using folder = temporaryFolder('doctor')
  git(folder.path, 'init', '--quiet')
  git(folder.path, 'commit', '--quiet', '--allow-empty', '--message', 'one')
  return Object.keys(JSON.parse(await printedIn(folder.path, 'doctor --json')))
}

/** Everything that a command of the command line prints in a folder. */
async function printedIn(directory: string, command: string): Promise<string> {
  const printed: string[] = []
  await runCommandLine(command.split(/\s+/u), {
    directory,
    program: join(root, 'dist/cli.js'),
    environment: { PATH: process.env['PATH'], HOME: directory },
    out: (text) => printed.push(text),
    err: (text) => printed.push(text),
  })
  return printed.join('')
}

describe('Markdown of the pages', () => {
  const specs = of('markdown').filter(({ text }) => text.startsWith('---\n'))
  const generated = of('markdown').filter((one) => !specs.includes(one))

  it.each(specs)('is a spec that is read as it is meant: $at', ({ text }) => {
    const path = '.chant/specs/issue-1234.md'

    expect(readSpec({ path, text, blob: null })).toMatchObject({
      ok: true,
      spec: { findings: [] },
    })
  })

  it('is made by the code, where it is no spec', () => {
    const made = /^docs\/spec\.md:/u

    expect(specs.length).toBeGreaterThan(1)
    expect(generated.filter(({ at }) => !made.test(at))).toEqual([])
  })
})

describe('links of the pages', () => {
  const links = pages.flatMap((page) =>
    proseLines(page).flatMap((line) =>
      [...line.matchAll(/\]\(([^)\s]+)\)/gu)].map(([, target = '']) => ({
        from: page.path,
        target,
      })),
    ),
  )
  const inside = links.filter(({ target }) => !/^https?:/u.test(target))

  it('lead to files that are there', () => {
    const broken = inside.filter(({ from, target }) => {
      const [path = ''] = target.split('#')
      return path !== '' && !existsSync(join(root, dirname(from), path))
    })

    expect(inside.length).toBeGreaterThan(60)
    expect(broken).toEqual([])
  })

  it('lead to headings that are there', () => {
    const anchors = new Map(
      pages.map((page) => [
        page.path,
        new Set(
          proseLines(page)
            .filter((line) => /^#{1,6} /u.test(line))
            .map((line) => anchorOf(line.replace(/^#+ /u, ''))),
        ),
      ]),
    )
    const broken = inside.filter(({ from, target }) => {
      const [path = '', anchor] = target.split('#')
      const page = path === '' ? from : normalize(join(dirname(from), path))
      const known = anchors.get(page)
      return anchor !== undefined && known !== undefined && !known.has(anchor)
    })

    expect(broken).toEqual([])
  })

  it('lead from the index to every page about the product', () => {
    const listed = links
      .filter(({ from }) => from === 'docs/README.md')
      .map(({ target }) => target)
    const own = readdirSync(join(root, 'docs')).filter(
      (name) => name.endsWith('.md') && name !== 'README.md',
    )

    expect(own.filter((name) => !listed.includes(name))).toEqual([])
  })
})

describe('troubleshooting', () => {
  const page = readFileSync(join(root, 'docs/troubleshooting.md'), 'utf8')
  const source = readdirSync(join(root, 'src'), { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(root, 'src', name), 'utf8'))
    .join('\n')
    .replace(/\\([`'"])/gu, '$1')
  const quoted = [...page.matchAll(/\*\*“([^”]+)”\*\*/gu)].map(
    ([, message = '']) => message,
  )

  it('quotes messages that the source has, word for word', () => {
    const wrong = quoted.filter((message) =>
      message
        .split('…')
        .map((part) => part.trim())
        .some((part) => !source.includes(part)),
    )

    expect(quoted.length).toBeGreaterThan(40)
    expect(wrong).toEqual([])
  })

  it('says something behind each of them', () => {
    const bare = page
      .split(/^(?=\*\*“)/mu)
      .slice(1)
      .filter((entry) => entry.replace(/^\*\*.*$/mu, '').trim().length < 15)

    expect(bare).toEqual([])
  })
})

describe('the page about security', () => {
  const read = (path: string): string =>
    readFileSync(join(root, 'docs', path), 'utf8')

  it('makes the promises of the threat model, in its words', () => {
    const made = [
      ...read('threat-model.md').matchAll(/^\*\*P\d\. (.+?)\*\*/gmu),
    ]
    const told = [...read('security.md').matchAll(/^\d\. (.+)$/gmu)]

    expect(made).toHaveLength(7)
    expect(told.map(([, promise]) => promise)).toEqual(
      made.map(([, promise]) => promise),
    )
  })
})

describe('the glossary', () => {
  const firstCells = (path: string): readonly string[] =>
    readFileSync(join(root, path), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .slice(2)
      .flatMap((line) => (line.split('|')[1] ?? '').trim().split(', '))

  it('has every word of CONTEXT.md, in the order of the alphabet', () => {
    const own = firstCells('docs/glossary.md')
    const heads = readFileSync(join(root, 'docs/glossary.md'), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .slice(2)
      .map((line) => (line.split('|')[1] ?? '').trim())

    expect(
      firstCells('CONTEXT.md').filter((word) => !own.includes(word)),
    ).toEqual([])
    expect(heads).toEqual(
      heads.toSorted((one, other) => (one < other ? -1 : 1)),
    )
  })
})
