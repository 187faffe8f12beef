import { details, inlineCode } from '../markdown/write.ts'
import { count } from '../pull-request/body/quantities.ts'
import { fileLink } from '../pull-request/body/references.ts'
import { table } from '../pull-request/body/table.ts'
import { words } from '../pull-request/body/words.ts'
import type { StagingFacts } from '../pull-request/staging-facts.ts'
import { type Annotation, shownAnnotations } from './annotations.ts'

/** How much of it is shown. */
export type ProblemDetail = {
  /** Rows of the table. */
  readonly files: number
  /** Single lines below it. */
  readonly lines: number
}

type Placed = Annotation & { readonly path: string }

/** What is told of single files, file by file, with the number that GitHub has no room to annotate; `[]` without any. */
export function problemTable(
  all: readonly Annotation[],
  facts: StagingFacts,
  detail: ProblemDetail,
): readonly string[] {
  const placed = all.filter(isPlaced)
  if (placed.length === 0) return []
  const files = byFile(placed)
  const rows = files.slice(0, detail.files).map((file) => row(file, facts))
  const more = files.length - rows.length
  return [
    '## Problems by file',
    `${leadOf(all, facts)}.`,
    ...(rows.length === 0 ? [] : [table(['File', 'Problems', 'Lines'], rows)]),
    ...(more > 0 ? [`… and ${count(more, 'more file')}.`] : []),
    ...eachOf(placed, detail.lines),
  ]
}

function isPlaced(one: Annotation): one is Placed {
  return one.path !== null
}

/** GitHub shows ten of each level and drops the rest. */
function leadOf(
  all: readonly Annotation[],
  { evidence }: Pick<StagingFacts, 'evidence'>,
): string {
  const shown = shownAnnotations(all).length
  const said = count(shown, 'annotation')
  const steps = evidence?.steps ?? []
  const leftOut = steps.reduce((sum, one) => sum + one.problemsLeftOut, 0)
  if (leftOut > 0) {
    return `${said}, … and ${all.length - shown + leftOut} more: those kept by file, ${leftOut} counted only`
  }
  const rest = all.length - shown
  return rest === 0 ? said : `${said}, … and ${rest} more, by file`
}

function byFile(placed: readonly Placed[]): readonly (readonly Placed[])[] {
  const files = new Map<string, Placed[]>()
  for (const one of placed) {
    const known = files.get(one.path)
    if (known === undefined) files.set(one.path, [one])
    else known.push(one)
  }
  return [...files.values()]
}

/** Lines of one file that its row names. */
const mostLines = 20

function row(
  ofFile: readonly Placed[],
  facts: StagingFacts,
): readonly string[] {
  const path = ofFile[0]?.path ?? ''
  const at = {
    ref: 'head commit',
    sha: facts.evidence?.head.sha ?? facts.context.headSha,
  }
  const lines = [
    ...new Set(ofFile.flatMap(({ line }) => (line === null ? [] : [line]))),
  ].sort((one, other) => one - other)
  const more = lines.length > mostLines ? ', …' : ''
  return [
    fileLink(facts, { path, at, text: path }),
    amounts(ofFile),
    lines.slice(0, mostLines).join(', ') + more,
  ]
}

function amounts(some: readonly Annotation[]): string {
  const errors = some.filter(({ level }) => level === 'error').length
  const warnings = some.length - errors
  return [
    ...(errors === 0 ? [] : [`**${count(errors, 'error')}**`]),
    ...(warnings === 0 ? [] : [count(warnings, 'warning')]),
  ].join(', ')
}

/** Every one in words, folded. */
function eachOf(placed: readonly Placed[], most: number): readonly string[] {
  if (most === 0) return []
  const items = placed.slice(0, most).map(({ path, line, title, message }) => {
    const place = inlineCode(line === null ? path : `${path}:${line}`)
    const source = words(title.replace('Staging PR: ', ''), 120)
    return `- ${place} ${words(message, 300)} (${source})`
  })
  const more = placed.length - items.length
  const last = more > 0 ? [`- … and ${more} more`] : []
  const name = placed.length === items.length ? 'All' : 'The first'
  return [
    details(
      `${name} ${items.length}, those on changed lines first`,
      [...items, ...last].join('\n'),
    ),
  ]
}
