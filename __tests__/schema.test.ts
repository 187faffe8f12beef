import { existsSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { defaultBranches, defaultGates } from '../src/config/defaults.ts'
import { parseConfigFile } from '../src/config/parse-config.ts'
import { configJsonSchema } from '../src/config/schema.ts'
import { Refusal } from '../src/errors.ts'
import { gateIds } from '../src/finding.ts'
import { schemas, schemaText } from '../scripts/schemas.ts'

describe('the published schemas', () => {
  it.each(schemas)('are made anew by npm run generate: $file', (one) => {
    const text = existsSync(one.file) ? readFileSync(one.file, 'utf8') : ''

    expect(text).toBe(schemaText(one.schema()))
  })
})

describe('the schema of the configuration', () => {
  const schema: unknown = JSON.parse(JSON.stringify(configJsonSchema()))

  it('describes every key', () => {
    expect(undescribed(schema, '')).toEqual([])
  })

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
  const ajv = new Ajv2020({
    allErrors: true,
    formats: { regex: (text) => compiles(text) },
  })
  const validate = ajv.compile(configJsonSchema())

  function compiles(text: string): boolean {
    try {
      return new RegExp(text, 'u') instanceof RegExp
    } catch {
      return false
    }
  }

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
