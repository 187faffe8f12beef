import { inlineCode } from '../../markdown/write.ts'
import type { StagingFacts } from '../staging-facts.ts'
import { archiveCommand, packageRun } from './around.ts'
import { type BodyInput, volatile } from './body-input.ts'
import { count } from './quantities.ts'
import type { Points } from './points.ts'
import { words } from './words.ts'

/** What to do next, what this page promises, and what it was made from. */
export function footer(input: BodyInput, points: Points): string {
  return [
    '---',
    `**Next:** ${nextStep(input, points)} **Do not merge it here.**`,
    promise,
    ...leftOut(input),
    madeFrom(input),
  ].join('\n\n')
}

const promise =
  'Nothing on this page notifies upstream or leaves an event there. The commits of a fork stay reachable by their SHA.'

/** What a person does next, by the verdict; Markdown. */
export function nextStep({ facts }: BodyInput, { open }: Points): string {
  const upstream = upstreamState(facts)
  if (upstream !== null) return onceUpstream(facts, upstream)
  return byConclusion(facts, open.length)
}

function byConclusion(facts: StagingFacts, open: number): string {
  switch (facts.evidence?.conclusion ?? null) {
    case null:
      return 'run the steps (`staging-pr verify`), or push the branch; this page follows.'
    case 'ready':
      return afterReady(facts)
    case 'incomplete':
      return `close what is still open (${open}) and push; this page follows.`
    case 'failed':
      return 'push a commit that mends what failed; this page follows.'
    case 'inconclusive':
      return 'see under Testing why there is no result, mend that and run again.'
    case 'stale':
      return 'wait for the run of the newer commit; this page follows.'
  }
}

function upstreamState({ around }: StagingFacts): 'open' | 'merged' | null {
  const state = around?.upstreamPullRequest?.state ?? 'closed'
  return state === 'closed' ? null : state
}

function onceUpstream(facts: StagingFacts, state: 'open' | 'merged'): string {
  if (state === 'open') {
    return 'nothing here. Answer its reviewers upstream; a push to this branch still brings this page up to date.'
  }
  const archive = archiveCommand(facts)
  const closes = facts.config.handoff.close
  return archive === null
    ? `${closes ? 'nothing here' : 'close this pull request'}; the fix is upstream.`
    : `put the spec away (${inlineCode(archive)})${closes ? '' : ' and close this pull request'}; the fix is upstream.`
}

/** From review to handoff. */
function afterReady(facts: StagingFacts): string {
  const status = facts.around?.approval.status ?? 'none'
  switch (status) {
    case 'changes-requested':
      return 'answer the review; then approve, and a person opens the upstream pull request.'
    case 'outdated':
      return 'look at what came since the approval and approve again; then a person opens the upstream pull request.'
    case 'none':
      return 'review and approve this pull request (one of your own by the label `staging: approved`); then a person opens the upstream one.'
    case 'approved':
      return afterApproval(facts)
  }
}

function afterApproval(facts: StagingFacts): string {
  const run = packageRun(facts)
  const points = facts.around?.handedOver?.points ?? 0
  if (run === null) {
    return 'hand it over: `staging-pr handoff --branch` in your clone, or a run with `mode: handoff`. Then a person opens the upstream pull request.'
  }
  return points === 0
    ? `open the upstream pull request with the package of ${run}: title, body, commit message and the command.`
    : `see to the ${count(points, 'point')} that ${run} found before anything goes upstream; its summary lists ${points === 1 ? 'it' : 'them'}.`
}

function leftOut({ detail }: BodyInput): readonly string[] {
  if (detail.leftOut.length === 0) return []
  return [
    `**Shortened to fit into a pull request:** ${detail.leftOut.join(', ')}. The summary of the run has the whole text.`,
  ]
}

function madeFrom(input: BodyInput): string {
  const { facts, spec } = input
  const { evidence, config } = facts
  const tools = Object.entries(evidence?.toolchain ?? {}).map(
    ([name, version]) => words(`${name} ${version}`, 60),
  )
  const product = words(evidence?.product ?? 'Staging PR', 60)
  const parts = [
    volatile(input, product),
    ...(spec === null ? ['no spec'] : [`spec ${inlineCode(spec.path)}`]),
    ...(config.path === null
      ? ['no configuration file']
      : [`config ${inlineCode(config.path)}`]),
    ...(tools.length === 0 ? [] : [volatile(input, tools.join(', '))]),
  ]
  return parts.join(' · ')
}
