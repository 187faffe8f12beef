import { inlineCode } from '../../markdown/write.ts'
import { type BodyInput, volatile } from './body-input.ts'
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
  const conclusion = facts.evidence?.conclusion ?? null
  switch (conclusion) {
    case null:
      return 'run the steps (`staging-pr verify`), or push the branch; this page follows.'
    case 'ready':
      return 'review and approve this pull request; then a person opens the upstream one.'
    case 'incomplete':
      return `close what is still open (${open.length}) and push; this page follows.`
    case 'failed':
      return 'push a commit that mends what failed; this page follows.'
    case 'inconclusive':
      return 'see under Testing why there is no result, mend that and run again.'
    case 'stale':
      return 'wait for the run of the newer commit; this page follows.'
  }
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
