import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { ValidateFunction } from 'ajv'
import type { RecordedRequest } from '../recorder.ts'
import { requestLine } from '../recorder.ts'
import type { FoundRoute } from '../routes/all-routes.ts'
import type { Violation } from '../world.ts'
import { type Description, type Operation, toJsonSchema } from './schema.ts'

/** Compares a request with GitHub's OpenAPI description. */
export type Validator = (
  request: RecordedRequest,
  found: FoundRoute,
) => readonly Violation[]

type Compiled = {
  readonly query: ValidateFunction
  readonly path: ValidateFunction
  readonly body: ValidateFunction | null
  readonly bodyRequired: boolean
}

/** The extract of GitHub's OpenAPI description that is checked in. */
function readDescription(): Description {
  const file = new URL('github.openapi.json', import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8'))
}

/**
 * Makes a {@link Validator}. ajv (60 ms) and the description are loaded here,
 * so it is made when somebody asks for violations, not while requests wait.
 */
export function createValidator(): Validator {
  const compile = createCompiler(readDescription())
  const compiled = new Map<string, Compiled | null>()
  return (request, { route, params }) => {
    const known = compiled.get(route.operation) ?? compile(route)
    compiled.set(route.operation, known)
    const violation = (detail: string): Violation => ({
      rule: 'OpenAPI',
      request: requestLine(request),
      detail,
    })
    if (known === null) {
      return [violation(`${route.operation} is not in the description`)]
    }
    return [
      ...problems('path', known.path, { ...params }),
      ...problems('query', known.query, { ...request.query }),
      ...bodyProblems(known, request),
    ].map(violation)
  }
}

function bodyProblems(
  known: Compiled,
  request: RecordedRequest,
): readonly string[] {
  if (request.text === '') {
    return known.bodyRequired ? ['body is missing'] : []
  }
  if (known.body === null) return ['body where the operation takes none']
  if (request.body === undefined) return ['body is no JSON']
  return problems('body', known.body, request.body)
}

function problems(
  place: string,
  validate: ValidateFunction,
  value: unknown,
): readonly string[] {
  if (validate(value)) return []
  return (validate.errors ?? []).map((error) => {
    const extra = error.params['additionalProperty']
    const name = typeof extra === 'string' ? `: ${extra}` : ''
    return `${place}${error.instancePath} ${error.message ?? 'is wrong'}${name}`
  })
}

/** Compiles the validators of an operation; `null` when the description has none. */
function createCompiler(
  description: Description,
): (route: FoundRoute['route']) => Compiled | null {
  const require = createRequire(import.meta.url)
  const { Ajv }: typeof import('ajv') = require('ajv')
  const formats: typeof import('ajv-formats') = require('ajv-formats')
  const options = { strict: false, allErrors: true, logger: false } as const
  const strict = new Ajv(options)
  // Path and query are texts whatever the schema says.
  const coercing = new Ajv({ ...options, coerceTypes: 'array' })
  for (const ajv of [strict, coercing]) {
    formats.default(ajv)
    ajv.addFormat('repo.nwo', true)
    ajv.addSchema({
      $id: 'github',
      components: toJsonSchema(description.components),
    })
  }
  const parameters = (operation: Operation, place: string): object => {
    const listed = (operation.parameters ?? []).filter(
      (parameter) => parameter.in === place,
    )
    return {
      type: 'object',
      additionalProperties: false,
      required: listed
        .filter((parameter) => parameter.required === true)
        .map((parameter) => parameter.name),
      properties: Object.fromEntries(
        listed.map(({ name, schema }) => [name, toJsonSchema(schema)]),
      ),
    }
  }
  return (route) => {
    const operation =
      description.paths[route.path]?.[route.method.toLowerCase()]
    if (operation?.operationId !== route.operation) return null
    const body = operation.requestBody?.content['application/json']?.schema
    return {
      path: coercing.compile(parameters(operation, 'path')),
      query: coercing.compile(parameters(operation, 'query')),
      body:
        body === undefined
          ? null
          : strict.compile(Object(inGithub(toJsonSchema(body)))),
      bodyRequired: operation.requestBody?.required === true,
    }
  }
}

/** Points references at the schema that holds the components. */
function inGithub(schema: unknown): unknown {
  return JSON.parse(
    JSON.stringify(schema).replaceAll('"#/components/', '"github#/components/'),
  )
}
