import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import picomatch from 'picomatch'

type Inputs = Readonly<Record<string, string>>

/** Trouble of a step: it fails. */
export class StepTrouble extends Error {}

/** The artifacts of one run, over all its attempts: immutable, each a folder. */
export type Artifacts = {
  readonly folder: string
  readonly names: () => readonly string[]
  /** As `actions/upload-artifact` (version 4 and later) does for files of one folder, or for a folder. */
  readonly upload: (inputs: Inputs) => void
  /** As `actions/download-artifact` does by `name`, or by `pattern` with a folder for each. */
  readonly download: (inputs: Inputs) => void
}

/** An empty store in a folder. */
export function createArtifacts(folder: string): Artifacts {
  mkdirSync(folder, { recursive: true })
  const names = (): readonly string[] => readdirSync(folder).toSorted()
  return {
    folder,
    names,
    upload: (inputs) => upload(folder, inputs),
    download: (inputs) => download(folder, names(), inputs),
  }
}

function upload(folder: string, inputs: Inputs): void {
  const { name = 'artifact', path = '' } = inputs
  if (path === '')
    throw new StepTrouble('Input required and not supplied: path')
  if (/[":<>|*?\r\n\\/]/u.test(name)) {
    throw new StepTrouble(`The artifact name is not valid: ${name}`)
  }
  const paths = path.split('\n').flatMap((line) => found(line.trim()))
  if (paths.length === 0) {
    if (inputs['if-no-files-found'] !== 'error') return
    throw new StepTrouble(`No files were found with the provided path: ${path}`)
  }
  const target = join(folder, name)
  if (inputs['overwrite'] === 'true') {
    rmSync(target, { recursive: true, force: true })
  }
  if (existsSync(target)) {
    throw new StepTrouble(
      `(409) Conflict: an artifact with this name already exists on the workflow run: ${name}`,
    )
  }
  for (const one of paths) copyInto(target, one)
}

/** Hidden files are left out. */
function found(path: string): readonly string[] {
  if (path === '' || basename(path).startsWith('.')) return []
  return existsSync(path) ? [path] : []
}

function copyInto(target: string, path: string): void {
  const isFolder = lstatSync(path).isDirectory()
  cpSync(path, isFolder ? target : join(target, basename(path)), {
    recursive: true,
    dereference: true,
    filter: (source) => source === path || !basename(source).startsWith('.'),
  })
}

function download(
  folder: string,
  names: readonly string[],
  inputs: Inputs,
): void {
  const { name = '', pattern = '*', path = '' } = inputs
  if (name !== '') {
    if (!names.includes(name)) {
      throw new StepTrouble(`Artifact not found for name: ${name}`)
    }
    cpSync(join(folder, name), path, { recursive: true })
    return
  }
  const isMerged = inputs['merge-multiple'] === 'true'
  for (const one of names.filter((each) => picomatch(pattern)(each))) {
    const target = isMerged ? path : join(path, one)
    cpSync(join(folder, one), target, { recursive: true })
  }
}
