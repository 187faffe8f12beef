import type { Element } from 'hast'
import { h } from 'hastscript'
import type { StepResult } from '../evidence/evidence.ts'
import type { PlannedStep } from '../plan/plan.ts'
import { proofMark, proofRow } from '../pull-request/body/proof-text.ts'
import { duration } from '../pull-request/body/quantities.ts'
import {
  commandName,
  outcome,
  stepMark,
} from '../pull-request/body/step-text.ts'
import { bareWords, withoutMarks } from '../pull-request/body/words.ts'
import type { StagingFacts } from '../pull-request/staging-facts.ts'
import {
  commitStateOf,
  statusDescription,
} from '../report/status-description.ts'
import { printableText } from '../text/printable.ts'
import { icon, type IconName } from './icons.ts'

type Tone = 'success' | 'attention' | 'danger' | 'muted'

type Look = {
  readonly tone: Tone
  readonly name: IconName
  /** As GitHub says it above the list. */
  readonly title: string
  readonly count: string
}

const waiting: Look = {
  tone: 'attention',
  name: 'dot',
  title: 'Some checks haven’t completed yet',
  count: '1 expected check',
}

const looks = {
  success: {
    tone: 'success',
    name: 'check',
    title: 'All checks have passed',
    count: '1 successful check',
  },
  pending: { ...waiting, count: '1 pending check' },
  failure: {
    tone: 'danger',
    name: 'cross',
    title: 'All checks have failed',
    count: '1 failing check',
  },
  error: {
    tone: 'danger',
    name: 'cross',
    title: 'All checks have failed',
    count: '1 errored check',
  },
} as const satisfies Readonly<Record<string, Look>>

/** The commit status `staging-pr` as GitHub's box of checks shows it, with the steps behind it. */
export function checksBox(facts: StagingFacts): Element {
  const { evidence } = facts
  const state = evidence === null ? null : commitStateOf(evidence.conclusion)
  const look = state === null ? waiting : looks[state]
  const description =
    state === null
      ? 'Expected: waiting for status to be reported'
      : statusDescription(facts)
  return h(
    'section',
    {
      id: 'checks',
      className: ['box', 'checks'],
      ariaLabelledBy: 'checks-title',
    },
    [
      h('div', { className: ['checks-head'] }, [
        round(look),
        h('div', [
          h('h2', { id: 'checks-title' }, look.title),
          h('p', { className: ['muted'] }, look.count),
        ]),
      ]),
      h('ul', { className: ['rows'] }, [
        h('li', [
          marked(look.tone, look.name),
          h('p', [
            h('strong', 'staging-pr'),
            ' ',
            h('span', { className: ['muted'] }, printableText(description)),
          ]),
        ]),
      ]),
      ...stepList(facts),
    ],
  )
}

function round({ tone, name }: Look): Element {
  return h('span', { className: ['round', `round-${tone}`] }, icon(name))
}

function marked(tone: Tone, name: IconName): Element {
  return h('span', { className: ['state-icon', `text-${tone}`] }, icon(name))
}

function stepList({ evidence, plan }: StagingFacts): readonly Element[] {
  const proof = evidence?.proof ?? null
  const rows =
    evidence === null
      ? plan.steps.map(plannedRow)
      : evidence.steps.map((step) => ranRow(step, proof))
  if (rows.length === 0) return []
  return [
    h('h3', { className: ['rows-title'] }, 'Steps'),
    h('ul', { className: ['rows'] }, rows),
  ]
}

const byMark: Readonly<Record<string, readonly [Tone, IconName]>> = {
  '✅': ['success', 'check'],
  '❌': ['danger', 'cross'],
  '⚠️': ['attention', 'warning'],
  '⏭️': ['muted', 'skip'],
}

type JudgedProof = Parameters<typeof proofRow>[0]

/** The reproduction step says what its runs on all trees show, as in the body. */
function ranRow(step: StepResult, proof: JudgedProof | null): Element {
  const isProof = step.kind === 'reproduction' && proof !== null
  const shown = isProof ? proofRow(proof) : null
  const mark =
    (shown === null || proof === null ? null : proofMark(proof.status)) ??
    stepMark(step)
  const hasRun = step.status !== 'skipped' && step.status !== 'not-started'
  return row(byMark[mark] ?? ['muted', 'dot'], step.command, {
    result: [...(shown === null ? [] : [shown]), outcome(step)].join(', '),
    time: hasRun ? duration(step.durationMs) : null,
  })
}

function plannedRow(planned: PlannedStep): Element {
  const result =
    planned.status === 'skipped'
      ? `will be skipped: ${bareWords(planned.reason)}`
      : 'not run yet'
  return row(['muted', 'dot'], planned.step.run, { result, time: null })
}

function row(
  [tone, name]: readonly [Tone, IconName],
  command: string,
  { result, time }: { readonly result: string; readonly time: string | null },
): Element {
  const plain = (markdown: string): string =>
    printableText(withoutMarks(markdown))
  return h('li', [
    marked(tone, name),
    h('p', [
      h('code', plain(commandName(command))),
      ' ',
      h('span', { className: ['muted'] }, plain(result)),
    ]),
    ...(time === null ? [] : [' ', h('span', { className: ['time'] }, time)]),
  ])
}
