import { Refusal } from '../errors.ts'
import { layouts, type Layout } from '../workflows/workflow-files.ts'
import { parseOptions } from './options.ts'
import type { Terminal } from './terminal.ts'

const usage = `staging-pr init [--layout ${layouts.join('|')}] [--sweep] [--handoff] [--one-job] [--alias] [--yes] [--print] [--force]
staging-pr init --hooks [--print]
staging-pr init --spec ISSUE [--print]`

const options = {
  layout: { type: 'string' },
  sweep: { type: 'boolean', default: false },
  handoff: { type: 'boolean', default: false },
  'one-job': { type: 'boolean', default: false },
  alias: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  force: { type: 'boolean', default: false },
  print: { type: 'boolean', default: false },
  hooks: { type: 'boolean', default: false },
  spec: { type: 'string' },
} as const

/** What a person asked for on the command line; what was left out is asked or proposed. */
export type InitWishes = {
  readonly layout: Layout | null
  readonly sweep: boolean
  readonly handoff: boolean
  readonly oneJob: boolean
  readonly alias: boolean
  readonly force: boolean
  readonly print: boolean
  /** Nothing is asked. */
  readonly yes: boolean
}

/** Command `init`: sets the fork up, or installs the git hooks, or writes the skeleton of a spec. Throws {@link Refusal}. */
export async function init(
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const { values } = parseOptions({ args: [...args], options })
  const { print, hooks, spec } = values
  if (hooks || spec !== undefined) refuseOthers(values)
  if (hooks) {
    const { initHooks } = await import('./init-hooks.ts')
    return initHooks(terminal, { print })
  }
  if (spec !== undefined) {
    const { initSpec } = await import('./init-spec.ts')
    return initSpec(terminal, { issue: issueOf(spec), print })
  }
  const wishes = readWishes({ ...values, oneJob: values['one-job'] })
  const { initFork } = await import('./init-fork.ts')
  return initFork(terminal, wishes)
}

/** `--hooks` and `--spec` are commands of their own. */
function refuseOthers(values: Readonly<Record<string, unknown>>): void {
  const others = Object.entries(values).filter(
    ([name, value]) =>
      name !== 'print' && value !== undefined && value !== false,
  )
  if (others.length === 1) return
  const name = values['hooks'] === true ? '--hooks' : '--spec'
  throw new Refusal(`\`${name}\` goes with \`--print\` alone.`, {
    remedy: usage,
  })
}

function issueOf(given: string): number {
  const digits = /^#?([1-9]\d{0,8})$/u.exec(given)?.[1]
  if (digits !== undefined) return Number(digits)
  throw new Refusal(
    `\`--spec\`: expected the number of the upstream issue, got "${given}".`,
    { remedy: 'staging-pr init --spec 1234' },
  )
}

type Given = Omit<InitWishes, 'layout'> & {
  readonly layout?: string
}

function readWishes(given: Given): InitWishes {
  const layout = layouts.find((one) => one === given.layout) ?? null
  if (given.layout !== undefined && layout === null) {
    throw new Refusal(`There is no layout ${given.layout}.`, { remedy: usage })
  }
  const { sweep, handoff, oneJob, alias, force, print, yes } = given
  return { layout, sweep, handoff, oneJob, alias, force, print, yes }
}

/** Refuses what does not go together. Throws {@link Refusal}. */
export function checkChoice({
  layout,
  sweep,
  oneJob,
}: {
  readonly layout: Layout
  readonly sweep: boolean
  readonly oneJob: boolean
}): void {
  if (sweep && layout === 'push') {
    throw new Refusal(
      'A schedule fires for the default branch alone, and with the layout `push` no workflow lies there.',
      { remedy: 'staging-pr init --layout dispatch --sweep' },
    )
  }
  if (sweep && oneJob) {
    throw new Refusal(
      '`--sweep` and `--one-job` do not go together: a sweep stages several branches, and the one job stages one.',
      { remedy: `staging-pr init --layout ${layout} --sweep` },
    )
  }
}
