import type { Config, StepConfig } from '../config/config.ts'
import { childEnvironment } from '../io/child-environment.ts'
import type { Progress } from '../io/progress-port.ts'
import type { RunLog } from '../io/run-log-port.ts'
import type { CommandResult, Shell } from '../io/shell-port.ts'
import type { Plan } from '../plan/plan.ts'

/** What commands are run with. */
export type Workshop = {
  readonly shell: Shell
  readonly log: RunLog
  /** Shown to a person who waits; `null` where nobody does. */
  readonly progress: Progress | null
  /** Environment of the action; commands see an allow-listed part of it. */
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly interruption: AbortSignal
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number
}

/** A tree that commands run in. */
export type Tree = {
  /** Absolute folder. */
  readonly directory: string
  /** One of our own beside the workspace: it has no dependencies yet, and build folders that are shared by name must not be. */
  readonly isClone: boolean
}

/** What bounds all commands of a run. */
export type Bounds = {
  readonly plan: Plan
  readonly config: Config
  /** On the workshop's clock. Milliseconds. */
  readonly deadline: number
  /** The branch changes existing tests, so that test runners are asked to name those that pass. */
  readonly namesTests: boolean
}

/** A command of a step and the tree that it runs in. */
export type StepCommand = Tree & {
  readonly step: StepConfig
  readonly command: string
}

/** Runs one command of a step once. */
export function runCommand(
  { step, command, directory, isClone }: StepCommand,
  { plan, config, deadline, namesTests }: Bounds,
  workshop: Workshop,
): Promise<CommandResult> {
  const left = Math.max(1, deadline - workshop.now())
  const environment = childEnvironment({
    parent: workshop.environment,
    pass: config.env.pass,
    set: config.env.set,
    stepEnv: step.env,
    stepEnvPass: step.envPass,
    variables: plan.variables,
  })
  const asked = namesTests && step.kind === 'test'
  const told = asked ? withNames(environment, step) : environment
  return workshop.shell.run({
    command,
    shell: step.shell,
    directory: `${directory}/${step.workingDirectory}`,
    environment: isClone ? withOwnFolders(told, directory, step) : told,
    timeoutMs: Math.min(step.timeoutMs, left),
    signal: workshop.interruption,
    onLine: (line) => workshop.log.childLine(line),
  })
}

/** pytest counts tests that pass and names them only where it is asked to (https://docs.pytest.org/en/stable/how-to/output.html). */
function withNames(
  environment: Readonly<Record<string, string>>,
  { run }: StepConfig,
): Readonly<Record<string, string>> {
  if (!/\b(?:pytest|py\.test|tox|nox)\b/u.test(run)) return environment
  const given = environment['PYTEST_ADDOPTS'] ?? ''
  return { ...environment, PYTEST_ADDOPTS: `${given} -rfEsp`.trim() }
}

/** Variables that name a build folder for all trees: what one tree built must not pass for another's. */
const buildFolders: Readonly<Record<string, string>> = {
  CARGO_TARGET_DIR: 'target',
  CARGO_BUILD_TARGET_DIR: 'target',
}

function withOwnFolders(
  environment: Readonly<Record<string, string>>,
  directory: string,
  { run, workingDirectory }: StepConfig,
): Record<string, string> {
  const owned = Object.fromEntries(
    Object.entries(environment).map(([name, value]) => {
      const folder = buildFolders[name]
      return [name, folder === undefined ? value : `${directory}/${folder}`]
    }),
  )
  if (!/\b(?:python[\d.]{0,5}|pytest|tox|nox|uv|poetry|pipenv)\b/u.test(run)) {
    return owned
  }
  // A package that was installed as editable would be imported from the workspace, where it is fixed.
  const root = `${directory}/${workingDirectory}`
  const inherited = environment['PYTHONPATH'] ?? ''
  const paths = [`${root}/src`, root, inherited].filter((path) => path !== '')
  return { ...owned, PYTHONPATH: paths.join(':') }
}
