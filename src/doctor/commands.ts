import type { StepConfig } from '../config/config.ts'

/** What of a step says which programs it calls. */
export type Commanding = Pick<
  StepConfig,
  'run' | 'setup' | 'env' | 'shell' | 'workingDirectory'
>

/** Longer texts are programs and no commands. Characters. */
const maxCharacters = 20_000

/** The parts of a shell text that are commands, as words without the assignments before them. Quotes are not looked into. */
export function commandsIn(run: string): readonly (readonly string[])[] {
  return run
    .slice(0, maxCharacters)
    .split(/\n|&&|\|\||[;|(]/u)
    .map((part) => {
      const words = part.trim().split(/\s+/u)
      const at = words.findIndex((one) => !/^\w{1,100}=/u.test(one))
      return at < 0 ? [] : words.slice(at)
    })
}

/** Texts of the steps that a POSIX shell runs with the `PATH` of this machine. */
export function textsOf({
  run,
  setup,
  env,
  shell,
}: Pick<Commanding, 'run' | 'setup' | 'env' | 'shell'>): readonly string[] {
  if ('PATH' in env || !/^(?:ba)?sh$/u.test(shell)) return []
  return [run, ...(setup === null ? [] : [setup])]
}
