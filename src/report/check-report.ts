import { fullName } from '../context/run-context.ts'
import type { Conclusion, Evidence } from '../evidence/evidence.ts'
import { gateLine, gateMarkdown } from '../markdown/text-gate.ts'
import { prepare } from '../pull-request/body.ts'
import { pointsOf } from '../pull-request/body/points.ts'
import { verdictText } from '../pull-request/body/verdict-text.ts'
import type { StagingFacts } from '../pull-request/staging-facts.ts'
import type { Annotation } from './annotations.ts'
import { problemTable } from './problem-table.ts'
import { statusDescription } from './status-description.ts'

/** A remark on lines of a file. */
type CheckRemark = {
  readonly path: string
  readonly line: number
  readonly endLine: number
  readonly column: number | null
  readonly level: 'failure' | 'warning'
  readonly title: string
  readonly message: string
}

/** What a check run says. */
export type CheckReport = {
  readonly conclusion: 'success' | 'failure' | 'action_required'
  readonly title: string
  /** Markdown. */
  readonly summary: string
  readonly annotations: readonly CheckRemark[]
}

/** GitHub's bounds and ours: 255 characters of a title, 64 KB of a message, 65,535 characters of a summary; a thousand remarks are twenty requests. */
const most = {
  title: 200,
  message: 4_000,
  summary: 60_000,
  annotations: 1_000,
} as const

/** The check run of some evidence; `null` where there is none to be written. */
export function checkReport(
  facts: StagingFacts & { readonly evidence: Evidence },
  annotations: readonly Annotation[],
): CheckReport | null {
  const conclusion = conclusions[facts.evidence.conclusion]
  if (conclusion === null) return null
  return {
    conclusion,
    title: statusDescription(facts),
    summary: summaryOf(facts, annotations),
    annotations: annotations.flatMap(remarkOf).slice(0, most.annotations),
  }
}

const conclusions: Readonly<
  Record<Conclusion, CheckReport['conclusion'] | null>
> = {
  ready: 'success',
  incomplete: 'action_required',
  failed: 'failure',
  inconclusive: 'failure',
  stale: null,
}

/** Verdict and problems by file, with fewer files until it fits. */
function summaryOf(
  facts: StagingFacts,
  annotations: readonly Annotation[],
): string {
  const { server, fork } = facts.context
  const gate = { serverUrl: server.url, ownRepository: fullName(fork) }
  const { lead, detail } = verdictText(facts, pointsOf(prepare(facts)).open)
  for (const files of [200, 50, 10]) {
    const table = problemTable(annotations, facts, { files, lines: 0 })
    const parts = [`**${lead}**`, ...detail, ...table]
    const text = gateMarkdown(parts.join('\n\n'), gate)
    if (text.length <= most.summary) return text
  }
  return gateMarkdown(`**${lead}**`, gate)
}

function remarkOf(annotation: Annotation): readonly CheckRemark[] {
  const { path, line, endLine, column, level, title, message } = annotation
  if (path === null) return []
  const first = line ?? 1
  return [
    {
      path,
      line: first,
      endLine: endLine ?? first,
      column,
      level: level === 'error' ? 'failure' : 'warning',
      title: gateLine(title, { maxCharacters: most.title }),
      message: gateLine(message, { maxCharacters: most.message }),
    },
  ]
}
