import { data, Evaluator, Lexer, Parser } from '@actions/expressions'

/** What the functions `success()`, `failure()` and `cancelled()` answer. */
type Status = {
  readonly success: boolean
  readonly failure: boolean
  readonly cancelled: boolean
}

/** What expressions of a place can name. */
export type Scope = {
  readonly contexts: Readonly<Record<string, unknown>>
  readonly status: Status
}

/** The value of an expression, as the runner computes it: by GitHub's own package. */
function evaluate(expression: string, { contexts, status }: Scope): unknown {
  const functions = statusFunctions(status)
  const { tokens } = new Lexer(expression).lex()
  const tree = new Parser(tokens, Object.keys(contexts), functions).parse()
  const named = JSON.parse(JSON.stringify(contexts), data.reviver)
  const known = new Map(functions.map((one) => [one.name, one]))
  const value = new Evaluator(tree, named, known).evaluate()
  return JSON.parse(JSON.stringify(value, data.replacer))
}

function statusFunctions({ success, failure, cancelled }: Status) {
  const answers = { always: true, success, failure, cancelled }
  return Object.entries(answers).map(([name, answer]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(answer),
  }))
}

const whole = /^\s*\$\{\{((?:(?!\}\}).)*)\}\}\s*$/su

/** The value of a field: of any type where it is one expression alone, else text. */
export function valueOf(field: unknown, scope: Scope): unknown {
  if (typeof field !== 'string') return field
  const only = whole.exec(field)?.[1]
  return only === undefined ? textOf(field, scope) : evaluate(only, scope)
}

/** The value of a field as text. */
export function textOf(field: unknown, scope: Scope): string {
  if (typeof field !== 'string') return written(field)
  return field.replaceAll(/\$\{\{(.*?)\}\}/gsu, (_, expression: string) =>
    written(evaluate(expression, scope)),
  )
}

/** Fields by name, as texts. */
export function textsOf(
  fields: Readonly<Record<string, unknown>> | undefined,
  scope: Scope,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields ?? {}).map(([name, field]) => [
      name,
      textOf(field, scope),
    ]),
  )
}

function written(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Whether an `if` holds; without a status function it holds only while all is well. */
export function holds(condition: unknown, scope: Scope): boolean {
  const given = condition === undefined ? 'success()' : written(condition)
  const expression = whole.exec(given)?.[1] ?? given
  const asksStatus = /\b(?:always|success|failure|cancelled)\(\)/u.test(
    expression,
  )
  const isTrue = Boolean(evaluate(expression, scope))
  return isTrue && (asksStatus || scope.status.success)
}
