import { type Commanding, commandsIn, textsOf } from './commands.ts'

/** A script of `package.json` that a command runs. */
export type UsedScript = {
  /** The command, such as `npm run lint`. */
  readonly command: string
  readonly name: string
  /** Where there is no such script, the command may still mean a program that is installed. */
  readonly mayBeProgram: boolean
  /** Folder in which the command runs, from the top of the repository. */
  readonly folder: string
}

/** Scripts that the steps run by npm, pnpm or yarn. What runs in another folder or package is left out. */
export function usedScripts(
  steps: readonly Commanding[],
): readonly UsedScript[] {
  const used = steps.flatMap((step) =>
    textsOf(step).flatMap((text) => {
      const commands = commandsIn(text)
      if (commands.some(([name]) => name === 'cd' || name === 'pushd')) {
        return []
      }
      return commands
        .map(scriptIn)
        .filter((found) => found !== null)
        .map((found) => ({ ...found, folder: step.workingDirectory }))
    }),
  )
  return [
    ...new Map(
      used.map((one) => [`${one.folder}\0${one.command}`, one]),
    ).values(),
  ]
}

const tests = ['test', 't', 'tst']
const runs = ['run', 'run-script', 'rum', 'urn']

/** Commands of pnpm and yarn that are no short form of `run`. */
const ownCommands: ReadonlySet<string> = new Set(
  'add audit bin cache ci config constraints create dedupe deploy dlx env exec explain fetch i import info init install licenses link list ls node outdated pack patch plugin prune publish rebuild remove rm set start store unlink unplug up update upgrade version versions why workspace workspaces x'.split(
    ' ',
  ),
)

/** Options before the name of the script that take no value. */
const plainOption = /^(?:-[sqd]|--silent|--quiet|--offline)$/u

/** Another folder or package is meant, or nothing is when there is no such script. */
const elsewhere =
  /^(?:-C|-w|-ws|-F|-r|-A|-p|--prefix|--dir|--cwd|--workspaces?|--workspace-root|--top-level|--filter|--recursive|--if-present)(?:=|$)/u

function scriptIn(words: readonly string[]): Omit<UsedScript, 'folder'> | null {
  const [program = '', ...rest] = words
  if (!['npm', 'pnpm', 'yarn'].includes(program)) return null
  const end = rest.indexOf('--')
  const own = end < 0 ? rest : rest.slice(0, end)
  if (own.some((word) => elsewhere.test(word))) return null
  const [verb = '', next = ''] = own.filter((word) => !plainOption.test(word))
  const meant = meantBy(program, verb, next.replaceAll(/["']/gu, ''))
  return meant !== null && /^\w[\w:.@/-]{0,100}$/u.test(meant.name)
    ? { command: [program, ...meant.words].join(' '), ...pick(meant) }
    : null
}

type Meant = Pick<UsedScript, 'name' | 'mayBeProgram'> & {
  readonly words: readonly string[]
}

function pick({ name, mayBeProgram }: Meant): Omit<Meant, 'words'> {
  return { name, mayBeProgram }
}

function meantBy(program: string, verb: string, next: string): Meant | null {
  if (tests.includes(verb)) {
    return { name: 'test', mayBeProgram: false, words: [verb] }
  }
  if (runs.includes(verb)) {
    const mayBeProgram = program === 'yarn'
    return { name: next, mayBeProgram, words: [verb, next] }
  }
  return program === 'npm' || ownCommands.has(verb)
    ? null
    : { name: verb, mayBeProgram: true, words: [verb] }
}
