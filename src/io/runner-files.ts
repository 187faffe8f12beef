import {
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/** Files by which the runner takes orders for the steps that follow. */
export type RunnerFiles = {
  /** Puts back what was written to them since; names of the ones that were, such as `GITHUB_ENV`. */
  restore(): readonly string[]
}

const variables = [
  'GITHUB_ENV',
  'GITHUB_PATH',
  'GITHUB_OUTPUT',
  'GITHUB_STATE',
  'GITHUB_STEP_SUMMARY',
] as const

/** Beside a job's own files, those of the steps around it lie here (actions/runner, FileCommandManager.cs). */
const folderName = '_runner_file_commands'

/**
 * Remembers the runner's files for commands: their names are kept from the
 * commands of the project, but whoever looks for them in `RUNNER_TEMP` finds
 * them, and could set variables for the steps that follow.
 */
export function guardRunnerFiles(environment: Environment): RunnerFiles {
  const named = variables.flatMap((name) => {
    const path = environment[name]
    return path ? [[path, name] as const] : []
  })
  const folder = join(environment['RUNNER_TEMP'] ?? '', folderName)
  const found = filesIn(folder).map((path) => [path, basename(path)] as const)
  const names = new Map([...found, ...named])
  const contents = new Map(
    [...names.keys()].map((path) => [path, contentOf(path)] as const),
  )
  return {
    restore() {
      return [...contents].flatMap(([path, content]) => {
        if (content === null) return []
        if (isOwn(path) && contentOf(path)?.equals(content) === true) return []
        putBack(path, content)
        return [names.get(path) ?? basename(path)]
      })
    },
  }
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name))
  } catch {
    // There is no such folder on a machine that is no runner.
    return []
  }
}

/** The runner takes no more (FileCommandManager.cs, for summaries). Bytes. */
const maxBytes = 8 * 1024 * 1024

/** `null` where there is nothing to compare with; reading a device may never end. */
function contentOf(path: string): Buffer | null {
  try {
    const found = statSync(path)
    return found.isFile() && found.size <= maxBytes ? readFileSync(path) : null
  } catch {
    // A device, or a file that the runner has not made.
    return null
  }
}

/** A regular file under its own name; what a link leads to may change later. */
function isOwn(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false })
  return found?.isFile() === true && found.nlink === 1
}

/** Whatever stands in its place, a pipe or a link say, is not opened. */
function putBack(path: string, content: Buffer): void {
  try {
    if (!isOwn(path)) rmSync(path, { recursive: true, force: true })
    writeFileSync(path, content)
  } catch {
    // It is told all the same; the runner reads what it can.
  }
}
