import { finding, type Finding } from '../../finding.ts'
import type { DiffRun } from '../../plan/diff.ts'
import type { Spec } from '../../spec/spec.ts'
import type { SpecTrail } from '../../spec/trail.ts'
import type { ExplainedChange } from '../explain-changes.ts'
import { code, named } from './named.ts'
import { commandsThatTakeOut } from './take-out.ts'

/** What a branch holds, and what belongs to the fork alone. */
export type ForkOnlyGrounds = {
  readonly files: readonly ExplainedChange[]
  readonly diff: readonly DiffRun[]
  readonly spec: Pick<Spec, 'id'> | null
  readonly trail: Pick<SpecTrail, 'dependencies' | 'members' | 'mentioned'>
  /** `owner/name`. */
  readonly fork: string
  /** Commit that the branch is compared with. */
  readonly mergeBase: string
}

/**
 * Gate `fork-only`: nothing goes upstream that only the fork can use: specs,
 * research and staging configuration, and lines that name `.chant/`, a spec or
 * the fork, which readers upstream cannot follow.
 */
export function checkForkOnly(grounds: ForkOnlyGrounds): readonly Finding[] {
  return [...checkFiles(grounds), ...checkMentions(grounds)]
}

function checkFiles({ files, mergeBase }: ForkOnlyGrounds): readonly Finding[] {
  const own = files
    .filter(({ reason }) => reason.kind === 'not-for-upstream')
    .map(({ file }) => file)
  if (own.length === 0) return []
  const paths = own.map(({ path }) => path)
  const verb = own.length === 1 ? 'is' : 'are'
  return [
    finding({
      rule: 'fork-only/files',
      severity: 'error',
      message: `${named(paths)} ${verb} for the fork alone and would go upstream.`,
      remedy: `Take ${own.length === 1 ? 'it' : 'them'} out on the branch for upstream: ${commandsThatTakeOut(own, mergeBase)}`,
      path: own.length === 1 ? (paths[0] ?? null) : null,
    }),
  ]
}

function checkMentions(grounds: ForkOnlyGrounds): readonly Finding[] {
  const { files, diff } = grounds
  const stays = new Set(
    files.flatMap(({ file, reason }) =>
      reason.kind === 'not-for-upstream' ? [file.path] : [],
    ),
  )
  const names = namesOfTheFork(grounds)
  const found = new Map<string, Mention>()
  for (const { path, side, lines } of diff) {
    if (side !== 'added' || stays.has(path)) continue
    for (const { text, line } of lines) {
      const name = mentionIn(text, names)
      if (name === null) continue
      const known = found.get(path)
      if (known === undefined) found.set(path, { name, line, lines: 1 })
      else known.lines += 1
    }
  }
  return [...found].map(([path, mention]) => report(path, mention))
}

type Mention = { readonly name: string; readonly line: number; lines: number }

function report(path: string, { name, line, lines }: Mention): Finding {
  const more = lines === 1 ? '' : `, and ${lines - 1} more of its new lines do`
  return finding({
    rule: 'fork-only/mention',
    severity: 'error',
    message: `${code(path)} names ${code(name)}, which readers upstream cannot follow${more}.`,
    remedy: 'Say there what is meant instead.',
    path,
    line,
  })
}

/** Ids such as `002` or `fix` are words like any other. */
const isTelling = /^(?=.*\d)(?=.*-)[\w.-]{6,100}$/u

function namesOfTheFork({
  spec,
  trail,
  fork,
}: ForkOnlyGrounds): readonly string[] {
  const { dependencies, members, mentioned } = trail
  const ids = [spec, ...dependencies, ...members, ...mentioned].flatMap((one) =>
    one !== null && isTelling.test(one.id) ? [one.id] : [],
  )
  return [fork, ...new Set(ids)].map((name) => name.toLowerCase())
}

/** What stands further right in a line is not looked at. UTF-16 units. */
const maxCharacters = 2_000

function mentionIn(text: string, names: readonly string[]): string | null {
  const line = text.slice(0, maxCharacters).toLowerCase()
  if (/(?:^|[^\w.])\.chant\//u.test(line)) return '.chant/'
  return names.find((name) => holdsWord(line, name)) ?? null
}

function holdsWord(line: string, name: string): boolean {
  let at = line.indexOf(name)
  while (at >= 0) {
    const before = line.charAt(at - 1)
    const after = line.slice(at + name.length, at + name.length + 2)
    if (!/[\w-]/u.test(before) && !/^(?:[\w-]|\.\w)/u.test(after)) return true
    at = line.indexOf(name, at + 1)
  }
  return false
}
