/**
 * Writes the extract of GitHub's OpenAPI description that the embedded GitHub
 * validates requests against. The description's package is big (385 MB), so it
 * is no dependency; install it outside of the project:
 *
 *   npm install --prefix FOLDER @octokit/openapi@23.0.2
 *   node scripts/extract-openapi.ts FOLDER/node_modules/@octokit/openapi/generated/api.github.com.json
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join, dirname, resolve } from 'node:path'
import { allRoutes } from '../embedded-github/routes/all-routes.ts'

type Json = Readonly<Record<string, unknown>>

/** Keys of schemas and parameters that say nothing about validity. */
const talk = new Set([
  'description',
  'example',
  'examples',
  'externalDocs',
  'title',
  'x-github',
  'x-multi-segment',
])

const [path] = process.argv.slice(2)
if (path === undefined) {
  console.error(
    'usage: node scripts/extract-openapi.ts PATH/api.github.com.json',
  )
  process.exit(2)
}
const file = resolve(path)
const full = read(file)
const { version } = read(join(dirname(file), '..', 'package.json'))
const target = new URL(
  '../embedded-github/openapi/github.openapi.json',
  import.meta.url,
)
writeFileSync(target, `${JSON.stringify(extract())}\n`)
console.log(`${target.pathname}: ${String(allRoutes.length)} operations`)

function extract(): Json {
  const paths: Record<string, Record<string, Json>> = {}
  const schemas: Record<string, unknown> = {}
  for (const route of allRoutes) {
    const method = route.method.toLowerCase()
    const operation = at(full, 'paths', route.path, method)
    if (!isJson(operation) || operation['operationId'] !== route.operation) {
      throw new Error(`${route.operation} is not ${route.method} ${route.path}`)
    }
    paths[route.path] ??= {}
    const kept = shrink(operation)
    Object.assign(paths[route.path] ?? {}, { [method]: kept })
    collect(kept, schemas)
  }
  return {
    openapi: full['openapi'],
    info: {
      title: 'GitHub REST API, requests of a few operations',
      version: at(full, 'info', 'version'),
      description: `Extract of generated/api.github.com.json in the npm package @octokit/openapi ${String(version)}, made by scripts/extract-openapi.ts. Copyright (c) 2020 Octokit contributors, MIT License (https://github.com/octokit/openapi/blob/main/LICENSE). Descriptions, examples and answers are left out.`,
      license: at(full, 'info', 'license'),
    },
    paths,
    components: { schemas: sorted(schemas) },
  }
}

/** An operation with what is needed to judge a request. */
function shrink(operation: Json): Json {
  const parameters = list(operation['parameters']).map((parameter) => {
    const found = dereference(parameter)
    return {
      name: found['name'],
      in: found['in'],
      ...(found['required'] === true ? { required: true } : {}),
      schema: silent(found['schema']),
    }
  })
  const body = operation['requestBody']
  return {
    operationId: operation['operationId'],
    parameters: parameters.filter(({ in: place }) => place !== 'header'),
    ...(body === undefined ? {} : { requestBody: silent(dereference(body)) }),
    responses: { default: { description: '' } },
  }
}

/** Schemas that are referred to, and those that they refer to. */
function collect(value: unknown, schemas: Record<string, unknown>): void {
  for (const found of JSON.stringify(value).matchAll(
    /"#\/components\/schemas\/([^"]+)"/gu,
  )) {
    const name = found[1] ?? ''
    if (name in schemas) continue
    schemas[name] = silent(at(full, 'components', 'schemas', name))
    collect(schemas[name], schemas)
  }
}

/** The value without talk; names of properties are kept whatever they are. */
function silent(value: unknown, isNames = false): unknown {
  if (Array.isArray(value)) return value.map((item) => silent(item))
  if (!isJson(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => isNames || !talk.has(key))
      .map(([key, item]) => [
        key,
        silent(item, key === 'properties' && !isNames),
      ]),
  )
}

function dereference(value: unknown): Json {
  if (!isJson(value)) throw new Error('no object')
  const reference = value['$ref']
  if (typeof reference !== 'string') return value
  return dereference(at(full, ...reference.slice(2).split('/')))
}

function sorted(object: Json): Json {
  return Object.fromEntries(
    Object.entries(object).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  )
}

function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (found, key) => (isJson(found) ? found[key] : undefined),
    value,
  )
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function read(name: string): Json {
  const value: unknown = JSON.parse(readFileSync(name, 'utf8'))
  if (isJson(value)) return value
  throw new Error(`${name} holds no object`)
}
