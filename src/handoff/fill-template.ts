import { withClosingAt } from './closing-place.ts'
import {
  headingLike,
  type TemplateSection,
  templateSections,
} from './template-sections.ts'
import type { UpstreamParts } from './upstream-pr.ts'

type Part = keyof UpstreamParts

/** What a heading asks for, and what it takes where nothing else does. */
type Wish = { readonly first: readonly Part[]; readonly else: readonly Part[] }

const nothing: Wish = { first: [], else: [] }

function wish(first: readonly Part[], otherwise: readonly Part[] = []): Wish {
  return { first, else: otherwise }
}

const checklist = /\b(?:check ?list|before (?:you )?(?:submit|merg)\w*)\b/iu

/** What a heading of a template asks for, by its words; the first that fits. */
const asks: readonly (readonly [RegExp, Wish])[] = [
  [
    /\b(?:breaking|types? of|kind of|release notes?|changelog|screenshots?)\b/iu,
    nothing,
  ],
  [checklist, nothing],
  [/\b(?:root cause|why|motivation|context|background)\b/iu, wish(['cause'])],
  [/\b(?:test|tests|testing|tested|verif\w*|qa)\b/iu, wish(['testing'])],
  [
    /\b(?:issue|issues|closes|fixes|related|references|tickets?)\b/iu,
    wish(['closes']),
  ],
  [/\b(?:bug|problem)\b(?! ?fix)/iu, wish(['cause'], ['summary'])],
  [
    /\b(?:how|fix|bug ?fix|solution|changes|implementation|approach|details)\b/iu,
    wish(['solution']),
  ],
  [
    /\b(?:summary|description|what|overview|purpose|proposed)\b/iu,
    wish(['summary']),
  ],
  [/\b(?:research|findings|investigation)\b/iu, wish(['research'])],
  [/\b(?:ai|llm|disclosure)\b/iu, wish(['disclosure'])],
  [/\bnotes?\b/iu, wish([], ['research', 'disclosure'])],
]

/** What must not be missing, with a heading of its own where the template has no place for it. */
const needed: readonly (readonly [Part, string])[] = [
  ['summary', 'Summary'],
  ['cause', 'Root Cause'],
  ['research', 'Research'],
  ['solution', 'Solution'],
  ['testing', 'Testing'],
  ['disclosure', ''],
  ['closes', ''],
]

/**
 * Upstream's template with each part below the heading that asks for it, and the
 * closing reference at the place that is there for it. Its own text stays,
 * instructions and boxes too: it is text for a person, and is obeyed by nobody
 * here. What has no place comes before a checklist, else at the end.
 */
export function fillTemplate(template: string, parts: UpstreamParts): string {
  const text = template.replaceAll('\r\n', '\n')
  const closed = parts.closes === '' ? null : withClosingAt(text, parts.closes)
  const sections = templateSections(closed ?? text)
  const left = new Set<Part>(
    needed
      .map(([part]) => part)
      .filter(
        (part) => parts[part] !== '' && (part !== 'closes' || closed === null),
      ),
  )
  const given = shareOut(sections, left)
  const filled = sections.map(({ heading, text: own }, at) =>
    [heading, own, ...(given[at] ?? []).map((part) => parts[part])]
      .filter((part) => part !== '')
      .join('\n\n'),
  )
  const rest = needed
    .filter(([part]) => left.has(part))
    .map(([part, words]) =>
      words === ''
        ? parts[part]
        : `${headingLike(sections, words)}\n\n${parts[part]}`,
    )
  return filled.toSpliced(endOf(sections), 0, ...rest).join('\n\n')
}

/** Parts by the sections that take them; what is given is left no more. */
function shareOut(
  sections: readonly TemplateSection[],
  left: Set<Part>,
): readonly (readonly Part[])[] {
  const wishes = sections.map(
    ({ heading }) =>
      asks.find(([pattern]) => pattern.test(heading))?.[1] ?? nothing,
  )
  const take = (wanted: readonly Part[]): readonly Part[] =>
    wanted.filter((part) => left.delete(part))
  const first = wishes.map((wanted) => take(wanted.first))
  const others = wishes.map((wanted) => take(wanted.else))
  return wishes.map((_, at) => [...(others[at] ?? []), ...(first[at] ?? [])])
}

/** Where the part begins that is for a person to tick. */
function endOf(sections: readonly TemplateSection[]): number {
  const at = sections.findIndex(({ heading }) => checklist.test(heading))
  return at < 0 ? sections.length : at
}
