import { readSpec } from '../spec/read-spec.ts'
import { specIdOf, specPlace } from '../spec/spec-id.ts'
import { decodeSpecText } from '../spec/spec-text.ts'
import type { Spec } from '../spec/spec.ts'
import type { History } from './history.ts'
import type { Sources } from './sources.ts'

/** Specs are small. Bytes. */
const maxBytes = 256 * 1024

/**
 * The spec as the branch began with it: the first version that chant can load
 * in the branch's commits or before them, else the one at `source-ref`; `null`
 * when neither has another one.
 */
export async function readFirstSpec(
  sources: Sources,
  { commits }: Pick<History, 'commits'>,
  spec: Spec,
): Promise<Spec | null> {
  const versions = commits.flatMap(({ changes }) =>
    changes
      .filter(({ path }) => isSameSpec(path, spec))
      .flatMap(({ path, previousBlob, blob }) => [
        { path, oid: previousBlob },
        { path, oid: blob },
      ]),
  )
  for (const { path, oid } of versions) {
    const first = oid === null ? null : await readVersion(sources, path, oid)
    if (first !== null) return first
  }
  return readAtSourceRef(sources, spec)
}

/** Archiving moves a spec to another folder. */
function isSameSpec(path: string, spec: Spec): boolean {
  return specIdOf(path) === spec.id && specPlace(path)?.root === spec.root
}

async function readVersion(
  { checkout }: Sources,
  path: string,
  oid: string,
): Promise<Spec | null> {
  const bytes = await checkout.repository.blob(oid, maxBytes)
  const text = bytes === null ? null : decodeSpecText(bytes)
  if (text === null) return null
  const reading = readSpec({ path, text, blob: oid })
  return reading.ok ? reading.spec : null
}

async function readAtSourceRef(
  sources: Sources,
  spec: Spec,
): Promise<Spec | null> {
  const sourceRef = await sources.sourceRef()
  if (sourceRef === null || sourceRef.sha === sources.head.sha) return null
  const entry = await sources.checkout.repository.fileAt(
    sourceRef.sha,
    spec.path,
  )
  return entry === null ? null : readVersion(sources, spec.path, entry.oid)
}
