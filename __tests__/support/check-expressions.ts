/**
 * Asks recheck whether regular expressions can take more than linear time. A
 * worker of its own, so that several can ask at a time.
 *
 * Takes the next of all expressions until none is left, and posts what is
 * wrong with them, one text each.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { checkSync, type Parameters } from 'recheck'
import type { Expression } from './regular-expressions.ts'

/**
 * Less than by default is tried, which takes minutes. What counts as an attack
 * is the number of steps alone, never the time, so that a slow machine says
 * the same as a fast one.
 */
const parameters: Parameters = {
  attackLimit: 10_000_000,
  attackTimeout: null,
  incubationLimit: 20_000,
  incubationTimeout: null,
  maxGeneStringSize: 1200,
  maxInitialGenerationSize: 16,
  maxGenerationSize: 8,
  maxIteration: 2,
  crossoverSize: 4,
  mutationSize: 6,
  maxNFASize: 1500,
  recallLimit: 0,
  timeout: 30_000,
}

const work: {
  readonly expressions: readonly Expression[]
  readonly next: Int32Array
} = workerData

const found: string[] = []
for (
  let one = work.expressions[Atomics.add(work.next, 0, 1)];
  one !== undefined;
  one = work.expressions[Atomics.add(work.next, 0, 1)]
) {
  const problem = problemOf(one)
  if (problem !== null) found.push(problem)
}
parentPort?.postMessage(found, [])

function problemOf({ source, flags, at }: Expression): string | null {
  const said = checkSync(source, flags, parameters)
  switch (said.status) {
    case 'safe':
      return null
    case 'vulnerable':
      return `${at}: /${source}/${flags} is ${said.complexity.summary}, for example on ${said.attack.pattern}`
    case 'unknown':
      return `${at}: /${source}/${flags} is not decided: ${said.error.kind}`
  }
}
