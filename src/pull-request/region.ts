import { closesFence, fenceOf } from '../spec/content/blocks.ts'

/** Facts that the generated region carries in its first marker. */
export type RegionMarker = {
  /** Run and attempt, `7712003415.1`. */
  readonly run: string
  /** First twelve digits of the head commit. */
  readonly head: string
  /** Commit status that this run leaves. */
  readonly status: 'pending' | 'success' | 'failure' | 'error'
  /** Sum of the content without run link, durations and versions: tells whether there is news. */
  readonly sum: string
  /** Sum of the content as it was sent: tells whether a person edited it. */
  readonly text: string
  /** Sum of the generated title: tells whether a person edited the title. */
  readonly title: string
  /** Results that a later run on the same tree may take, one word of letters, digits, `-` and `_`; `null` keeps none. */
  readonly kept: string | null
  /** Originals of the reproduction test, one word without white space; `null` where none is known. */
  readonly originals: string | null
  /** Fingerprints of the branch's change, one word; `null` keeps none. */
  readonly patch: string | null
  /** Run that handed this head over, one word; `null` where none did. */
  readonly handoff: string | null
  /** First twelve digits of the commit on the clean branch, or `null` where none was pushed. */
  readonly clean: string | null
  /** When a label was put on that is spent, or `null`. */
  readonly spent: string | null
  /** Since when the page speaks of this head, ISO 8601, or `null`. */
  readonly since: string | null
}

/** The marker as it is read back; anyone may have edited it. */
type ReadMarker = {
  readonly [Key in keyof RegionMarker]: string | null
}

/** What a body holds of ours. Texts of people are as they were stored, line ends included. */
export type RegionReading =
  | { readonly status: 'none' }
  | {
      readonly status: 'found'
      readonly above: string
      readonly below: string
      /** Between the markers, line ends as `\n`. */
      readonly content: string
      readonly marker: ReadMarker
    }
  | {
      /** Markers are missing, doubled or out of order: everything between the first and the last is in doubt. */
      readonly status: 'damaged'
      readonly above: string
      readonly below: string
      readonly content: string
    }

const beginning = '<!-- staging-pr:begin '
const ending = '<!-- staging-pr:end -->'
const explanation =
  'Rewritten on every push, down to staging-pr:end. Write above or below; that is kept.'

/** Puts the markers around a generated content. */
export function writeRegion(content: string, marker: RegionMarker): string {
  const { run, head, status, sum, text, title } = marker
  const kept = marker.kept === null ? '' : ` kept=${marker.kept}`
  const originals =
    marker.originals === null ? '' : ` originals=${marker.originals}`
  const patch = marker.patch === null ? '' : ` patch=${marker.patch}`
  const handoff = marker.handoff === null ? '' : ` handoff=${marker.handoff}`
  const since = marker.since === null ? '' : ` since=${marker.since}`
  const spent = marker.spent === null ? '' : ` spent=${marker.spent}`
  const clean = marker.clean === null ? '' : ` clean=${marker.clean}`
  const facts = `v1 run=${run} head=${head} status=${status} sum=${sum} text=${text} title=${title}${handoff}${clean}${spent}${since}${originals}${patch}${kept}`
  return `${beginning}${facts}. ${explanation} -->\n${content}\n${ending}`
}

/** Generated text never holds a marker of its own, whatever it was made from. */
export function withoutMarkers(content: string): string {
  return content.replaceAll('<!-- staging-pr:', '<\u2060!-- staging-pr:')
}

/** A body without its markers, line ends as `\n`. */
export function withoutMarkerLines(body: string): string {
  return joined(linesOf(body).filter(({ text }) => kindOf(text) === null))
}

type Line = {
  readonly text: string
  readonly start: number
  /** Offset behind the text, before the line end. */
  readonly end: number
}

type MarkerLine = { readonly kind: 'begin' | 'end'; readonly index: number }

/**
 * Finds the generated region. Markers count only as whole lines at the left
 * margin and outside fences that people closed, so text about markers is no
 * marker.
 */
