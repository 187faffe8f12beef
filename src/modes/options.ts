import { parseArgs, type ParseArgsConfig } from 'node:util'
import { Refusal } from '../errors.ts'

/** Node's `parseArgs` with its complaints as {@link Refusal}. */
export function parseOptions<Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config)
  } catch (cause) {
    // A mistyped option is a matter of usage.
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new Refusal(message, { remedy: 'See staging-pr --help.', cause })
  }
}
