import type { Config } from '../config/config.ts'
import { Refusal } from '../errors.ts'
import type { AcceptedChange } from '../evidence/evidence.ts'

/**
 * Acceptances of changed reproduction tests that count: the input
 * `accept-test` (`SHA` or `SHA reason`, one a line), and `accepted:` of the
 * configuration at `source-ref` (`null` where there is none): nobody accepts a
 * change on the branch that makes it. Throws {@link Refusal} for an input that
 * is no SHA.
 */
export function acceptances(
  input: string | null,
  config: Pick<Config, 'verify'> | null,
): readonly AcceptedChange[] {
  const steps = config?.verify.value ?? []
  const configured = steps.flatMap(({ accepted, source }) =>
    accepted === null ? [] : [{ ...accepted, source }],
  )
  return [...lines(input).map(fromInput), ...configured]
}

function lines(input: string | null): readonly string[] {
  return (input ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function fromInput(line: string): AcceptedChange {
  const [test = '', ...words] = line.split(/\s+/u)
  if (!/^[0-9a-f]{12,64}$/iu.test(test)) {
    throw new Refusal(
      `input \`accept-test\`: expected the blob SHA of the changed test file, at least 12 digits, got "${test}".`,
      {
        remedy:
          'Print it with `git rev-parse HEAD:path/to/test`; a reason may follow behind a space.',
      },
    )
  }
  const reason = words.join(' ')
  return {
    test: test.toLowerCase(),
    reason: reason === '' ? 'no reason was given' : reason,
    source: 'input `accept-test`',
  }
}
