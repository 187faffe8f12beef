/**
 * Does something for each of many, a few at a time, inside one test: Jest's own
 * concurrent tests cannot load a module while none of them is at its turn. The
 * first error is thrown with the name of the one that it is about.
 */
export async function inTurns<One extends { readonly name: string }, Result>(
  all: readonly One[],
  act: (one: One) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = []
  const failures: Error[] = []
  const rest = [...all.entries()]
  const work = async (): Promise<void> => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
      const [index, one] = next
      try {
        results[index] = await act(one)
      } catch (error) {
        // The others are of interest too.
        const reason = error instanceof Error ? error.message : String(error)
        failures.push(new Error(`${one.name}: ${reason}`, { cause: error }))
      }
    }
  }
  await Promise.all([work(), work(), work(), work()])
  if (failures.length === 0) return results
  throw new Error(failures.map(({ message }) => message).join('\n\n'))
}
