import { Refusal } from '../errors.ts'
import { usedTools } from '../doctor/used-tools.ts'
import type { CloneFacts } from '../init/clone-facts.ts'
import { defaultConfigPath } from '../context/inputs.ts'
import { configFile } from '../init/config-file.ts'
import { lookAround } from './look-around.ts'
import { aliasCommand, aliasName, nextSteps } from '../init/next-steps.ts'
import { ownRelease } from './own-release.ts'
import { proposeLayout } from '../init/propose-layout.ts'
import { askLayout, askOneJob, askYes } from './questions.ts'
import type { GitRepository } from '../io/git/repository.ts'
import { isOnPath } from '../io/on-path.ts'
import { readServer } from '../io/runner.ts'
import {
  type WorkflowChoice,
  workflowFiles,
} from '../workflows/workflow-files.ts'
import { printableText } from '../text/printable.ts'
import { shellWord } from '../text/shell-word.ts'
import { checkChoice, type InitWishes } from './init.ts'
import { installHooks } from './init-hooks.ts'
import { openLocalRepository } from './local-run.ts'
import { type NewFile, writeNewFiles } from './new-files.ts'
import type { Ask, Terminal } from './terminal.ts'

/**
 * Sets the fork up: looks at the clone, asks what it cannot see (three
 * questions at most), writes workflow and configuration, and says what to do
 * next. Throws {@link Refusal} where other files lie in their place, unless it
 * is told to replace them.
 */
export async function initFork(
  terminal: Terminal,
  wishes: InitWishes,
): Promise<number> {
  const repository = await openLocalRepository(terminal)
  try {
    const facts = await lookAround(repository, readServer(terminal.environment))
    const ask = wishes.yes || wishes.print ? null : (terminal.ask ?? null)
    if (!wishes.print) {
      terminal.out(`${describe(facts)}\n${missingTools(facts, terminal)}`)
    }
    const choice = await choose(facts, wishes, ask)
    const complete = {
      ...choice,
      setup: facts.setup,
      fork: facts.ghName,
      action: await ownRelease(repository.git),
    }
    const files = filesOf(facts, complete)
    if (wishes.print) {
      terminal.out(
        files.map(({ path, text }) => `# ${path}\n${text}`).join('\n---\n'),
      )
      return 0
    }
    const extra = await askExtra(choice, wishes, ask)
    await writeNewFiles(repository.topLevel, files, {
      terminal,
      force: wishes.force,
    })
    await addExtra(extra, facts, { repository, terminal })
    const steps = nextSteps(facts, complete)
    terminal.out(
      `\nNext\n${steps.map((step, index) => `  ${index + 1}. ${step}`).join('\n')}\n`,
    )
    return 0
  } finally {
    repository.close()
  }
}

/** What was seen, so that a person notices what is not so. */
function describe({ fork, hasUpstream, branch, steps }: CloneFacts): string {
  const sources = [...new Set(steps.map(({ source }) => source))]
  return [
    `Fork ${fork}, on ${branch ?? 'no branch'}.${hasUpstream ? '' : ' There is no remote `upstream`: git remote add upstream URL makes the comparison exact.'}`,
    steps.length === 0
      ? 'No manifest at the root says how it is tested.'
      : `Steps by ${sources.join(' and ')}: ${steps.map(({ id }) => id).join(', ')}.`,
  ].join('\n')
}

/** A step whose tool is missing comes to no result, at this desk as on a runner. */
function missingTools(
  { steps }: CloneFacts,
  { environment }: Terminal,
): string {
  const commands = steps.map(({ step: { run, setup = null } }) => ({
    run,
    setup,
    env: {},
    shell: 'bash',
  }))
  const missing = usedTools(commands).filter(
    (name) => !isOnPath(environment['PATH'], name),
  )
  return missing.length === 0
    ? ''
    : `Not installed here: ${missing.join(', ')}. A step that needs one comes to no result; take it out of the configuration, or install it.\n`
}

type Choice = Pick<WorkflowChoice, 'layout' | 'oneJob' | 'sweep' | 'handoff'>

async function choose(
  facts: CloneFacts,
  { layout: given, oneJob, sweep, handoff }: InitWishes,
  ask: Ask | null,
): Promise<Choice> {
  const proposal = proposeLayout(
    // A schedule fires for the default branch alone.
    sweep ? { ...facts, isFixBranch: false } : facts,
  )
  const layout =
    given ?? (ask === null ? proposal.layout : await askLayout(ask, proposal))
  const isOne =
    oneJob ||
    (ask !== null && given === null && !sweep && (await askOneJob(ask)))
  const choice = { layout, sweep, handoff, oneJob: isOne }
  checkChoice(choice)
  return choice
}

type Extra = 'alias' | 'hooks' | null

/** The third question: what helps at the desk with this layout. */
async function askExtra(
  { layout }: Choice,
  { alias, layout: given }: InitWishes,
  ask: Ask | null,
): Promise<Extra> {
  if (alias) return 'alias'
  if (ask === null || given !== null) return null
  if (layout === 'push') {
    const wants = await askYes(
      ask,
      'Install git hooks: no message that refers to upstream, `verify` before each push of a fix branch?',
    )
    return wants ? 'hooks' : null
  }
  const wants = await askYes(
    ask,
    `Add the alias \`git ${aliasName}\` to this clone: push the branch and start its run?`,
  )
  return wants ? 'alias' : null
}

function filesOf(
  facts: CloneFacts,
  choice: WorkflowChoice & {
    readonly action: { readonly repository: string; readonly ref: string }
  },
): readonly NewFile[] {
  const { repository, ref } = choice.action
  const schema = `https://raw.githubusercontent.com/${repository}/${ref}/schema/staging-pr.schema.json`
  const steps = facts.steps.length
  return [
    ...workflowFiles(choice).map(({ path, text, fires }) => ({
      path,
      text,
      says: fires,
      isTheirs: false,
    })),
    {
      path: defaultConfigPath,
      text: configFile(facts.steps, schema),
      says:
        steps === 0
          ? 'Write here how a fix is verified; nothing was found that says it.'
          : 'What is verified, in this order; name the files of the reproduction test there.',
      isTheirs: true,
    },
  ]
}

async function addExtra(
  extra: Extra,
  facts: CloneFacts,
  {
    repository,
    terminal,
  }: { readonly repository: GitRepository; readonly terminal: Terminal },
): Promise<void> {
  const command = aliasCommand(facts)
  if (extra === 'hooks') await installHooks(repository, terminal)
  if (extra !== 'alias') return
  const name = `alias.${aliasName}`
  const present = await repository.git.run(['config', '--get-all', name])
  const old = present.stdout.toString('utf8').trim()
  if (old !== '' && old !== command) {
    terminal.err(
      `There is another alias ${aliasName} already, which stays: ${printableText(old)}\n`,
    )
    return
  }
  const { exitCode } = await repository.git.run(['config', name, command])
  if (exitCode !== 0) {
    throw new Refusal('The alias could not be written.', {
      remedy: `git config ${name} ${shellWord(command)}`,
    })
  }
  terminal.out(
    `Added git ${aliasName}: it pushes the branch and starts its run in ${facts.fork}. Take it out again: git config --unset ${name}\n`,
  )
}
