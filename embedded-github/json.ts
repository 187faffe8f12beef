import { refuse } from './refusal.ts'

/** A JSON object as it came over the wire. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The text under a key; `undefined` when absent, `null` kept. Refused with 422 when it is something else. */
export function optionalText(
  body: JsonObject,
  key: string,
): string | null | undefined {
  const value = body[key]
  if (value === undefined || value === null || typeof value === 'string') {
    return value
  }
  throw wrongType(key, value, 'a string')
}

/** The text under a key. Refused with 422 when it is absent or something else. */
export function requiredText(body: JsonObject, key: string): string {
  const value = optionalText(body, key)
  if (typeof value === 'string') return value
  throw refuse(422, `Invalid request.\n\n"${key}" wasn't supplied.`)
}

/** The truth value under a key, `undefined` when absent. */
export function optionalFlag(
  body: JsonObject,
  key: string,
): boolean | undefined {
  const value = body[key]
  if (value === undefined || value === null) return undefined
  if (typeof value === 'boolean') return value
  throw wrongType(key, value, 'a boolean')
}

/** The list under a key, `undefined` when absent. */
export function optionalList(
  body: JsonObject,
  key: string,
): readonly unknown[] | undefined {
  const value = body[key]
  if (value === undefined || value === null) return undefined
  if (Array.isArray(value)) return value
  throw wrongType(key, value, 'an array')
}

/** The list of texts under a key, `undefined` when absent. */
export function optionalTexts(
  body: JsonObject,
  key: string,
): readonly string[] | undefined {
  return optionalList(body, key)?.map((item, index) => {
    if (typeof item === 'string') return item
    throw wrongType(`${key}/${String(index)}`, item, 'a string')
  })
}

/** Every text inside a JSON value, keys included, depth first. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(textsIn)
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([key, item]) => [key, ...textsIn(item)])
}

function wrongType(key: string, value: unknown, expected: string): Error {
  return refuse(
    422,
    `Invalid request.\n\nFor 'properties/${key}', ${JSON.stringify(value)} is not ${expected}.`,
  )
}
