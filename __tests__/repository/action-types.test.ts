import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { conclusions, proofStatuses } from '../../src/evidence/evidence.ts'
import {
  type InputName,
  inputNames,
  type Inputs,
  readInputs,
} from '../../src/context/inputs.ts'
import { outputNames } from '../../src/io/runner-port.ts'
import { resultJsonSchema } from '../../src/report/result-document.ts'

type Typing = {
  readonly type: string
  readonly 'allowed-values'?: readonly string[]
  readonly separator?: string
  readonly 'list-item'?: Typing
}

const types: {
  readonly inputs: Readonly<Record<string, Typing>>
  readonly outputs: Readonly<Record<string, Typing>>
} = parse(
  readFileSync(new URL('../../action-types.yml', import.meta.url), 'utf8'),
)
const inputs = Object.entries(types.inputs)

/** Reads one input; the others are unset. */
function given(name: string, value: string): Inputs {
  return readInputs((one: InputName) => (one === name ? value : ''))
}

/** Names of inputs of this type. */
const ofType = (type: string): readonly string[] =>
  inputs.filter(([, typing]) => typing.type === type).map(([name]) => name)

/** What the action says that it expects of an input. */
function expected(name: string): string {
  try {
    given(name, 'something else')
    return 'anything'
  } catch (error) {
    return /expected (.*); got/u.exec(String(error))?.[1] ?? String(error)
  }
}

describe('action-types.yml', () => {
  it('types the inputs and outputs of action.yml, in their order', () => {
    expect(Object.keys(types.inputs)).toEqual([...inputNames])
    expect(Object.keys(types.outputs)).toEqual([...outputNames])
  })

  it('uses the types of the format, with what each of them asks for', () => {
    const all = [...inputs, ...Object.entries(types.outputs)]
    const keys: Readonly<Record<string, readonly string[]>> = {
      string: ['type'],
      boolean: ['type'],
      integer: ['type'],
      enum: ['type', 'allowed-values'],
      list: ['type', 'separator', 'list-item'],
    }

    expect(
      all.filter(
        ([, typing]) =>
          Object.keys(typing).join() !== (keys[typing.type] ?? []).join(),
      ),
    ).toEqual([])
  })

  it('allows the values that the action takes, and no others', () => {
    const read = ofType('enum').filter((name) => name !== 'verify-result')

    expect(read).toEqual(['mode', 'draft', 'fail-on'])
    for (const name of read) {
      expect(expected(name)).toBe(
        types.inputs[name]?.['allowed-values']?.join(', '),
      )
    }
  })

  it('calls boolean and integer what the action reads as such', () => {
    const booleans = inputNames.filter(
      (name) => expected(name) === 'true or false',
    )
    const numbers = inputNames.filter((name) =>
      expected(name).startsWith('a number'),
    )

    expect(ofType('boolean')).toEqual(booleans)
    expect(ofType('integer')).toEqual(numbers)
  })

  it('calls list what the action takes apart at the separator', () => {
    const taken = Object.entries(given('labels', 'a,b'))
      .filter(([, value]) => Array.isArray(value))
      .map(([name]) => name)

    expect(taken).toEqual(['labels', 'reviewers', 'assignees'])
    expect(ofType('list')).toEqual([...taken, 'accept-test'])
    expect(given('labels', 'a,b').labels).toEqual(['a', 'b'])
  })

  it('allows the outputs that the action sets', () => {
    const schema = JSON.parse(JSON.stringify(resultJsonSchema()))

    expect(types.outputs['conclusion']?.['allowed-values']).toEqual([
      ...conclusions,
    ])
    expect(types.outputs['proof']?.['allowed-values']).toEqual([
      ...proofStatuses,
    ])
    expect(types.outputs['operation']?.['allowed-values']).toEqual(
      schema.properties.operation.enum,
    )
  })
})
