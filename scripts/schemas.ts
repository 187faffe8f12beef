import { configJsonSchema } from '../src/config/schema.ts'
import { evidenceJsonSchema } from '../src/evidence/evidence-schema.ts'
import { legEvidenceJsonSchema } from '../src/evidence/leg-evidence.ts'
import { planJsonSchema } from '../src/plan/plan-file.ts'
import { resultJsonSchema } from '../src/report/result-document.ts'
import { configText } from './schema-texts/config.ts'
import { evidenceText } from './schema-texts/evidence.ts'
import { legEvidenceText } from './schema-texts/leg-evidence.ts'
import { planText } from './schema-texts/plan.ts'
import { resultText } from './schema-texts/result.ts'
import { describeSchema } from './schema-texts/schema-text.ts'

const folder = new URL('../schema/', import.meta.url)

/** Every published JSON Schema, and what it is made from. */
export const schemas: readonly {
  readonly file: URL
  readonly schema: () => object
}[] = [
  {
    file: new URL('staging-pr.schema.json', folder),
    schema: () => describeSchema(configJsonSchema(), configText),
  },
  {
    file: new URL('evidence.schema.json', folder),
    schema: () => describeSchema(evidenceJsonSchema(), evidenceText),
  },
  {
    file: new URL('result.schema.json', folder),
    schema: () => describeSchema(resultJsonSchema(), resultText),
  },
  {
    file: new URL('plan.schema.json', folder),
    schema: () => describeSchema(planJsonSchema(), planText),
  },
  {
    file: new URL('leg-evidence.schema.json', folder),
    schema: () => describeSchema(legEvidenceJsonSchema(), legEvidenceText),
  },
]

/** A schema as it is checked in. */
export function schemaText(schema: object): string {
  return `${JSON.stringify(schema, null, 2)}\n`
}
