import { mkdir, rm } from 'node:fs/promises'
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
    against,
  }: {
    readonly messages: readonly string[]
    readonly specPatch: string | null
    /** What stands in the way of opening it, or `null`. */
    readonly against: string | null
  },
): HandoffPackage {
  const pull = upstreamPr(facts)
  const [first = ''] = messages
  return {
    'upstream-pr.md': `# ${pull.title}\n\n${pull.body}`,
    [bodyFile]: pull.body,
    'commit-message.txt':
      messages.length === 1 ? first : joinMessages(messages),
    'open.sh': openScript(facts, pull, against),
    ...(against === null
      ? { 'compare-url.txt': `${comparePage(facts, pull)}\n` }
      : {}),
    ...(specPatch === null ? {} : { 'spec.patch': specPatch }),
  }
}

/** Files that not every package has. */
const optionalFiles = ['compare-url.txt', 'spec.patch']

/** Writes the package. In a folder that a person named, nothing of theirs is taken away. */
export async function writePackage(
  files: HandoffPackage,
  { folder, isOwn }: { readonly folder: string; readonly isOwn: boolean },
): Promise<void> {
  if (!isOwn) await mkdir(folder, { recursive: true })
  // What an earlier package had and this one has not would speak of another commit.
  for (const name of isOwn ? optionalFiles : []) {
    if (!(name in files)) await rm(join(folder, name), { force: true })
  }
  const write = isOwn ? writeOwnFile : writeNamedFile
  for (const [name, text] of Object.entries(files)) {
    await write(join(folder, name), text)
  }
}

/** Says what was written, and how the upstream pull request is opened or what stands in the way. */
export function tellPackage(
  files: HandoffPackage,
  facts: HandoffFacts,
  {
    folder,
    against,
    terminal,
  }: {
    readonly folder: string
    readonly against: string | null
    readonly terminal: Terminal
  },
): void {
  const wrote = `Wrote ${Object.keys(files).join(', ')} to ${printableText(folder)}.`
  if (against !== null) {
    terminal.out(`${wrote}\n`)
    terminal.err(`Not ready to open: ${printableText(against)}\n`)
    return
  }
  const pull: UpstreamPr = upstreamPr(facts)
  terminal.out(
    [
      wrote,
      'Read upstream-pr.md, change what is not yours, and open the upstream pull request when you want to:',
      `  sh ${shellWord(join(folder, 'open.sh'))}`,
      'which is, in that folder:',
      `  ${openCommand(facts, pull.title)}`,
      'or open the address in compare-url.txt in a browser, where title and body are filled in.',
      '',
    ].join('\n'),
  )
}
