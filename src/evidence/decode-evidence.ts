import {
  decodeDocument,
  type DocumentForm,
  parseDocument,
} from '../decode-document.ts'
import type { Evidence } from './evidence.ts'
import { evidenceSchema } from './evidence-schema.ts'

const form: DocumentForm<Evidence> = {
  schema: evidenceSchema,
  what: 'evidence',
  maxCharacters: 32 * 1024 * 1024,
  remedy: 'Run the verification again: `staging-pr verify`.',
}

/**
 * Reads evidence from the text of a file. `name` is the file as messages name
 * it. Throws {@link Refusal}.
 */
export function parseEvidence(text: string, name: string): Evidence {
  return parseDocument(text, name, form)
}

/** Takes untrusted JSON for evidence if it is exactly that. Throws {@link Refusal}. */
export function decodeEvidence(value: unknown, name = 'evidence'): Evidence {
  return decodeDocument(value, name, form)
}
