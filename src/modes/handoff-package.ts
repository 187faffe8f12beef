import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { HandoffFacts } from '../handoff/handoff-facts.ts'
import {
  bodyFile,
  comparePage,
  openCommand,
  openScript,
} from '../handoff/open-script.ts'
import { joinMessages } from '../handoff/own-messages.ts'
import { type UpstreamPr, upstreamPr } from '../handoff/upstream-pr.ts'
import { writeNamedFile } from '../io/write-named-file.ts'
import { writeOwnFile } from '../io/write-own-file.ts'
import { printableText } from '../text/printable.ts'
import { shellWord } from '../text/shell-word.ts'
import type { Terminal } from './terminal.ts'

/** Files of the package by name. */
export type HandoffPackage = Readonly<Record<string, string>>

/** Texts of the package. */
export function packageOf(
  facts: HandoffFacts,
  {
    messages,
    specPatch,
  }: {
    readonly messages: readonly string[]
    readonly specPatch: string | null
  },
): HandoffPackage {
  const pull = upstreamPr(facts)
  const [first = ''] = messages
  return {
    'upstream-pr.md': `# ${pull.title}\n\n${pull.body}`,
    [bodyFile]: pull.body,
    'commit-message.txt':
      messages.length === 1 ? first : joinMessages(messages),
    'open.sh': openScript(facts, pull),
    'compare-url.txt': `${comparePage(facts, pull)}\n`,
    ...(specPatch === null ? {} : { 'spec.patch': specPatch }),
  }
}

/** Writes the package. In a folder that a person named, nothing of theirs is taken away. */
export async function writePackage(
  files: HandoffPackage,
  { folder, isOwn }: { readonly folder: string; readonly isOwn: boolean },
): Promise<void> {
  if (!isOwn) await mkdir(folder, { recursive: true })
  const write = isOwn ? writeOwnFile : writeNamedFile
  for (const [name, text] of Object.entries(files)) {
    await write(join(folder, name), text)
  }
}

/** Says what was written and how the upstream pull request is opened. */
export function tellPackage(
  files: HandoffPackage,
  facts: HandoffFacts,
  { folder, terminal }: { folder: string; terminal: Terminal },
): void {
  const pull: UpstreamPr = upstreamPr(facts)
  terminal.out(
    [
      `Wrote ${Object.keys(files).join(', ')} to ${printableText(folder)}.`,
      'Read upstream-pr.md, change what is not yours, and open the upstream pull request when you want to:',
      `  sh ${shellWord(join(folder, 'open.sh'))}`,
      'which is, in that folder:',
      `  ${openCommand(facts, pull.title)}`,
      'or in the browser:',
      `  ${comparePage(facts, pull)}`,
      '',
    ].join('\n'),
  )
}
