import { existsSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { defaultBranches, defaultGates } from '../src/config/defaults.ts'
import { parseConfigFile } from '../src/config/parse-config.ts'
import { configJsonSchema } from '../src/config/schema.ts'
import { Refusal } from '../src/errors.ts'
import { parseEvidence } from '../src/evidence/decode-evidence.ts'
import { parseLegEvidence } from '../src/evidence/leg-evidence.ts'
import { gateIds } from '../src/finding.ts'
import { parsePlanFile } from '../src/plan/plan-file.ts'
import { describeSchema } from '../scripts/schema-texts/schema-text.ts'
import { schemas, schemaText } from '../scripts/schemas.ts'

type Published = {
  readonly title?: string
  readonly description?: string
  readonly properties: Readonly<
    Record<string, { readonly examples?: readonly unknown[] }>
  >
}

const ajv = new Ajv2020({
  allErrors: true,
  formats: { regex: (text) => compiles(text) },
})

function compiles(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp
  } catch {
    return false
  }
}

function nameOf(file: URL): string {
  return file.pathname.slice(file.pathname.lastIndexOf('/') + 1)
}

describe('the published schemas', () => {
  it.each(schemas)('are made anew by npm run generate: $file', (one) => {
    const text = existsSync(one.file) ? readFileSync(one.file, 'utf8') : ''

    expect(text).toBe(schemaText(one.schema()))
  })
})

describe.each(schemas.map((one) => [nameOf(one.file), one.schema] as const))(
  '%s',
  (_, schema) => {
    const published: Published = JSON.parse(JSON.stringify(schema()))
    const keys = Object.entries(published.properties)
    const first = Object.fromEntries(
      keys.map(([key, { examples }]) => [key, examples?.[0]]),
    )

    it('says what it is, and what each of its properties is', () => {
      expect(published.title).toMatch(/^Staging PR /u)
      expect(published.description).toMatch(/\.$/u)
      expect(undescribed(published, '')).toEqual([])
    })

    it('has an example of each key at the top, and they are valid', () => {
      const validate = ajv.compile(published)

      expect(
        keys.filter(([, { examples = [] }]) => examples.length === 0),
      ).toEqual([])
      for (const [key, { examples = [] }] of keys) {
        for (const example of examples) {
          validate({ ...first, [key]: example })
          expect({ key, errors: validate.errors }).toEqual({
            key,
            errors: null,
          })
        }
      }
    })
  },
)

describe('the examples of a schema, put together,', () => {
  const readers: Readonly<Record<string, (text: string) => unknown>> = {
    'staging-pr.schema.json': (text) =>
      parseConfigFile({ path: 'staging-pr.yml', text }),
    'evidence.schema.json': (text) => parseEvidence(text, 'evidence.json'),
    'plan.schema.json': (text) => parsePlanFile(text, 'plan.json'),
    'leg-evidence.schema.json': (text) => parseLegEvidence(text, 'test.json'),
  }

  it.each(Object.entries(readers))(
    'are a document that the action reads: %s',
    (name, read) => {
      const schema = schemas.find(({ file }) => nameOf(file) === name)?.schema()
      const { properties }: Published = JSON.parse(JSON.stringify(schema))
      const document = Object.fromEntries(
        Object.entries(properties).map(([key, { examples }]) => [
          key,
          examples?.[0],
        ]),
      )

      expect(() => read(JSON.stringify(document))).not.toThrow()
    },
  )
})

describe('texts of a schema', () => {
  const schema = {
    properties: {
      steps: { items: { anyOf: [{ properties: { id: {} } }] } },
    },
  }
  const text = {
    title: 'A plan',
    description: 'Of something.',
    properties: { steps: 'All of them.', 'steps[].id': 'Its name.' },
    examples: { steps: [] },
  }

  it('are written beside what they describe', () => {
    expect(describeSchema(schema, text)).toMatchObject({
      title: 'A plan',
      properties: {
        steps: {
          description: 'All of them.',
          examples: [[]],
          items: {
            anyOf: [{ properties: { id: { description: 'Its name.' } } }],
          },
        },
      },
    })
  })

  it.each([
    ['a property has none', { properties: { steps: 'All.' } }, 'steps[].id'],
    ['a key has no example', { examples: {} }, 'no example of steps'],
    [
      'one stands for nothing',
      { properties: { ...text.properties, 'steps[].name': 'Gone.' } },
      'no property steps[].name',
    ],
  ])('are refused where %s', (_, change, message) => {
    expect(() => describeSchema(schema, { ...text, ...change })).toThrow(
      message,
    )
  })
})

