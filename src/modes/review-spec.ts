import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { Refusal } from '../errors.ts'
import { reviewSpec, type ReviewSpecFacts } from '../init/review-spec.ts'
import { writeNamedFile } from '../io/write-named-file.ts'
import { locateInTree, wholeTree } from '../spec/locate.ts'
import { researchPaths } from '../spec/research-paths.ts'
import { isReviewSpec, reviewPath } from '../spec/review-document.ts'
import { specIdOf, specPlace } from '../spec/spec-id.ts'
import type { Spec } from '../spec/spec.ts'
import { printableText } from '../text/printable.ts'
import { shellWord } from '../text/shell-word.ts'
import { loadable, newId, readFolder } from './chant-folder.ts'
import { type LocalRun, readLocalRun } from './local-run.ts'
import { parseOptions } from './options.ts'
import { foldersToShare } from './specs.ts'
import type { Terminal } from './terminal.ts'

/** Command `review-spec`: writes a spec that asks for a review of the current branch. Commits and sends nothing. */
export async function reviewSpecCommand(
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const { values } = parseOptions({
    args: [...args],
    options: {
      out: { type: 'string' },
      force: { type: 'boolean', default: false },
    },
  })
  const run = await readLocalRun(terminal, null)
  try {
    const fix = await reviewedFix(run)
    const { out, force } = values
    const file = out === undefined ? null : resolve(terminal.directory, out)
    const place = await placeFor(run, fix, { file, force })
    await mkdir(dirname(place), { recursive: true })
    await writeNamedFile(place, reviewSpec(fix.facts))
    const isIgnored = await isIgnoredByGit(run, place)
    terminal.out(said({ run, fix, place, isIgnored }))
    return 0
  } finally {
    run.repository.close()
  }
}

type ReviewedFix = {
  /** Folder that holds `.chant`, relative to the top level, `""` or with a slash at its end. */
  readonly root: string
  readonly facts: ReviewSpecFacts
}

/** The fix of the branch: its spec as a run would find it, else as it lies in the work tree, where chant keeps it in silent mode. */
async function reviewedFix(run: LocalRun): Promise<ReviewedFix> {
  const { search, trail, context, history, issue } = run.preparation
  const isFound = search.status === 'found'
  const found = isFound
    ? {
        spec: search.spec,
        documents: trail.documents
          .filter(({ at }) => at !== null)
          .map(({ path }) => path),
      }
    : await fixOnDisk(run)
  const root = found?.spec.root ?? ''
  const inside = (path: string): string =>
    path.startsWith(root) ? path.slice(root.length) : path
  return {
    root,
    facts: {
      branch: context.branch,
      issue: issue?.value ?? null,
      mergeBase: history.mergeBase.sha,
      documents: (found?.documents ?? []).map(inside),
      spec:
        found === null
          ? null
          : {
              id: found.spec.id,
              path: inside(found.spec.path),
              isActive: !found.spec.archived,
            },
    },
  }
}

async function fixOnDisk({ repository, preparation }: LocalRun): Promise<{
  readonly spec: Spec
  readonly documents: readonly string[]
} | null> {
  const { context, issue } = preparation
  const { topLevel } = repository
  const folders = await foldersToShare(topLevel)
  const all = folders.map((folder) => readFolder(topLevel, folder))
  const files = (await Promise.all(all)).flat()
  const specs = files.filter(({ path }) => specPlace(path) !== null)
  const wanted = {
    specInput: null,
    branch: context.branch,
    issue: issue?.value ?? null,
    changedPaths: [],
  }
  const at = { ref: 'the work tree', sha: '' }
  const found = locateInTree(wanted, wholeTree(at, specs))
  if (found?.status !== 'found') return null
  const paths = files.map(({ path }) => path)
  const documents = researchPaths(found.spec, paths)
  return {
    spec: found.spec,
    documents: documents.filter((path) => specPlace(path) === null),
  }
}

/** Absolute path to write to. Throws {@link Refusal} where something is there that may not be replaced. */
async function placeFor(
  { repository: { topLevel } }: LocalRun,
  { root, facts }: ReviewedFix,
  { file, force }: { readonly file: string | null; readonly force: boolean },
): Promise<string> {
  const specs = loadable(await readFolder(topLevel, `${root}.chant/specs`))
  const document = reviewPath('', facts)
  const earlier = specs.find(
    (spec) => isReviewSpec(spec) && spec.targetFiles.includes(document),
  )
  const known = earlier === undefined ? null : join(topLevel, earlier.path)
  const wanted = file ?? known
  const present = wanted !== null && existsSync(wanted) ? wanted : null
  if (present !== null && !force) {
    throw new Refusal(
      `There is ${relative(topLevel, present)} already, and it is left as it is.`,
      {
        remedy:
          'Go on with that one, or replace it: staging-pr review-spec --force',
      },
    )
  }
  if (wanted !== null) return wanted
  return join(topLevel, root, '.chant/specs', `${newId(specs)}.md`)
}

async function isIgnoredByGit(
  { repository }: LocalRun,
  place: string,
): Promise<boolean> {
  const { stdout } = await repository.git.run([
    'status',
    '--porcelain',
    '--ignored',
    '--untracked-files=all',
    '--',
    place,
  ])
  return stdout.toString('utf8').startsWith('!!')
}

function said({
  run,
  fix: { root, facts },
  place,
  isIgnored,
}: {
  readonly run: LocalRun
  readonly fix: ReviewedFix
  readonly place: string
  readonly isIgnored: boolean
}): string {
  const path = relative(run.repository.topLevel, place).split(sep).join('/')
  const id = specPlace(path) === null ? null : specIdOf(path)
  const next =
    id === null
      ? 'Hand it to a reviewer.'
      : `chant work ${shellWord(id)}, or hand it to a reviewer.`
  const lines = [
    `Wrote ${path}.`,
    ...(facts.spec === null
      ? ['This branch has no spec, so it names none.']
      : []),
    ...(facts.issue === null
      ? [
          'No issue number is known, so it has no label issue-N: name the branch fix/issue-N, or label the spec.',
        ]
      : []),
    `Next: ${next}`,
    `The review goes to ${reviewPath(root, facts)}; the staging PR shows its verdict once it is committed or pushed.`,
    isIgnored
      ? 'Git ignores it here (silent mode), so commit neither: upstream would get them. To share them inside the fork: staging-pr specs push'
      : 'Both are for the fork alone. To keep them off the branch, do not commit them: staging-pr specs push',
  ]
  return `${printableText(lines.join('\n'))}\n`
}
