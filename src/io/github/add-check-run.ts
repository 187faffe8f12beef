import { at, numberAt, textAt } from '../../context/decode.ts'
import type { CheckAnnotation, CheckRun } from '../github-port.ts'
import { readAnswer } from './answer.ts'
import { statusContext, wrongShape } from './decode.ts'
import type { ForkName } from './look-up.ts'
import type { Client } from './octokit.ts'

/** GitHub takes no more in one request (https://docs.github.com/rest/checks/runs). */
const perRequest = 50

/**
 * Adds a completed check run. Its digest is sent with the last batch of
 * annotations: a run that broke off before that is not taken for whole later.
 */
export async function addCheckRun(
  client: Client,
  { owner, name }: ForkName,
  run: CheckRun,
): Promise<void> {
  const path = { owner, repo: name }
  if (await isThere(client, path, run)) return
  const [first, ...others] = batchesOf(run)
  const { data } = await client.request(
    'POST /repos/{owner}/{repo}/check-runs',
    {
      ...path,
      name: statusContext,
      head_sha: run.sha,
      status: 'completed',
      conclusion: run.conclusion,
      details_url: run.detailsUrl,
      ...first,
    },
  )
  const id = numberAt(data, 'id')
  if (id === null) throw wrongShape('the check run', 'id')
  for (const [index, batch] of others.entries()) {
    const before = (index + 1) * perRequest
    await append(client, { ...path, check_run_id: id }, { batch, before })
  }
}

type CheckRunPath = {
  readonly owner: string
  readonly repo: string
  readonly check_run_id: number
}

/** After an answer that was lost the batch may be there; sent again, it would stand there twice. */
async function append(
  client: Client,
  path: CheckRunPath,
  { batch, before }: { readonly batch: Batch; readonly before: number },
): Promise<void> {
  const send = (retries: { readonly retries?: number }): Promise<unknown> =>
    client.request('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
      ...path,
      ...batch,
      request: retries,
    })
  try {
    await send({ retries: 0 })
  } catch (error) {
    // Refusals stay what they are; for faults see above.
    const status = readAnswer(error)?.status ?? 422
    if (status !== 0 && status < 500) throw error
    if ((await annotationsOf(client, path)) <= before) await send({})
  }
}

async function annotationsOf(
  client: Client,
  path: CheckRunPath,
): Promise<number> {
  const { data } = await client.request(
    'GET /repos/{owner}/{repo}/check-runs/{check_run_id}',
    path,
  )
  return numberAt(data, 'output', 'annotations_count') ?? 0
}

async function isThere(
  client: Client,
  path: { readonly owner: string; readonly repo: string },
  { sha, digest, isNews }: CheckRun,
): Promise<boolean> {
  const { data } = await client.request(
    'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
    { ...path, ref: sha, check_name: statusContext, filter: 'latest' },
  )
  const runs: unknown = at(data, 'check_runs')
  if (!Array.isArray(runs)) throw wrongShape('the check runs', 'list')
  return runs.some((one: unknown) => {
    const known = textAt(one, 'external_id') ?? ''
    return isNews ? known === digest : known !== ''
  })
}

type Batch = ReturnType<typeof batchesOf>[number]

/** What each request carries; one at least. */
function batchesOf({ title, summary, annotations, digest }: CheckRun) {
  const requests = Math.max(1, Math.ceil(annotations.length / perRequest))
  return Array.from({ length: requests }, (_, index) => ({
    output: {
      title,
      summary,
      annotations: annotations
        .slice(index * perRequest, (index + 1) * perRequest)
        .map(restAnnotation),
    },
    ...(index === requests - 1 ? { external_id: digest } : {}),
  }))
}

function restAnnotation(annotation: CheckAnnotation) {
  const { path, line, endLine, column, level, title, message } = annotation
  const isOneLine = line === endLine
  return {
    path,
    start_line: line,
    end_line: endLine,
    // Columns are for single lines only.
    ...(column !== null && isOneLine
      ? { start_column: column, end_column: column }
      : {}),
    annotation_level: level,
    title,
    message,
  }
}
