import { details, fence } from '../markdown/write.ts'
import { carryTicks, markChecklist, withoutTicks } from './checklist.ts'
import {
  readRegion,
  withoutMarkerLines,
  type RegionMarker,
  type RegionReading,
  withoutMarkers,
  writeRegion,
} from './region.ts'

/** First eight hex digits of the SHA-256 of a text. */
export type Hash = (text: string) => string

/** What is to stand in a body. */
export type Generated = {
  /** Content of the region, no longer than its room. */
  readonly content: string
  readonly marker: Omit<RegionMarker, 'text'>
}

/** A body with the new region in it. */
export type MergedBody = {
  readonly body: string
  /** What a person should know about the merge, one sentence, or `null`. */
  readonly notice: string | null
}

/**
 * Puts the generated region into a body. What people wrote above and below it
 * stays byte for byte; what they ticked in its checklist stays ticked; what they
 * wrote into it otherwise is kept once, folded below it; a body without our markers keeps all of its text, and the region goes below.
 */
export function mergeBody(
  existing: string | null,
  generated: Generated,
  hash: Hash,
): MergedBody {
  const fresh = markChecklist(withoutMarkers(generated.content))
  const marker = { ...generated.marker, text: hash(fresh) }
  const reading = readRegion(existing ?? '')
  const content = ticked(reading, fresh)
  const region = writeRegion(content, marker)
  switch (reading.status) {
    case 'none': {
      const above = existing === null || existing.trim() === '' ? '' : existing
      const gap = above === '' ? '' : gapAfter(above)
      return { body: `${above}${gap}${region}`, notice: null }
    }
    case 'found':
    case 'damaged': {
      const kept = keptEdits(reading, content, hash)
      const body = `${reading.above}${region}${kept}${reading.below}`
      // A fence around damaged markers would make the new region a quotation: then all of it is kept below.
      const isFound = readRegion(body).status === 'found'
      const whole = keptLines(withoutMarkerLines(existing ?? ''), content)
      return {
        body: isFound ? body : `${region}${whole}`,
        notice: noticeOf(reading, kept),
      }
    }
  }
}

function ticked(reading: RegionReading, fresh: string): string {
  return reading.status === 'none' ? fresh : carryTicks(reading.content, fresh)
}

/** Text of people in a body, which leaves less room for ours; edits inside the region count too. */
export function humanText(existing: string | null, hash: Hash): string {
  const reading = readRegion(existing ?? '')
  switch (reading.status) {
    case 'none':
      return existing ?? ''
    case 'found':
    case 'damaged': {
      const isEdited = isEditedByHand(reading, hash)
      const inside = isEdited ? reading.content : ''
      return reading.above + inside + reading.below
    }
  }
}

type Region = Exclude<RegionReading, { readonly status: 'none' }>

function isEditedByHand(reading: Region, hash: Hash): boolean {
  if (reading.status === 'damaged') return true
  return reading.marker.text !== hash(withoutTicks(reading.content))
}

function gapAfter(text: string): string {
  if (text.endsWith('\n\n') || text.endsWith('\n\r\n')) return ''
  return text.endsWith('\n') ? '\n' : '\n\n'
}

function noticeOf(reading: Region, kept: string): string | null {
  if (reading.status === 'damaged') {
    return 'The markers of the generated part were damaged. It was written anew, and what stood between them is kept folded below it.'
  }
  return kept === ''
    ? null
    : 'The generated part was edited by hand. It was written anew, and the edit is kept folded below it.'
}

/** Lines of the old region that the new one does not have, as a fold; `""` when there are none. */
function keptEdits(reading: Region, content: string, hash: Hash): string {
  return isEditedByHand(reading, hash)
    ? keptLines(reading.content, content)
    : ''
}

function keptLines(old: string, content: string): string {
  const lines = ownLines(old, content)
  if (lines.length === 0) return ''
  const text = fence(lines.join('\n'), 'markdown')
  return `\n\n${details('Edited by hand (the part above is rewritten on every push, so this is kept here)', text)}`
}

/** Lines that differ from every new line in more than numbers. */
function ownLines(old: string, generated: string): readonly string[] {
  const known = new Set(generated.split('\n').map(shape))
  return old
    .split('\n')
    .filter((line) => line.trim() !== '' && !known.has(shape(line)))
}

/** A line without what changes from run to run: numbers and hashes. */
function shape(line: string): string {
  return line.trim().replace(/\b(?=[\da-f]*\d)[\da-f]+\b/gu, '0')
}
