/** What a published schema says to people: in an editor, and to whoever writes a tool. */
export type SchemaText = {
  readonly title: string
  readonly description: string
  /** Description by path: `steps[].tests.passed`. Whatever a property may be besides, such as `null`, is passed over. */
  readonly properties: Readonly<Record<string, string>>
  /** An example of each key at the top; together they are a whole document. */
  readonly examples: Readonly<Record<string, unknown>>
}

/** The same texts below another path. */
export function under(
  path: string,
  texts: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [`${path}${name}`, text]),
  )
}

type Json = Readonly<Record<string, unknown>>

/**
 * Writes the texts into a schema. Throws where one is missing, or stands for
 * nothing, so that a new field cannot be published without a word.
 */
export function describeSchema(schema: object, text: SchemaText): object {
  const used = new Set<string>()
  const described = walk(JSON.parse(JSON.stringify(schema)), {
    path: '',
    text,
    used,
  })
  const idle = [
    ...Object.keys(text.properties),
    ...Object.keys(text.examples),
  ].filter((path) => !used.has(path))
  if (idle.length > 0) {
    throw new Error(`${text.title} has no property ${idle.join(', ')}`)
  }
  const { $schema, ...rest } = described
  const { title, description } = text
  return { $schema, title, description, ...rest }
}

type Walk = {
  readonly path: string
  readonly text: SchemaText
  readonly used: Set<string>
}

function walk(schema: Json, at: Walk): Json {
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, inside(key, value, at)]),
  )
}

function inside(key: string, value: unknown, at: Walk): unknown {
  if (key === 'properties' && isJson(value)) return properties(value, at)
  if (key === 'items' && isJson(value)) {
    return walk(value, { ...at, path: `${at.path}[]` })
  }
  if (['anyOf', 'oneOf', 'allOf'].includes(key) && Array.isArray(value)) {
    return value.map((one: unknown) => (isJson(one) ? walk(one, at) : one))
  }
  return value
}

function properties(schemas: Json, at: Walk): Json {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      isJson(schema) ? property(name, schema, at) : schema,
    ]),
  )
}

function property(
  name: string,
  schema: Json,
  { text, used, ...at }: Walk,
): Json {
  const path = at.path === '' ? name : `${at.path}.${name}`
  const own = text.properties[path]
  const description = own ?? schema['description']
  if (typeof description !== 'string') {
    throw new Error(`${text.title}: nothing is said about ${path}`)
  }
  const isShown = at.path === ''
  if (isShown && !Object.hasOwn(text.examples, path)) {
    throw new Error(`${text.title}: there is no example of ${path}`)
  }
  if (own !== undefined || isShown) used.add(path)
  return {
    description,
    ...walk(schema, { text, used, path }),
    ...(isShown ? { examples: [text.examples[path]] } : {}),
  }
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
