/**
 * How many random inputs a property is shown: a few where mutation testing
 * (scripts/mutation.ts) runs the same tests for every change of the code.
 */
export function runs(usual: number): number {
  return isMutating ? Math.ceil(usual / 8) : usual
}

/** All combinations, or every seventh where mutation testing runs them again and again. */
export function combinations<One, Other>(
  ones: readonly One[],
  others: readonly Other[],
): readonly (readonly [One, Other])[] {
  return ones
    .flatMap((one) => others.map((other) => [one, other] as const))
    .filter((_, index) => !isMutating || index % 7 === 0)
}

const isMutating = process.env['MUTATION_TESTS'] !== undefined
