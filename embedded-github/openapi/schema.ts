/** A schema or a part of one. */
type Json = Readonly<Record<string, unknown>>

/** A parameter in path or query. */
type Parameter = {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema: Json
}

/** One operation of the extract. */
export type Operation = {
  readonly operationId: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: {
    readonly required?: boolean
    readonly content: Readonly<
      Record<string, { readonly schema: Json } | undefined>
    >
  }
}

/** The extract of GitHub's OpenAPI description. */
export type Description = {
  readonly info: { readonly version: string; readonly description: string }
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Json }
}

/**
 * JSON Schema of an OpenAPI 3.0 schema: `nullable` becomes a type, and an
 * object with listed properties takes no others unless it says so.
 */
export function toJsonSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(toJsonSchema)
  if (!isJson(schema)) return schema
  const { nullable, properties, ...rest } = schema
  const converted: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(rest)) {
    const isData = key === 'enum' || key === 'const' || key === 'required'
    converted[key] = isData ? value : toJsonSchema(value)
  }
  if (isJson(properties)) {
    converted['properties'] = Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [
        name,
        toJsonSchema(property),
      ]),
    )
    converted['additionalProperties'] ??= false
  }
  return nullable === true
    ? { anyOf: [converted, { type: 'null' }] }
    : converted
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