export function readRegion(body: string): RegionReading {
  const lines = linesOf(body)
  const all = markersIn(lines)
  const live = unquoted(all, lines)
  if (live.length === 0) return { status: 'none' }
  const isWhole = live.map(({ kind }) => kind).join(' ') === 'begin end'
  const markers = isWhole ? live : all
  const inside = lines.slice(...span(markers, lines.length))
  const texts = {
    above: body.slice(0, inside.at(0)?.start),
    below: body.slice(inside.at(-1)?.end),
    content: joined(inside.filter(({ text }) => kindOf(text) === null)),
  }
  if (!isWhole) return { status: 'damaged', ...texts }
  const marker = readMarker(inside[0]?.text ?? '')
  return { status: 'found', ...texts, marker }
}

/** First line of the region and the line behind it; a missing end leaves everything on that side in doubt. */
function span(
  markers: readonly MarkerLine[],
  lines: number,
): readonly [number, number] {
  const first = markers[0]
  const last = markers.at(-1)
  return [
    first?.kind === 'begin' ? first.index : 0,
    last?.kind === 'end' ? last.index + 1 : lines,
  ]
}

function joined(lines: readonly Line[]): string {
  return lines.map(({ text }) => text).join('\n')
}

function linesOf(body: string): readonly Line[] {
  let start = 0
  return body.split('\n').map((raw) => {
    const text = raw.endsWith('\r') ? raw.slice(0, -1) : raw
    const line = { text, start, end: start + text.length }
    start += raw.length + 1
    return line
  })
}

function kindOf(text: string): MarkerLine['kind'] | null {
  const line = text.trimEnd()
  if (line === ending) return 'end'
  return line.startsWith(beginning) && line.endsWith('-->') ? 'begin' : null
}

function markersIn(lines: readonly Line[]): readonly MarkerLine[] {
  return lines.flatMap(({ text }, index) => {
    const kind = kindOf(text)
    return kind === null ? [] : [{ kind, index }]
  })
}

/** Leaves out pairs that stand inside one fence: somebody quotes a body. Once markers are damaged, quotes are not told apart either. */
function unquoted(
  markers: readonly MarkerLine[],
  lines: readonly Line[],
): readonly MarkerLine[] {
  const kept: MarkerLine[] = []
  const outside = lines.map(({ text }) => text)
  for (let at = 0; at < markers.length; at += 1) {
    const marker = markers[at]
    const next = markers[at + 1]
    if (marker === undefined) break
    if (marker.kind !== 'begin' || next?.kind !== 'end') {
      kept.push(marker)
      continue
    }
    at += 1
    if (isFenced(outside, marker.index, next.index)) continue
    kept.push(marker, next)
    outside.fill('', marker.index + 1, next.index)
  }
  return kept
}

/** A fence is open above the pair, and the next fence or marker below it closes that one. */
function isFenced(
  lines: readonly string[],
  begin: number,
  end: number,
): boolean {
  let fence: string | null = null
  for (const line of lines.slice(0, begin)) {
    if (fence === null) fence = fenceOf(line)
    else if (closesFence(line, fence)) fence = null
  }
  const opened = fence
  if (opened === null) return false
  const next = lines
    .slice(end + 1)
    .find((line) => fenceOf(line) !== null || kindOf(line) !== null)
  return next !== undefined && closesFence(next, opened)
}

function readMarker(line: string): ReadMarker {
  const facts = line.split('. ', 1)[0] ?? ''
  const values = new Map(
    facts.split(' ').map((pair) => {
      const at = pair.indexOf('=')
      return [pair.slice(0, at), pair.slice(at + 1)] as const
    }),
  )
  const value = (key: string): string | null => values.get(key) ?? null
  return {
    run: value('run'),
    head: value('head'),
    status: value('status'),
    sum: value('sum'),
    text: value('text'),
    title: value('title'),
    kept: value('kept'),
    originals: value('originals'),
    patch: value('patch'),
    handoff: value('handoff'),
    clean: value('clean'),
    spent: value('spent'),
    since: value('since'),
  }
}
