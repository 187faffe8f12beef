import { parse } from 'yaml'
import * as z from 'zod/mini'
import { decodeUtf8 } from '../io/git/source-files.ts'
import type { GitRepository } from '../io/git/repository.ts'
import { type Inputs, readInputs } from '../context/inputs.ts'

/** What a workflow asks for beside title and body. */
export type WorkflowWishes = Pick<
  Inputs,
  'assignees' | 'draft' | 'labels' | 'milestone' | 'reviewers'
>

const names = [
  'assignees',
  'draft',
  'labels',
  'milestone',
  'reviewers',
] as const

/** As far as it is looked at. */
const workflowSchema = z.object({
  jobs: z.record(
    z.string(),
    z.object({
      steps: z.optional(
        z.array(
          z.object({
            uses: z.optional(z.string()),
            with: z.optional(z.record(z.string(), z.unknown())),
          }),
        ),
      ),
    }),
  ),
})

const maxFileBytes = 64 * 1024

/**
 * What the first workflow with this action asks for, looked for commit by
 * commit. A value that an expression makes is not known here, and neither is
 * one that the action would refuse.
 */
export async function workflowWishes(
  repository: GitRepository,
  commits: readonly string[],
): Promise<WorkflowWishes> {
  for (const commit of commits) {
    const given = await givenInputs(repository, commit)
    if (given !== null) return wishesIn(given)
  }
  return wishesIn({})
}

type Given = Readonly<Record<string, unknown>>

async function givenInputs(
  repository: GitRepository,
  commit: string,
): Promise<Given | null> {
  const files = await repository.files(commit)
  const workflows = files.filter(({ path }) =>
    /^\.github\/workflows\/[^/]+\.ya?ml$/u.test(path),
  )
  const found: Given[] = []
  for (const { oid } of workflows) {
    const bytes = await repository.blob(oid, maxFileBytes)
    const text = bytes === null ? null : decodeUtf8(bytes)
    if (text !== null) found.push(...inputsIn(text))
  }
  // Where several say something, the first counts.
  return found.length === 0 ? null : Object.assign({}, ...found.toReversed())
}

function inputsIn(text: string): readonly Given[] {
  const { data } = workflowSchema.safeParse(parsed(text))
  const steps = Object.values(data?.jobs ?? {}).flatMap(
    (job) => job.steps ?? [],
  )
  return steps
    .filter(({ uses = '' }) => /(?:^|\/)staging-pr(?:@|$)/u.test(uses))
    .map((step) => step.with ?? {})
}

function parsed(text: string): unknown {
  try {
    return parse(text)
  } catch {
    // Somebody else's workflow, which GitHub refuses in words of its own.
    return null
  }
}

function wishesIn(given: Given): WorkflowWishes {
  const known = new Map<string, string>()
  for (const name of names) {
    const value = given[name]
    const isKnown = typeof value === 'string' && !value.includes('${{')
    if (isKnown) known.set(name, value)
  }
  const draft = known.get('draft')?.trim().toLowerCase() ?? ''
  if (!['never', 'auto', 'always'].includes(draft)) known.delete('draft')
  return readInputs((name) => known.get(name) ?? '')
}
