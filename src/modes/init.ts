import { Refusal } from '../errors.ts'
import { layouts, type WorkflowChoice } from '../workflows/workflow-files.ts'
import { parseOptions } from './options.ts'
import type { Terminal } from './terminal.ts'

const usage = `staging-pr init --layout ${layouts.join('|')} [--sweep] [--one-job] [--print] [--force]
staging-pr init --hooks [--print]`

/** Command `init`: writes the workflows of the fork, or installs the commit-msg hook. Throws {@link Refusal}. */
export async function init(
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const { values } = parseOptions({
    args: [...args],
    options: {
      hooks: { type: 'boolean', default: false },
      layout: { type: 'string' },
      sweep: { type: 'boolean', default: false },
      'one-job': { type: 'boolean', default: false },
      print: { type: 'boolean', default: false },
      force: { type: 'boolean', default: false },
    },
  })
  const { hooks, layout, sweep, print, force } = values
  const wants = { layout, sweep, oneJob: values['one-job'] }
  if (hooks) {
    if (layout !== undefined || sweep || wants.oneJob || force) throw misuse()
    const { initHooks } = await import('./init-hooks.ts')
    return initHooks(terminal, { print })
  }
  const choice = readChoice(wants)
  const { initWorkflows } = await import('./init-workflows.ts')
  return initWorkflows(terminal, choice, { print, force })
}

function misuse(): Refusal {
  return new Refusal('`--hooks` goes with `--print` alone.', { remedy: usage })
}

type Wanted = Omit<WorkflowChoice, 'layout'> & {
  readonly layout: string | undefined
}

function readChoice({ layout: given, sweep, oneJob }: Wanted): WorkflowChoice {
  const layout = layouts.find((one) => one === given)
  if (layout === undefined) {
    throw new Refusal(
      given === undefined
        ? 'Which layout? `push`: the workflow lies on the fix branch. `dispatch`: on the fork\'s default branch. `mirror`: the default branch is one of your own, and `main` a pure mirror of upstream. See "Which event fires" in the README.'
        : `There is no layout ${given}.`,
      { remedy: usage },
    )
  }
  if (sweep && layout === 'push') {
    throw new Refusal(
      'A schedule fires for the default branch alone, and with the layout `push` no workflow lies there.',
      { remedy: 'staging-pr init --layout dispatch --sweep' },
    )
  }
  if (sweep && oneJob) {
    throw new Refusal(
      'A sweep stages several branches, and the one job stages one.',
      { remedy: `staging-pr init --layout ${layout} --sweep` },
    )
  }
  return { layout, sweep, oneJob }
}
