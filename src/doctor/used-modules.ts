import { type Commanding, commandsIn, textsOf } from './commands.ts'

/** A Python module that a command runs: `python3 -m pytest`. */
export type UsedModule = {
  /** Such as `python3`. */
  readonly program: string
  /** Without what follows a dot. */
  readonly module: string
}

/** Modules that the steps run. */
export function usedModules(
  steps: readonly Commanding[],
): readonly UsedModule[] {
  const used = steps
    .filter(({ env }) => !('PYTHONPATH' in env))
    .flatMap(textsOf)
    .flatMap(commandsIn)
    .map(moduleIn)
    .filter((found) => found !== null)
  return [
    ...new Map(
      used.map((one) => [`${one.program} ${one.module}`, one]),
    ).values(),
  ]
}

/** Whether a step installs Python packages, so that what is missing now may be there by then. */
export function installsPython(steps: readonly Commanding[]): boolean {
  return steps
    .flatMap(textsOf)
    .flatMap(commandsIn)
    .some(
      (words) =>
        words.some((word) => installers.test(word)) &&
        words.some((word) => word === 'install' || word === 'sync'),
    )
}

const installers = /^(?:pip|pip3|uv|poetry|pipenv|pdm|hatch|conda)$/u

function moduleIn([
  program = '',
  ...rest
]: readonly string[]): UsedModule | null {
  if (!/^python(?:3(?:\.\d{1,2})?)?$/u.test(program)) return null
  const name = argumentOfM(rest)
  const module = /^([A-Za-z_]\w{0,100})(?:\.\w{1,100}){0,20}$/u.exec(name)?.[1]
  return module === undefined ? null : { program, module }
}

/** What follows `-m`, which ends the options of Python itself. */
function argumentOfM([first = '', ...rest]: readonly string[]): string {
  if (first === '-m') return rest[0] ?? ''
  if (first.startsWith('-m')) return first.slice(2)
  if (first === '-W' || first === '-X') return argumentOfM(rest.slice(1))
  return /^-[^c]/u.test(first) ? argumentOfM(rest) : ''
}
