import {
  type DocumentNode,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  executeSync,
  parse,
  validate,
} from 'graphql'
import { isObject } from '../json.ts'
import type { Answer } from '../route.ts'
import { failure } from './connection.ts'
import type { Lookup } from './lookup.ts'
import { rootNode } from './root.ts'
import { githubSchema } from './schema.ts'

/**
 * Carries out a GraphQL request. Errors come with status 200, as from GitHub;
 * each is a violation too, save refusals that a run must cope with.
 */
export async function answerGraphql(
  lookup: Lookup,
  body: unknown,
): Promise<Answer> {
  const schema = await githubSchema()
  const query = isObject(body) ? body['query'] : undefined
  if (typeof query !== 'string') {
    return errors(lookup, [
      new GraphQLError(
        'A query attribute must be specified and must be a string.',
      ),
    ])
  }
  const document = parseQuery(query)
  if (document instanceof GraphQLError) return errors(lookup, [document])
  const problems = validate(schema, document)
  if (problems.length > 0) return errors(lookup, problems.map(inGithubWords))
  lookup.world.git.forgetRefs()
  return run(lookup, schema, {
    document,
    variables: isObject(body) ? body['variables'] : undefined,
    operationName: isObject(body) ? body['operationName'] : undefined,
  })
}

function parseQuery(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query)
  } catch (error) {
    // A query that is no GraphQL is an answer, not a failure of the server.
    if (error instanceof GraphQLError) return error
    throw error
  }
}

function run(
  lookup: Lookup,
  schema: GraphQLSchema,
  request: {
    readonly document: DocumentNode
    readonly variables: unknown
    readonly operationName: unknown
  },
): Answer {
  const { document, variables, operationName } = request
  const result = executeSync({
    schema,
    document,
    rootValue: rootNode(lookup),
    variableValues: isObject(variables) ? variables : {},
    operationName: typeof operationName === 'string' ? operationName : null,
    fieldResolver: resolveField,
  })
  const problems = result.errors ?? []
  for (const problem of problems) {
    if (isExpected(problem)) continue
    violate(lookup, problem.message)
  }
  return {
    status: 200,
    body: {
      ...(result.data === undefined ? {} : { data: result.data }),
      ...(problems.length > 0 ? { errors: problems.map(errorShape) } : {}),
    },
  }
}

/** Refusals that GitHub gives to well-formed requests. */
function isExpected(problem: GraphQLError): boolean {
  const type = problem.extensions['type']
  return ['NOT_FOUND', 'FORBIDDEN', 'UNPROCESSABLE'].includes(String(type))
}

/** Fields that the schema has and the embedded GitHub has not are errors, so that nobody takes them for `null`. */
const resolveField: GraphQLFieldResolver<unknown, unknown> = (...call) => {
  const [source, given, , info] = call
  const value = isObject(source) ? source[info.fieldName] : undefined
  if (typeof value === 'function') return value(given)
  if (value !== undefined) return value
  throw failure(
    'NOT_IMPLEMENTED',
    `the embedded GitHub has no ${info.parentType.name}.${info.fieldName}`,
  )
}

function errors(lookup: Lookup, problems: readonly GraphQLError[]): Answer {
  for (const problem of problems) violate(lookup, problem.message)
  return { status: 200, body: { errors: problems.map(errorShape) } }
}

function violate(lookup: Lookup, detail: string): void {
  lookup.world.violations.push({
    rule: 'GraphQL',
    request: 'POST /graphql',
    detail,
  })
}

function errorShape(problem: GraphQLError): object {
  const { type, ...extensions } = problem.extensions
  return {
    ...(type === undefined ? {} : { type }),
    ...(problem.path === undefined ? {} : { path: problem.path }),
    ...(Object.keys(extensions).length > 0 ? { extensions } : {}),
    ...(problem.locations === undefined
      ? {}
      : { locations: problem.locations }),
    message: problem.message,
  }
}

/** GitHub says "Field 'x' doesn't exist on type 'Y'". */
function inGithubWords(problem: GraphQLError): GraphQLError {
  const found = /^Cannot query field "(\w+)" on type "(\w+)"/u.exec(
    problem.message,
  )
  if (found === null) return problem
  const [, fieldName = '', typeName = ''] = found
  return new GraphQLError(
    `Field '${fieldName}' doesn't exist on type '${typeName}'`,
    {
      ...(problem.nodes === undefined ? {} : { nodes: problem.nodes }),
      extensions: { code: 'undefinedField', typeName, fieldName },
    },
  )
}
