import { mkdirSync, writeFileSync } from 'node:fs'
import { generateDoctor } from './generate-doctor.ts'
import { generateReadme } from './generate-readme.ts'
import { generateSpecPage } from './generate-spec-page.ts'
import { schemas, schemaText } from './schemas.ts'

// Schemas first: they need nothing of the pages.
for (const { file, schema } of schemas) {
  mkdirSync(new URL('.', file), { recursive: true })
  writeFileSync(file, schemaText(schema()))
}
generateReadme()
generateDoctor()
await generateSpecPage()
