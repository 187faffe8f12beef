import { readdir } from 'node:fs/promises'
import { join, posix } from 'node:path'
import type { StepConfig } from '../config/config.ts'
import { nearest } from '../config/nearest.ts'
import { at } from '../context/decode.ts'
import type { MissingScript } from '../doctor/step-facts.ts'
import { type UsedScript, usedScripts } from '../doctor/used-scripts.ts'
import type { GitRepository } from '../io/git/repository.ts'
import { decodeUtf8 } from '../io/git/source-files.ts'

/** Larger ones are no manifests. Bytes. */
const maxManifestBytes = 1024 * 1024

/** The commit, and what its steps run. */
type Where = {
  readonly commit: string
  readonly paths: readonly string[]
  readonly steps: readonly StepConfig[]
}

/** Scripts that the steps run and that `package.json` of the commit does not have. */
export async function findMissingScripts(
  repository: GitRepository,
  { commit, paths, steps }: Where,
): Promise<readonly MissingScript[]> {
  const found = await Promise.all(
    usedScripts(steps).map(async (used) => {
      const manifest = manifestAbove(used.folder, paths)
      if (manifest === null) {
        return used.mayBeProgram ? [] : [missing(used, null, null)]
      }
      const names = await namesIn(repository, commit, manifest)
      if (names === null || names.scripts.includes(used.name)) return []
      const near = nearest(used.name, names.scripts)
      const isProgram =
        used.mayBeProgram &&
        (near === null ||
          names.packages.includes(used.name) ||
          (await isInstalled(repository, manifest, used.name)))
      return isProgram ? [] : [missing(used, manifest, near)]
    }),
  )
  return found.flat()
}

function missing(
  { command }: UsedScript,
  manifest: string | null,
  near: string | null,
): MissingScript {
  return { command, manifest, near }
}

/** The nearest `package.json`, upwards, as the package managers look for it. */
function manifestAbove(
  folder: string,
  paths: readonly string[],
): string | null {
  const here = posix.normalize(folder.replaceAll('\\', '/'))
  const path = posix.join(here, 'package.json')
  if (paths.includes(path)) return path
  return here === '.' || here.startsWith('..') || here === '/'
    ? null
    : manifestAbove(posix.dirname(here), paths)
}

type Names = {
  readonly scripts: readonly string[]
  /** What it depends on. */
  readonly packages: readonly string[]
}

/** `null` where the file cannot be read, which its package manager says. */
async function namesIn(
  repository: GitRepository,
  commit: string,
  path: string,
): Promise<Names | null> {
  const entry = await repository.fileAt(commit, path)
  const bytes =
    entry === null ? null : await repository.blob(entry.oid, maxManifestBytes)
  const text = bytes === null ? null : decodeUtf8(bytes)
  if (text === null) return null
  try {
    const manifest: unknown = JSON.parse(text)
    return {
      scripts: keysAt(manifest, 'scripts'),
      packages: [
        ...keysAt(manifest, 'dependencies'),
        ...keysAt(manifest, 'devDependencies'),
      ],
    }
  } catch {
    // No JSON: npm says so when it is called.
    return null
  }
}

function keysAt(manifest: unknown, key: string): readonly string[] {
  const found = at(manifest, key)
  return typeof found === 'object' && found !== null ? Object.keys(found) : []
}

async function isInstalled(
  { topLevel }: GitRepository,
  manifest: string,
  name: string,
): Promise<boolean> {
  const folder = join(topLevel, posix.dirname(manifest), 'node_modules', '.bin')
  const programs = await readdir(folder).catch((): string[] => [])
  return programs.includes(name)
}
