import { Refusal } from '../errors.ts'
import { type ConfigYaml, type Problem, readConfigYaml } from './config-yaml.ts'
import { checkSteps } from './check-references.ts'
import { describeProblems } from './describe-problems.ts'
import type { Path } from './path-text.ts'
import { type ConfigFile, configSchema } from './schema.ts'

/** A checked configuration, and where its values stand. */
export type ParsedConfig = {
  readonly value: ConfigFile
  /** Words for the place of a value: "`.github/staging-pr.yml` line 3". */
  readonly place: (path: Path) => string
  /** Line of a value, from 1. */
  readonly lineOf: (path: Path) => number
  /** Ends the run with these problems, if there are any. */
  readonly refuse: (problems: readonly Problem[]) => void
}

/** Checks a configuration file. Throws {@link Refusal} that lists everything that is wrong. */
export function parseConfigFile(file: {
  readonly path: string
  readonly text: string
}): ParsedConfig {
  return parse(readConfigYaml(file.text), {
    name: `\`${file.path}\``,
    remedy: `Correct ${file.path} and push again.`,
  })
}

/** Checks the input `verify`: what stands under `verify:` in a file. Throws {@link Refusal}. */
export function parseVerifyInput(text: string): ParsedConfig {
  const yaml = readConfigYaml(text, ['verify'])
  return parse(
    { ...yaml, value: { verify: yaml.value } },
    {
      name: 'input `verify`',
      remedy: 'Correct the input `verify` in the workflow.',
    },
  )
}

type Origin = { readonly name: string; readonly remedy: string }

function parse(yaml: ConfigYaml, origin: Origin): ParsedConfig {
  const place = (line: number): string => `${origin.name} line ${line}`
  const refuse = (problems: readonly Problem[]): void => {
    if (problems.length > 0) throw refusal(problems, place, origin)
  }
  const decoded = configSchema.safeParse(yaml.value)
  const found = decoded.success
    ? checkSteps(decoded.data.verify, yaml.lineOf)
    : describeProblems(decoded.error.issues, yaml)
  const problems = [...yaml.problems, ...found]
  if (!decoded.success || problems.length > 0) {
    throw refusal(problems, place, origin)
  }
  return {
    value: decoded.data,
    place: (path) => place(yaml.lineOf(path)),
    lineOf: yaml.lineOf,
    refuse,
  }
}

const maxProblems = 20

function refusal(
  problems: readonly Problem[],
  place: (line: number) => string,
  { remedy }: Origin,
): Refusal {
  const lines = problems
    .toSorted((one, other) => one.line - other.line)
    .map(({ line, message }) => {
      const end = message.endsWith('?') ? '' : '.'
      return `${place(line)}: ${message}${end}`
    })
  const more = lines.length - maxProblems
  const shown = lines.slice(0, maxProblems)
  return new Refusal(
    [...shown, ...(more > 0 ? [`And ${more} more.`] : [])].join('\n'),
    { remedy },
  )
}
