import * as z from 'zod/mini'

/** Bounds that no real run comes near; specs and configurations are smaller. */
export const most = { words: 1_000, text: 300_000, steps: 1_000, items: 50_000 }

/** Any text. */
export const text = z.string().check(z.maxLength(most.text))
/** A short text. */
export const words = z.string().check(z.maxLength(most.words))
/** A path. */
export const path = z.string().check(z.maxLength(4_096))
/** A number of things. */
export const count = z.int().check(z.nonnegative())
/** Name of a git object. */
export const sha = z.string().check(z.regex(/^[0-9a-f]{40,64}$/u))
/** Id of a step. */
export const stepId = z.string().check(z.regex(/^[a-z][a-z0-9-]{0,39}$/u))

const maxTools = 100

/** Tool → version. */
export const toolchain = z
  .record(words, words)
  .check(z.refine((tools) => Object.keys(tools).length <= maxTools))
  .register(z.globalRegistry, { maxProperties: maxTools })

/** SHA-256, hex. */
export const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/u))

/** The run of a workflow. */
export const workflowRun = z.strictObject({
  id: z.nullable(count),
  attempt: z.nullable(count),
  repositoryId: z.nullable(count),
})

/** A spec by id, path and blob. */
export const specName = z.strictObject({
  id: words,
  path,
  blob: z.nullable(sha),
})
