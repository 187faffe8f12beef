/** A piece of a paragraph of Markdown: a code span with its backticks, or what stands between two. */
type Piece = { readonly text: string; readonly isCode: boolean }

/** Splits a paragraph at its code spans: a run of backticks is closed by the next one of its length. */
export function codePieces(paragraph: string): readonly Piece[] {
  const runs = [...paragraph.matchAll(/`+/gu)].map(({ 0: marks, index }) => ({
    start: index,
    length: marks.length,
  }))
  const closing = closingRuns(runs.map(({ length }) => length))
  const pieces: Piece[] = []
  let from = 0
  for (let at = 0; at < runs.length; at += 1) {
    const run = runs[at]
    const close = closing[at] ?? null
    const last = close === null ? undefined : runs[close]
    if (run === undefined || close === null || last === undefined) continue
    const end = last.start + last.length
    pieces.push({ text: paragraph.slice(from, run.start), isCode: false })
    pieces.push({ text: paragraph.slice(run.start, end), isCode: true })
    from = end
    at = close
  }
  pieces.push({ text: paragraph.slice(from), isCode: false })
  return pieces.filter(({ text }) => text !== '')
}

/** For each run the next one of its length, or `null`. */
function closingRuns(lengths: readonly number[]): readonly (number | null)[] {
  const next = new Map<number, number>()
  return lengths
    .map((length, index) => ({ length, index }))
    .toReversed()
    .map(({ length, index }) => {
      const close = next.get(length) ?? null
      next.set(length, index)
      return close
    })
    .toReversed()
}

/**
 * Changes the prose of a paragraph and leaves its code spans as written. The
 * change sees a short placeholder for each span, so that a link may hold one.
 */
export function changeProse(
  paragraph: string,
  change: (prose: string) => string,
): string {
  const codes: string[] = []
  const prose = codePieces(paragraph.replace(/[\uE000\uE001]/gu, ''))
    .map(({ text, isCode }) => {
      if (!isCode) return text
      codes.push(text)
      return `\uE000${codes.length - 1}\uE001`
    })
    .join('')
  return change(prose).replace(
    /\uE000(\d{1,7})\uE001/gu,
    (_, at: string) => codes[Number(at)] ?? '',
  )
}
