import { stripTypeScriptTypes } from 'node:module'

/** Erases types in place, so lines and columns stay those of the source. */
export default {
  process: (source) => ({ code: stripTypeScriptTypes(source) }),
}
