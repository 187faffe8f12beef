import { existsSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import type { StepConfig } from '../config/config.ts'
import type { StepFacts } from '../doctor/step-facts.ts'
import {
  installsPython,
  type UsedModule,
  usedModules,
} from '../doctor/used-modules.ts'
import { findOnPath } from '../io/on-path.ts'
import { absentModules } from '../io/python-modules.ts'

type Python = StepFacts['python']

/** The machine, and the clone that may hold modules itself. */
type Surroundings = {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly topLevel: string
  readonly paths: readonly string[]
}

/** Modules that the steps run by `python3 -m` and that the Python of this machine does not have. */
export async function readPython(
  steps: readonly StepConfig[],
  around: Surroundings,
): Promise<Python> {
  const used = usedModules(steps).filter(
    ({ module }) => !isOfProject(module, around.paths),
  )
  if (used.length === 0) return { missing: [], unchecked: null }
  if (installsPython(steps)) {
    return { missing: [], unchecked: 'a step installs Python packages' }
  }
  const programs = [...new Set(used.map(({ program }) => program))]
  const found = await Promise.all(
    programs.map((program) =>
      askOne(
        program,
        used.filter((one) => one.program === program),
        around,
      ),
    ),
  )
  return {
    missing: found.flatMap(({ missing }) => missing),
    unchecked:
      found.map(({ unchecked }) => unchecked).find((why) => why !== null) ??
      null,
  }
}

/** `python3 -m` takes modules of the folder that it runs in first. */
function isOfProject(module: string, paths: readonly string[]): boolean {
  return paths.some((path) => {
    const names = path.split('/')
    return names.includes(module) || names.at(-1) === `${module}.py`
  })
}

async function askOne(
  program: string,
  used: readonly UsedModule[],
  around: Surroundings,
): Promise<Python> {
  const file = findOnPath(around.environment['PATH'], program)
  // That it is missing is said of the tools.
  if (file === null) return { missing: [], unchecked: null }
  const why = reasonNotToAsk(file, around)
  if (why !== null) return { missing: [], unchecked: why }
  const names = used.map(({ module }) => module)
  const absent = await absentModules(file, names, around.environment)
  if (absent === null) {
    return { missing: [], unchecked: `${program} does not say` }
  }
  return {
    missing: used.filter(({ module }) => absent.includes(module)),
    unchecked: null,
  }
}

/** Files by which pyenv, asdf and mise choose a version for a folder. */
const versionFiles = [
  '.python-version',
  '.tool-versions',
  'mise.toml',
  '.mise.toml',
]

function reasonNotToAsk(
  file: string,
  { topLevel, paths }: Surroundings,
): string | null {
  // The folder around `bin`, which is that of a virtual environment.
  const home = relative(topLevel, dirname(dirname(file))).replaceAll('\\', '/')
  const isCommitted =
    !home.startsWith('..') &&
    paths.some((path) => home === '' || path.startsWith(`${home}/`))
  if (isCommitted) return 'Python is a file of the project'
  // Asked from outside of the clone, it would be another one.
  const isChosenHere =
    basename(dirname(file)) === 'shims' &&
    foldersUpFrom(topLevel).some((folder) =>
      versionFiles.some((name) => existsSync(join(folder, name))),
    )
  return isChosenHere ? 'the project chooses its own version of Python' : null
}

function foldersUpFrom(folder: string): readonly string[] {
  const above = dirname(folder)
  return above === folder ? [folder] : [folder, ...foldersUpFrom(above)]
}
