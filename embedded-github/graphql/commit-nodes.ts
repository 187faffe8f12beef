import { isObject } from '../json.ts'
import {
  actionsApp,
  combinedState,
  detailsUrl,
  latestCheckRuns,
  latestStatuses,
} from '../shapes/status.ts'
import {
  type CheckRun,
  type RepositoryState,
  type Status,
  fullName,
} from '../world.ts'
import { accountNode } from './account-node.ts'
import { type Arguments, connection } from './connection.ts'
import type { Lookup, Node } from './lookup.ts'

/** A `Commit`. */
export function commitNode(
  lookup: Lookup,
  repository: RepositoryState,
  sha: string,
): Node {
  const { world } = lookup
  const commit = world.git.commit(repository.git, sha)
  const url = `${world.addresses.web}/${fullName(repository)}/commit/${sha}`
  const [headline = '', ...rest] = commit.message.split('\n')
  return {
    __typename: 'Commit',
    id: `C_kwDO${sha}`,
    oid: sha,
    abbreviatedOid: sha.slice(0, 7),
    url,
    commitUrl: url,
    message: commit.message,
    messageHeadline: headline,
    messageBody: rest.join('\n').trim(),
    authoredDate: commit.author.date,
    committedDate: commit.committer.date,
    tree: {
      __typename: 'Tree',
      id: `T_kwDO${commit.tree}`,
      oid: commit.tree,
      abbreviatedOid: commit.tree.slice(0, 7),
    },
    parents: (given: Arguments) =>
      connection(
        'parents',
        commit.parents.map((parent) => commitNode(lookup, repository, parent)),
        given,
      ),
    status: () => statusNode(lookup, repository, sha),
    statusCheckRollup: () => rollupNode(lookup, repository, sha),
    checkSuites: (given: Arguments) =>
      connection('checkSuites', suiteNodes(lookup, repository, sha), given),
  }
}

/** A `Status`: all statuses of a commit, or `null` when there are none. */
function statusNode(
  lookup: Lookup,
  repository: RepositoryState,
  sha: string,
): Node | null {
  const statuses = latestStatuses(repository, sha)
  if (statuses.length === 0) return null
  const node = (status: Status): Node =>
    statusContextNode(lookup, repository, status)
  return {
    __typename: 'Status',
    id: `S_kwDO${sha}`,
    state: combinedState(statuses).toUpperCase(),
    contexts: () => statuses.map(node),
    context: ({ name }: Arguments) => {
      const found = statuses.find((status) => status.context === name)
      return found === undefined ? null : node(found)
    },
    commit: () => commitNode(lookup, repository, sha),
  }
}

function statusContextNode(
  lookup: Lookup,
  repository: RepositoryState,
  status: Status,
): Node {
  return {
    __typename: 'StatusContext',
    id: `SC_kwDO${String(status.id)}`,
    state: status.state.toUpperCase(),
    context: status.context,
    description: status.description,
    targetUrl: status.targetUrl,
    createdAt: status.createdAt,
    updatedAt: status.createdAt,
    creator: () => accountNode(lookup.world, status.creator),
    commit: () => commitNode(lookup, repository, status.sha),
  }
}

/** A `StatusCheckRollup`: statuses and check runs, or `null` when there are none. */
function rollupNode(
  lookup: Lookup,
  repository: RepositoryState,
  sha: string,
): Node | null {
  const statuses = latestStatuses(repository, sha)
  const runs = repository.checkRuns.filter((run) => run.headSha === sha)
  if (statuses.length + runs.length === 0) return null
  const contexts = [
    ...statuses.map((status) => statusContextNode(lookup, repository, status)),
    ...runs.map((run) => checkRunNode(lookup, repository, run)),
  ]
  return {
    __typename: 'StatusCheckRollup',
    id: `SCR_kwDO${sha}`,
    state: rollupState(statuses, runs),
    contexts: (given: Arguments) => connection('contexts', contexts, given),
    commit: () => commitNode(lookup, repository, sha),
  }
}

