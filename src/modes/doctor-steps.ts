import type { Config, StepConfig } from '../config/config.ts'
import type { StepFacts, UnmatchedFiles } from '../doctor/step-facts.ts'
import { usedTools } from '../doctor/used-tools.ts'
import { filesOfEntry } from '../evidence/proof/reproduction-files.ts'
import { isOnPath } from '../io/on-path.ts'
import { readPython } from './doctor-python.ts'
import { findMissingScripts } from './doctor-scripts.ts'
import type { Sources } from './sources.ts'

/** What the steps of the configuration need, and is not there. Runs nothing of the project. */
export async function readStepFacts(
  sources: Sources,
  environment: Readonly<Record<string, string | undefined>>,
  { config, root }: { readonly config: Config | null; readonly root: string },
): Promise<StepFacts> {
  const steps = config?.verify.value ?? []
  const entries = await sources.files(sources.head.sha)
  const paths = entries.map(({ path }) => path)
  return {
    missingTools: usedTools(steps).filter(
      (tool) => !isOnPath(environment['PATH'], tool),
    ),
    missingScripts: await findMissingScripts(sources.checkout.repository, {
      commit: sources.head.sha,
      paths,
      steps,
    }),
    python: await readPython(steps, {
      environment,
      topLevel: sources.checkout.repository.topLevel,
      paths,
    }),
    unmatched: steps.flatMap((step) => unmatchedOf(step, root, paths)),
  }
}

function unmatchedOf(
  { id, kind, files }: StepConfig,
  root: string,
  paths: readonly string[],
): readonly UnmatchedFiles[] {
  const entries = files.filter(
    (entry) => filesOfEntry(entry, root, paths).length === 0,
  )
  if (kind !== 'reproduction' || entries.length === 0) return []
  return [{ step: id, entries, isAll: entries.length === files.length }]
}
