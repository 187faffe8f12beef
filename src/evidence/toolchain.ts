import type { StepConfig } from '../config/config.ts'

/** A tool that steps use, and how it says its version. */
export type Tool = {
  /** As it is shown, such as `rustc`. */
  readonly name: string
  /** Words of the command that prints the version. */
  readonly command: string
}

const tools: readonly (Tool & { readonly used: RegExp })[] = [
  {
    name: 'rustc',
    command: 'rustc --version',
    used: /(?:^|[\s;&|(])(?:cargo|rustc)(?=\s|$)/u,
  },
  {
    name: 'node',
    command: 'node --version',
    used: /(?:^|[\s;&|(])(?:node|npm|npx|pnpm|yarn)(?=\s|$)/u,
  },
  {
    name: 'python',
    command: 'python3 --version',
    used: /(?:^|[\s;&|(])(?:python3?|pytest|uv|poetry|tox|pipenv)(?=\s|$)/u,
  },
  {
    name: 'go',
    command: 'go version',
    used: /(?:^|[\s;&|(])go(?=\s|$)/u,
  },
]

/** Tools whose version belongs to the evidence, by the commands of the steps. */
export function toolsOf(
  steps: readonly Pick<StepConfig, 'run'>[],
): readonly Tool[] {
  return tools
    .filter(({ used }) => steps.some(({ run }) => used.test(run)))
    .map(({ name, command }) => ({ name, command }))
}

/** The first thing that looks like a version in what a tool prints, or `null`. */
export function versionIn(output: string): string | null {
  const found = /\d{1,6}\.\d{1,6}(?:\.\d{1,6})?(?:[-+.\w]{0,30})?/u.exec(
    output.slice(0, 1_000),
  )
  return found?.[0] ?? null
}
