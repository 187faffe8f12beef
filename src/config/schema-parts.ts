import * as z from 'zod/mini'
import { durationPattern, durationWords } from './duration.ts'

/*
 * Building blocks of the schema. The message of each is what was expected, in
 * words that follow "must be"; `describe-problems.ts` makes sentences of them.
 */

type Described = {
  readonly description: string
  readonly default?: unknown
  readonly examples?: readonly unknown[]
}

type TextRule = {
  /** Follows "must be". */
  readonly expected: string
  readonly pattern?: RegExp
}

/** A text that is not empty. */
export function text(rule: TextRule, meta: Described) {
  return plainText(rule).check(z.meta({ ...meta }))
}

/** A text without a description: an item of a list, a key of a record. */
export function plainText({ expected, pattern }: TextRule) {
  const rule = { error: expected }
  const base = z.string(rule).check(z.minLength(1, rule))
  return pattern === undefined ? base : base.check(z.regex(pattern, rule))
}

/** `90s`, `30m`, `1h`. */
export function duration(meta: Described) {
  return text({ expected: durationWords, pattern: durationPattern }, meta)
}

/** A whole number within bounds. */
export function wholeNumber(
  [least, most]: readonly [number, number],
  meta: Described,
) {
  const rule = { error: `a whole number from ${least} to ${most}` }
  return z
    .int(rule)
    .check(z.minimum(least, rule), z.maximum(most, rule), z.meta({ ...meta }))
}

/** `true` or `false`. */
export function flag(meta: Described) {
  return z.boolean({ error: 'true or false' }).check(z.meta({ ...meta }))
}

/** One of a few words. */
export function choice<const Values extends readonly [string, ...string[]]>(
  values: Values,
  meta: Described,
) {
  const error = `one of ${values.join(', ')}`
  return z.enum(values, { error }).check(z.meta({ ...meta }))
}

/** A list of texts. */
export function texts(item: TextRule, meta: Described) {
  return z
    .array(plainText(item), {
      error: `a list such as [a, b], each ${item.expected}`,
    })
    .check(z.meta({ ...meta }))
}

/** Texts by name. */
export function textsByName(
  of: { readonly name: TextRule; readonly value: TextRule },
  meta: Described,
) {
  const value = { error: of.value.expected }
  return z
    .record(plainText(of.name), z.string(value), {
      error: `names with values, each ${of.value.expected}`,
    })
    .check(z.meta({ ...meta }))
}

/** Known keys and no others. The message of an unknown one lists the known ones. */
export function keys<Shape extends z.core.$ZodShape>(
  shape: Shape,
  meta: Described,
) {
  const known = Object.keys(shape).join(' ')
  return z
    .strictObject(shape, {
      error: ({ code }) =>
        code === 'unrecognized_keys' ? known : 'keys with values',
    })
    .check(z.meta({ ...meta }))
}

/** Environment variables. */
export const variableName: TextRule = {
  expected:
    'the name of an environment variable: letters, digits and _, no digit first',
  pattern: /^[A-Za-z_][A-Za-z0-9_]{0,127}$/u,
}

/** A path pattern. */
export const glob: TextRule = { expected: 'a path pattern such as tests/**' }

/** Step ids. */
export const stepId: TextRule = {
  expected:
    'a step id: a lower-case letter, then lower-case letters, digits or hyphens, 40 at most',
  pattern: /^[a-z][a-z0-9-]{0,39}$/u,
}

/** A branch of a repository. */
export const branchName: TextRule = {
  expected: 'a branch name',
  pattern: /^[^\s~^:?*[\\]+$/u,
}
