import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { readmeExample } from '../../demo/workflow-example.ts'
import { renderReadme } from '../../scripts/generate-readme.ts'
import { readSpec } from '../../src/spec/read-spec.ts'
import { parseConfigFile } from '../../src/config/parse-config.ts'
import { inputNames } from '../../src/context/inputs.ts'
import { outputNames } from '../../src/io/runner-port.ts'
import { checkWorkflows } from '../support/check-workflows.ts'
import { generatedWorkflows } from '../support/generated-workflows.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

type Described = Readonly<Record<string, { readonly description?: string }>>

const metadata: {
  readonly inputs: Described
  readonly outputs: Described
  readonly runs: object
  readonly branding: object
} = parse(read('action.yml'))

describe('action.yml', () => {
  it('declares exactly the inputs and outputs that the code knows, each with a description', () => {
    expect(Object.keys(metadata.inputs)).toEqual([...inputNames])
    expect(Object.keys(metadata.outputs)).toEqual([...outputNames])
    const undescribed = [
      ...Object.entries(metadata.inputs),
      ...Object.entries(metadata.outputs),
    ].filter(([, { description = '' }]) => description.length < 10)
    expect(undescribed).toEqual([])
  })

  it('runs the committed bundle on node24 and has branding', () => {
    expect(metadata.runs).toEqual({ using: 'node24', main: 'dist/index.js' })
    expect(existsSync(join(root, 'dist/index.js'))).toBe(true)
    expect(Object.keys(metadata.branding).sort()).toEqual(['color', 'icon'])
  })
})

describe('the README', () => {
  it('has the tables of inputs and outputs that action.yml makes', () => {
    expect(renderReadme(read('README.md'))).toBe(read('README.md'))
  })

  it('shows a configuration that is accepted', () => {
    const path = '.github/staging-pr.yml'
    const { value } = parseConfigFile({ path, text: readmeExample('config') })

    expect(Object.keys(value.verify ?? {})).toEqual([
      'reproduction',
      'new-tests',
      'test',
      'clippy',
      'fmt',
    ])
  })

  it('shows a spec in which nothing is read otherwise than it is meant', () => {
    const path = '.chant/specs/issue-1234.md'
    const reading = readSpec({ path, text: readmeExample('spec'), blob: null })

    expect(reading).toMatchObject({
      ok: true,
      spec: { type: 'code', criteria: { total: 2, checked: 2 }, findings: [] },
    })
  })

  it('shows a workflow with least permissions, the whole history and no credential left behind', () => {
    const workflow: {
      readonly permissions: object
      readonly jobs: Readonly<
        Record<
          string,
          {
            readonly permissions: object
            readonly steps: readonly { readonly with?: object }[]
          }
        >
      >
    } = parse(readmeExample('workflow'))
    const [job] = Object.values(workflow.jobs)

    expect(workflow.permissions).toEqual({})
    expect(job?.permissions).toEqual({
      contents: 'read',
      'pull-requests': 'write',
      statuses: 'write',
    })
    expect(job?.steps[0]?.with).toMatchObject({
      'fetch-depth': 0,
      'persist-credentials': false,
    })
  })
})

describe("GitHub's own parser, and actionlint,", () => {
  it('accept action.yml and the workflow of the README', async () => {
    const workflow = readmeExample('workflow')

    expect(
      await checkWorkflows({
        accepted: workflow,
        refused: workflow.replace('runs-on:', 'run-on:'),
      }),
    ).toEqual({
      action: [],
      workflows: {
        accepted: { workflow: [], actionlint: [] },
        refused: {
          workflow: [expect.any(String), expect.any(String)],
          actionlint: [expect.any(String), expect.any(String)],
        },
      },
    })
  })
})

describe('the threat model', () => {
  const text = read('docs/threat-model.md')

  it('names tests that are there, by what they are called', () => {
    const cited = [
      ...text.matchAll(
        /`(__tests__\/[^`]+\.ts)`(?:: ((?:“[^”]+”(?:, )?)+))?/gu,
      ),
    ].flatMap(([, path = '', names = '']) =>
      [...names.matchAll(/“([^”]+)”/gu)].map(([, name = '']) => [path, name]),
    )
    const missing = cited.filter(([path = '', name = '']) => {
      const source = read(path)
      return !["'", '"', '`'].some((quote) =>
        source.includes(`${quote}${name}${quote}`),
      )
    })

    expect(cited.length).toBeGreaterThan(20)
    expect(missing).toEqual([])
  })

  it('names a test for each of its seven promises', () => {
    const promises = text.split(/^\*\*P\d\. /gmu).slice(1)

    expect(promises).toHaveLength(7)
    expect(promises.filter((one) => !one.includes('`__tests__/'))).toEqual([])
  })
})

describe('what is used from elsewhere', () => {
  it('is pinned to a commit in every workflow that we show or run', () => {
    const texts = [
      ['README.md', read('README.md')],
      ...filesBelow('docs').map((path) => [path, read(path)] as const),
      ...filesBelow('.github').map((path) => [path, read(path)] as const),
      ...Object.entries(generatedWorkflows),
    ]
    const loose = texts.flatMap(([path, text = '']) =>
      text
        .split('\n')
        .filter((line) => /^\s*(?:- )?uses: /u.test(line))
        .filter((line) => !/uses: (?:OWNER\/staging-pr[@/]|\.\/)/u.test(line))
        .filter((line) => !/uses: [\w./-]+@[0-9a-f]{40} # v\d/u.test(line))
        .map((line) => `${path ?? ''}: ${line.trim()}`),
    )

    expect(loose).toEqual([])
  })

  it('is pinned to one version in package.json', () => {
    const manifest: Readonly<
      Record<
        'dependencies' | 'devDependencies' | 'optionalDependencies',
        Readonly<Record<string, string>>
      >
    > = JSON.parse(read('package.json'))
    const all = {
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies,
    }

    expect(
      Object.entries(all).filter(
        ([, version]) => !/^\d+\.\d+\.\d+$/u.test(version),
      ),
    ).toEqual([])
  })
})

describe('the source', () => {
  const sources = filesBelow('src').map((path) => [path, read(path)] as const)

  it('never hands a string to a shell of its own choice', () => {
    const found = sources.filter(([, text]) =>
      /\b(?:execSync|execFileSync|spawnSync)\b|shell: true|import \{[^}]*\bexec\b[^}]*\} from 'node:child_process'/u.test(
        text,
      ),
    )

    expect(found.map(([path]) => path)).toEqual([])
  })

  it('knows only one place that writes to GitHub', () => {
    const writers = sources.filter(([, text]) =>
      /['"`](?:POST|PATCH|PUT|DELETE) \//u.test(text),
    )

    expect(
      writers.filter(([path]) => !path.startsWith('src/io/github/')),
    ).toEqual([])
  })
})

describe('the bundle', () => {
  it('starts on the Node of the machine, and names the licences of what it holds', () => {
    const out = execFileSync('node', [join(root, 'dist/cli.js'), '--version'], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] },
    })

    const { version }: { readonly version: string } = JSON.parse(
      read('package.json'),
    )
    expect(out).toBe(`staging-pr ${version}\n`)
    expect(read('dist/licenses.txt')).toContain('@octokit')
  })
})

/** Paths of all files below a folder of the project; none where it is missing. */
function filesBelow(folder: string): readonly string[] {
  const path = join(root, folder)
  if (!existsSync(path)) return []
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
}