/** One suite for each run of a workflow, and one for each app with check runs that belong to none. */
function suiteNodes(
  lookup: Lookup,
  repository: RepositoryState,
  sha: string,
): readonly Node[] {
  const url = `${lookup.world.addresses.web}/${fullName(repository)}/actions/runs`
  const ofCommit = repository.checkRuns.filter((run) => run.headSha === sha)
  const checkRuns =
    (isOfSuite: (run: CheckRun) => boolean) =>
    (given: Arguments): object =>
      connection(
        'checkRuns',
        filtered(ofCommit.filter(isOfSuite), given).map((run) =>
          checkRunNode(lookup, repository, run),
        ),
        given,
      )
  const suites = repository.workflowRuns
    .filter((run) => run.headSha === sha)
    .map((run) => ({
      __typename: 'CheckSuite',
      id: `CS_${String(run.id)}`,
      status: run.status.toUpperCase(),
      conclusion: run.conclusion?.toUpperCase() ?? null,
      app: { __typename: 'App', slug: actionsApp },
      workflowRun: {
        __typename: 'WorkflowRun',
        id: `WFR_${String(run.id)}`,
        databaseId: run.id,
        event: run.event,
        url: `${url}/${String(run.id)}`,
        workflow: {
          __typename: 'Workflow',
          id: `W_${run.path}`,
          name: run.name,
          databaseId: 1000 + run.path.length,
        },
        file: { __typename: 'WorkflowRunFile', id: run.path, path: run.path },
      },
      checkRuns: checkRuns(({ workflowRunId }) => workflowRunId === run.id),
    }))
  const apps = ofCommit.flatMap(({ workflowRunId, app }) =>
    workflowRunId === null ? [app] : [],
  )
  const others = [...new Set(apps)].map((slug) => ({
    __typename: 'CheckSuite',
    id: `CS_${sha}_${slug}`,
    status: 'COMPLETED',
    conclusion: null,
    app: { __typename: 'App', slug },
    workflowRun: null,
    checkRuns: checkRuns(
      ({ workflowRunId, app }) => workflowRunId === null && app === slug,
    ),
  }))
  return [...suites, ...others]
}

/** `filterBy: {checkType: LATEST}` is the one filter that is known here. */
function filtered(
  runs: readonly CheckRun[],
  { filterBy }: Arguments,
): readonly CheckRun[] {
  const type = isObject(filterBy) ? filterBy['checkType'] : null
  return type === 'LATEST' ? latestCheckRuns(runs) : runs
}

const goodConclusions: readonly (string | null)[] = [
  'success',
  'neutral',
  'skipped',
]

function rollupState(
  statuses: readonly Status[],
  runs: readonly CheckRun[],
): string {
  const ofStatuses = statuses.length === 0 ? 'success' : combinedState(statuses)
  const completed = runs.filter((run) => run.status === 'completed')
  const failed = completed.some(
    (run) => !goodConclusions.includes(run.conclusion),
  )
  if (failed || ofStatuses === 'failure') return 'FAILURE'
  const done = completed.length === runs.length && ofStatuses === 'success'
  return done ? 'SUCCESS' : 'PENDING'
}

function checkRunNode(
  lookup: Lookup,
  repository: RepositoryState,
  run: CheckRun,
): Node {
  const path = `${fullName(repository)}/runs/${String(run.id)}`
  return {
    __typename: 'CheckRun',
    id: `CR_kwDO${String(run.id)}`,
    databaseId: run.id,
    name: run.name,
    status: run.status.toUpperCase(),
    conclusion: run.conclusion?.toUpperCase() ?? null,
    url: `${lookup.world.addresses.web}/${path}`,
    detailsUrl: detailsUrl(lookup.world, repository, run),
    startedAt: run.startedAt,
    completedAt: run.completedAt,
    title: run.output['title'] ?? null,
    summary: run.output['summary'] ?? null,
    text: run.output['text'] ?? null,
  }
}
