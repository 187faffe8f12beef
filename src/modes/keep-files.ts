import { createEvidenceFiles } from '../io/evidence-files.ts'
import type { Runner } from '../io/runner-port.ts'
import type { ResultDocument } from '../report/result-document.ts'
import type { ContextualRun } from './staging-run.ts'

/** Paths of what was kept. */
type KeptFiles = {
  readonly evidencePath: string | null
  readonly bodyPath: string | null
}

/** Keeps evidence and body on disk; `null` where that failed, which is told. */
export async function keepFiles(
  { runner }: ContextualRun,
  evidence: string,
  body: string,
): Promise<KeptFiles> {
  const files = createEvidenceFiles(runner.temporaryFolder)
  try {
    const [evidencePath, bodyPath] = await Promise.all([
      files.write('evidence.json', runner.redact(evidence)),
      files.write('body.md', body),
    ])
    return { evidencePath, bodyPath }
  } catch (error) {
    // A full disk must not turn a good run red; the page and the summary hold the same.
    const reason = error instanceof Error ? error.message : String(error)
    runner.log.warning(
      `The files with evidence and body could not be kept: ${reason}`,
    )
    return { evidencePath: null, bodyPath: null }
  }
}

/** The result for tools, beside the evidence; `null` where it could not be kept, which is told. */
export async function keepResult(
  runner: Pick<Runner, 'log' | 'redact' | 'temporaryFolder'>,
  result: ResultDocument,
): Promise<string | null> {
  const files = createEvidenceFiles(runner.temporaryFolder)
  const text = `${JSON.stringify(result, null, 2)}\n`
  try {
    return await files.write('result.json', runner.redact(text))
  } catch (error) {
    // The same stands in the summary and in the evidence.
    const reason = error instanceof Error ? error.message : String(error)
    runner.log.warning(`The file result.json could not be kept: ${reason}`)
    return null
  }
}