describe('the schema of the configuration', () => {
  const schema: unknown = JSON.parse(JSON.stringify(configJsonSchema()))

  it('shows the defaults', () => {
    expect(schema).toMatchObject({
      properties: {
        branches: { default: defaultBranches },
        timeout: { default: '60m' },
        gates: {
          properties: Object.fromEntries(
            gateIds.map((id) => [id, { default: defaultGates[id] }]),
          ),
        },
      },
    })
  })
})

function undescribed(schema: unknown, path: string): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return []
  return Object.entries(schema).flatMap(([key, value]) => {
    const at = `${path}/${key}`
    const missing =
      path.endsWith('/properties') && !Object.hasOwn(value, 'description')
    return [...(missing ? [at] : []), ...undescribed(value, at)]
  })
}

describe('an editor with the schema', () => {
  const validate = ajv.compile(configJsonSchema())

  function isRead(text: string): boolean {
    try {
      parseConfigFile({ path: 'staging-pr.yml', text })
      return true
    } catch (error) {
      if (error instanceof Refusal) return false
      throw error
    }
  }

  it.each([
    '{}',
    readFileSync('examples/rust/reproduction/.github/staging-pr.yml', 'utf8'),
    readFileSync('examples/node/reproduction/.github/staging-pr.yml', 'utf8'),
    'verify: {}',
    'verify: {test: cargo test}',
    'verify: {test: {run: x, timeout: 90s, retries: 10, needs: []}}',
    'verify: {a: {run: x, working-directory: crates/a..b}}',
    'verify: {a: {run: x, red: "FAILED|panicked", kind: reproduction}}',
    'verify: {a: {run: x, env: {A_1: ""}, env-pass: [B], runs-on: ubuntu-latest}}',
    `verify: {a: {run: x, accepted: {test: ${'a'.repeat(40)}, reason: why}}}`,
    'branches: ["fix/**", "!fix/wip"]\nbase: main\nupstream: a/b\nupstream-base: v1',
    'gates: {scope: off, proof: error, ci: note}',
    'timeout: 2h\nconcurrency: 4\nreuse: false\ncheck-runs: true',
    'annotations: {junit: ["**/*.xml"]}\nenv: {pass: [A], set: {B: c}}',
    'handoff: {research: true, branch: true, squash: false, close: true}',
  ])('accepts what the action reads: %.60j', (text) => {
    expect({ schema: validate(parse(text)), action: isRead(text) }).toEqual({
      schema: true,
      action: true,
    })
  })

  it.each([
    '[]',
    'text',
    'vrify: {}',
    'constructor: 1',
    'verify:',
    'verify: []',
    'verify: {Test: x}',
    'verify: {test: 5}',
    'verify: {test: ""}',
    'verify: {test: " "}',
    'verify: {test: {}}',
    'verify: {test: {run: x, timout: 1m}}',
    'verify: {test: {run: x, timeout: 30}}',
    'verify: {test: {run: x, timeout: 0s}}',
    'verify: {test: {run: x, timeout: 1h30m}}',
    'verify: {test: {run: x, retries: 11}}',
    'verify: {test: {run: x, retries: 1.5}}',
    'verify: {test: {run: x, red: "("}}',
    'verify: {test: {run: x, red: ""}}',
    'verify: {test: {run: x, kind: build}}',
    'verify: {test: {run: x, working-directory: /tmp}}',
    'verify: {test: {run: x, working-directory: a/..}}',
    'verify: {test: {run: x, working-directory: "a\\n/../b"}}',
    'verify: {test: {run: x, env: {A-B: c}}}',
    'verify: {test: {run: x, env: {A: 1}}}',
    'verify: {test: {run: x, needs: [A]}}',
    'verify: {test: {run: x, accepted: {test: abc, reason: why}}}',
    'branches: fix/**',
    'base: 1234',
    'base: a b',
    'upstream: keep',
    'gates: {scope: low}',
    'gates: {scop: warn}',
    'concurrency: 0',
    'reuse: "yes"',
    'env: {sets: {}}',
  ])('refuses what the action refuses: %.60j', (text) => {
    expect({ schema: validate(parse(text)), action: isRead(text) }).toEqual({
      schema: false,
      action: false,
    })
  })
})
