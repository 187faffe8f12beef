import { details } from '../../markdown/write.ts'
import { upstreamLead } from './around.ts'
import type { BodyInput } from './body-input.ts'
import type { Point } from './point.ts'
import type { Points } from './points.ts'
import { count } from './quantities.ts'

/** Points of one list that the first screen shows. */
const shown = 7

/** “Still open” and “Left for you to judge”: what is left for a person, or `null` when nothing is. */
export function judgeList(
  { open, judge }: Points,
  { detail, facts }: Pick<BodyInput, 'detail' | 'facts'>,
): string | null {
  const lists = [
    ...list('Still open', open, detail.items),
    ...list('Left for you to judge', judge, detail.items),
  ].join('\n\n')
  if (lists === '') return null
  // Once the fix is upstream, nothing here asks for anybody's attention.
  const points = count(open.length + judge.length, 'point')
  return upstreamLead(facts) === null
    ? lists
    : details(`What was open when it went upstream (${points})`, lists)
}

function list(
  name: string,
  points: readonly Point[],
  items: number,
): readonly string[] {
  if (points.length === 0) return []
  const lines = points.map(({ markdown }, index) => `${index + 1}. ${markdown}`)
  const head = lines.slice(0, shown).join('\n')
  const rest = lines.slice(shown)
  const folded = rest.slice(0, items)
  const cut =
    rest.length > folded.length
      ? [`\n${rest.length - folded.length} more are not listed here.`]
      : []
  const more =
    rest.length === 0
      ? []
      : [details(`${rest.length} more`, [...folded, ...cut].join('\n'))]
  return [`**${name} (${points.length})**\n\n${head}`, ...more]
}
