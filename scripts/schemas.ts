import { configJsonSchema } from '../src/config/schema.ts'
import { evidenceJsonSchema } from '../src/evidence/evidence-schema.ts'

const folder = new URL('../schema/', import.meta.url)

/** Every published JSON Schema, and what it is made from. */
export const schemas: readonly {
  readonly file: URL
  readonly schema: () => object
}[] = [
  { file: new URL('staging-pr.schema.json', folder), schema: configJsonSchema },
  { file: new URL('evidence.schema.json', folder), schema: evidenceJsonSchema },
]

/** A schema as it is checked in. */
export function schemaText(schema: object): string {
  return `${JSON.stringify(schema, null, 2)}\n`
}
