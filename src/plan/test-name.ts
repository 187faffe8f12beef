import type { NewTest } from './plan.ts'
import { testLanguageOf } from './test-languages.ts'

/** What may stand unquoted in a shell command and in a regular expression. */
const identifier = /^[A-Za-z_][A-Za-z0-9_]{0,199}$/u

/** Means something to a shell, to a regular expression, or to neither but is not needed. */
const special = /[^\p{L}\p{N} _,:-]/gu

/**
 * A test's name as commands see it in `NEW_TESTS`, or `null` for one that they
 * must not see. Rust, Python and Go: the identifier. JavaScript runners take a
 * name as a regular expression (`jest -t`, `vitest -t`,
 * `node --test-name-pattern`): letters, digits, spaces and `_ , : -` stay,
 * every other character stands as `.`, which matches it, and a name that is
 * filled in from a table ends before its first placeholder. Of a name of several
 * lines one stands for it, since `.` matches no line end.
 */
export function commandName({ name, path }: NewTest): string | null {
  if (testLanguageOf(path)?.name !== 'javascript') {
    return identifier.test(name) ? name : null
  }
  const fixed = name.split(/%[a-z#$%]|\$[a-z]/iu, 1)[0] ?? ''
  const pattern = oneLineOf(fixed)
    .replace(/\p{Cs}|[\u{10000}-\u{10ffff}]/gu, (character) =>
      '.'.repeat(character.length),
    )
    .replace(special, '.')
    .trim()
    // A command would take it for an option.
    .replace(/^-/u, '.')
  return /[\p{L}\p{N}]{2}/u.test(pattern) ? pattern : null
}

function oneLineOf(name: string): string {
  const lines = name.split(/[\n\r\u2028\u2029]/u)
  return lines.find((line) => /[\p{L}\p{N}]{2}/u.test(line)) ?? ''
}
