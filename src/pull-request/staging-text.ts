import { fullName } from '../context/run-context.ts'
import { gateLine, gateMarkdown } from '../markdown/text-gate.ts'
import type { Redact } from '../text/redact.ts'
import { encodeHandedOver, nothingAround } from './around.ts'
import { bodyWriter } from './body.ts'
import { withoutTicks } from './checklist.ts'
import { fitBody, fullDetail, roomBeside } from './fit.ts'
import {
  type Hash,
  humanText,
  mergeBody,
  type MergedBody,
} from './merge-body.ts'
import { readRegion, type RegionMarker } from './region.ts'
import type { StagingFacts } from './staging-facts.ts'
import { maxTitleCharacters, stagingTitle } from './title.ts'

/** Title and body that the staging PR is meant to have. */
export type StagingText = {
  readonly title: string
  readonly marker: Omit<RegionMarker, 'text'>
  /** Generated content for so many UTF-16 units, past the text gate, without markers. */
  readonly content: (room: number) => string
  readonly hash: Hash
}

/** How a text is finished. */
export type TextOptions = {
  /** Commit status that this run leaves. */
  readonly status: RegionMarker['status']
  readonly hash: Hash
  /** Results to be kept for a later run on the same tree, or `null`. */
  readonly kept?: string | null
  /** Originals of the reproduction test to be remembered, or `null`. */
  readonly originals?: string | null
  /** Fingerprints of the branch's change, or `null`. */
  readonly patch?: string | null
  /** ISO 8601: since then the page speaks of this head, where it did not before. */
  readonly now?: string | null
  /** Takes secrets out; nothing is taken out without it. */
  readonly redact?: Redact
}

/** Writes title and body for one head commit. */
export function stagingText(
  facts: StagingFacts,
  options: TextOptions,
): StagingText {
  const { status, hash } = options
  const { kept = null, originals = null, patch = null } = options
  const redact = options.redact ?? ((text) => text)
  const { context, evidence } = facts
  const title = gateLine(redact(stagingTitle(facts)), {
    maxCharacters: maxTitleCharacters,
  })
  const write = bodyWriter(facts)
  const gate = {
    serverUrl: context.server.url,
    ownRepository: fullName(context.fork),
  }
  const sha = evidence?.head.sha ?? context.headSha
  return {
    title,
    hash,
    marker: {
      run: `${context.run.id}.${context.run.attempt}`,
      head: sha.slice(0, 12),
      status,
      sum: hash(write(fullDetail, 'left out')),
      title: hash(title),
      kept,
      originals,
      patch,
      ...handoffMarks(facts),
      since: facts.around?.shownSince ?? options.now ?? null,
    },
    content: (room) => {
      const gated = gateMarkdown(fitBody(write, room), gate)
      const text = redact(gated)
      // What stands where a secret stood may make a name of what comes behind it.
      return text === gated ? gated : gateMarkdown(text, gate)
    },
  }
}

/** What a later run has to know of a handoff. */
function handoffMarks({
  around = nothingAround,
}: StagingFacts): Pick<RegionMarker, 'handoff' | 'clean' | 'spent'> {
  const { handedOver, cleanHead, spentLabel } = around
  return {
    handoff: handedOver === null ? null : encodeHandedOver(handedOver),
    clean: cleanHead,
    spent: spentLabel,
  }
}

/** The whole body beside what stands there already; `null` for a new staging PR. */
export function bodyBeside(
  text: StagingText,
  existing: string | null,
): MergedBody {
  const room = roomBeside(humanText(existing, text.hash))
  const generated = { content: text.content(room), marker: text.marker }
  return mergeBody(existing, generated, text.hash)
}

/** Whether a body says the same already, volatile parts aside, and nobody edited our part but for ticks. */
export function isUpToDate(text: StagingText, existing: string): boolean {
  const reading = readRegion(existing)
  if (reading.status !== 'found') return false
  const { marker, content } = reading
  return (
    marker.sum === text.marker.sum &&
    marker.head === text.marker.head &&
    marker.status === text.marker.status &&
    marker.handoff === text.marker.handoff &&
    marker.clean === text.marker.clean &&
    marker.spent === text.marker.spent &&
    marker.text === text.hash(withoutTicks(content))
  )
}

/**
 * The title to be set, or `null` when it stays: it is right already, or it is
 * no longer the one that was generated last, so a person chose it.
 */
export function titleChange(
  text: StagingText,
  existing: { readonly title: string; readonly body: string },
): string | null {
  if (existing.title === text.title) return null
  const reading = readRegion(existing.body)
  if (reading.status !== 'found') return null
  const isOurs = reading.marker.title === text.hash(existing.title)
  return isOurs ? text.title : null
}
