import { configJsonSchema } from '../src/config/schema.ts'
import { evidenceJsonSchema } from '../src/evidence/evidence-schema.ts'
import { legEvidenceJsonSchema } from '../src/evidence/leg-evidence.ts'
import { resultJsonSchema } from '../src/report/result-document.ts'
import { planJsonSchema } from '../src/plan/plan-file.ts'

const folder = new URL('../schema/', import.meta.url)

/** Every published JSON Schema, and what it is made from. */
export const schemas: readonly {
  readonly file: URL
  readonly schema: () => object
}[] = [
  { file: new URL('staging-pr.schema.json', folder), schema: configJsonSchema },
  { file: new URL('evidence.schema.json', folder), schema: evidenceJsonSchema },
  { file: new URL('result.schema.json', folder), schema: resultJsonSchema },
  { file: new URL('plan.schema.json', folder), schema: planJsonSchema },
  {
    file: new URL('leg-evidence.schema.json', folder),
    schema: legEvidenceJsonSchema,
  },
]

/** A schema as it is checked in. */
export function schemaText(schema: object): string {
  return `${JSON.stringify(schema, null, 2)}\n`
}
