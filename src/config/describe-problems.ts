import type { z } from 'zod/mini'
import type { ConfigYaml, Problem } from './config-yaml.ts'
import { unreadable } from './config-yaml.ts'
import { durationWords } from './duration.ts'
import { nearest } from './nearest.ts'
import { pathText, quotable, type Path } from './path-text.ts'

type Issue = z.core.$ZodIssue

/** Sentences for what the schema found wrong, with the line of each. */
export function describeProblems(
  issues: readonly Issue[],
  yaml: ConfigYaml,
): readonly Problem[] {
  return issues
    .flatMap((issue) => innermost(issue, []))
    .flatMap(({ issue, path }) => describeIssue(issue, path, yaml))
}

type Placed = { readonly issue: Issue; readonly path: Path }

/** Of a union, what is wrong in the form that the value has. */
function innermost(issue: Issue, around: Path): readonly Placed[] {
  const path = [...around, ...issue.path]
  if (issue.code !== 'invalid_union') return [{ issue, path }]
  const form = issue.errors.find((issues) => !issues.some(isOtherForm))
  if (form === undefined) return [{ issue, path }]
  return form.flatMap((inner) => innermost(inner, path))
}

function isOtherForm({ code, path }: Issue): boolean {
  return code === 'invalid_type' && path.length === 0
}

function describeIssue(
  issue: Issue,
  path: Path,
  yaml: ConfigYaml,
): readonly Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      line: yaml.lineOf([...path, key]),
      message: unknownKey([...path, key], issue.message.split(' ')),
    }))
  }
  const found = valueAt(yaml.value, path)
  if (found === unreadable) return []
  const line = yaml.lineOf(path)
  if (issue.code === 'invalid_key') {
    const expected = issue.issues[0]?.message ?? 'a known name'
    return [{ line, message: `${pathText(path)} must be ${expected}` }]
  }
  const said = found === undefined ? 'is missing; it' : ''
  const told = found === undefined ? '' : `; found ${describeValue(found)}`
  const sentence = `${pathText(path)} ${said} must be ${issue.message}${told}`
  return [
    { line, message: `${sentence.replace('  ', ' ')}${advice(issue, found)}` },
  ]
}

function unknownKey(path: Path, known: readonly string[]): string {
  const near = nearest(String(path.at(-1)), known)
  const help =
    near === null
      ? `known here: ${known.join(', ')}`
      : `did you mean \`${near}\`?`
  return `${pathText(path)} is not a known key; ${help}`
}

/** What to write instead, where that can be told. */
function advice(issue: Issue, found: unknown): string {
  if (issue.code === 'invalid_value' && typeof found === 'string') {
    const near = nearest(found, issue.values.map(String))
    return near === null ? '' : `; did you mean \`${near}\`?`
  }
  const isTyped = typeof found === 'number' || typeof found === 'boolean'
  const wantsText =
    issue.code === 'invalid_type' &&
    issue.expected === 'string' &&
    issue.message !== durationWords
  return isTyped && wantsText ? '; put it in quotes' : ''
}

function describeValue(value: unknown): string {
  if (value === null || value === '') return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'keys with values'
  if (typeof value !== 'string') return words(value)
  const shown = quotable(value, 60)
  return shown === '' ? 'white space only' : `the text "${shown}"`
}

function words(value: unknown): string {
  return typeof value === 'number' ? `the number ${value}` : String(value)
}

/** Own properties only. */
function valueAt(root: unknown, path: Path): unknown {
  let current = root
  for (const key of path) {
    if (typeof current !== 'object' || current === null) return undefined
    current = Object.getOwnPropertyDescriptor(current, key)?.value
  }
  return current
}
