import { resolve } from 'node:path'
import type { Terminal } from './terminal.ts'
import { commitStateOf } from '../report/status-description.ts'
import { bodyBeside, stagingText } from '../pull-request/staging-text.ts'
import { factsOf } from './facts.ts'
import { evidenceFolder, type LocalRun, readLocalRun } from './local-run.ts'
import { shortHash } from './hashes.ts'
import { parseOptions } from './options.ts'
import { storedEvidence } from './stored-evidence.ts'
import type { Previewed } from './preview-html.ts'

/** Command `preview`: prints title and body exactly as they would be sent, or writes a page that shows them. Runs nothing. */
export async function preview(
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const { values } = parseOptions({
    args: [...args],
    options: {
      base: { type: 'string' },
      evidence: { type: 'string' },
      html: { type: 'string' },
      open: { type: 'boolean', default: false },
    },
  })
  const { directory } = terminal
  const run = await readLocalRun(terminal, values.base ?? null)
  try {
    const folder = await evidenceFolder(run.repository)
    const given = values.evidence ?? null
    const text = await textOf(
      run,
      given === null ? folder : resolve(directory, given),
    )
    if (values.html === undefined && !values.open) {
      terminal.out(`${text.title}\n\n${text.body}\n`)
      return 0
    }
    // Rendering takes modules that nothing else needs.
    const { previewHtml } = await import('./preview-html.ts')
    await previewHtml({ run, ...text }, terminal, {
      file: values.html ?? null,
      folder,
      opens: values.open,
    })
    return 0
  } finally {
    run.repository.close()
  }
}

async function textOf(
  run: LocalRun,
  folder: string,
): Promise<Omit<Previewed, 'run'>> {
  const evidence = await storedEvidence(run, folder)
  const facts = factsOf(run.preparation, evidence)
  const text = stagingText(facts, {
    status:
      evidence === null
        ? 'pending'
        : (commitStateOf(evidence.conclusion) ?? 'error'),
    hash: shortHash,
  })
  return { facts, title: text.title, body: bodyBeside(text, null).body }
}
