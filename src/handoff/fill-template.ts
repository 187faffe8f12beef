import type { UpstreamParts } from './upstream-pr.ts'

/** What a heading of a template asks for, by its words; the first that fits. */
const asks: readonly (readonly [RegExp, readonly (keyof UpstreamParts)[]])[] = [
  [/\b(?:root cause|why|motivation|problem|context|background)\b/iu, ['cause']],
  [/\b(?:test|tests|testing|tested|verif\w*|qa)\b/iu, ['testing']],
  [/\b(?:check ?list)\b/iu, []],
  [/\b(?:issue|issues|closes|fixes|related|references)\b/iu, ['closes']],
  [
    /\b(?:how|solution|changes|implementation|approach|details)\b/iu,
    ['solution'],
  ],
  [/\b(?:summary|description|what|overview|purpose|proposed)\b/iu, ['summary']],
  [/\b(?:research|findings|investigation)\b/iu, ['research']],
  [/\b(?:ai|llm|disclosure)\b/iu, ['disclosure']],
]

/** What must not be missing, with a heading of its own where the template has no place for it. */
const needed: readonly (readonly [keyof UpstreamParts, string])[] = [
  ['summary', 'Summary'],
  ['cause', 'Root Cause'],
  ['research', 'Research'],
  ['solution', 'Solution'],
  ['testing', 'Testing'],
  ['disclosure', ''],
]

/**
 * Upstream's template with each part below the heading that asks for it. Its
 * own text stays, instructions and boxes too: it is text for a person, and is
 * obeyed by nobody here. What has no place comes at the end.
 */
export function fillTemplate(template: string, parts: UpstreamParts): string {
  const left = new Set<keyof UpstreamParts>(
    [...needed.map(([part]) => part), 'closes' as const].filter(
      (part) => parts[part] !== '',
    ),
  )
  const filled = sectionsOf(template).map(({ heading, text }) => {
    const [, wanted = []] =
      asks.find(([pattern]) => pattern.test(heading)) ?? []
    const given = wanted.filter((part) => left.has(part))
    for (const part of given) left.delete(part)
    const added = given.map((part) => parts[part])
    return [heading, text.trimEnd(), ...added]
      .filter((part) => part.trim() !== '')
      .join('\n\n')
  })
  const rest = needed
    .filter(([part]) => left.has(part))
    .map(([part, heading]) =>
      heading === '' ? parts[part] : `## ${heading}\n\n${parts[part]}`,
    )
  const closing = left.has('closes') ? [parts.closes] : []
  return [...filled, ...rest, ...closing].join('\n\n')
}

type TemplateSection = { readonly heading: string; readonly text: string }

/** Headings of a template with what stands below them; what comes first has none. */
function sectionsOf(template: string): readonly TemplateSection[] {
  const sections: { heading: string; lines: string[] }[] = [
    { heading: '', lines: [] },
  ]
  let isInComment = false
  for (const line of template.replaceAll('\r\n', '\n').split('\n')) {
    const isHeading = !isInComment && /^#{1,6} \S/u.test(line)
    if (isHeading) sections.push({ heading: line, lines: [] })
    else sections.at(-1)?.lines.push(line)
    const opened = line.lastIndexOf('<!--')
    const closed = line.lastIndexOf('-->')
    if (opened > closed) isInComment = true
    else if (closed >= 0) isInComment = false
  }
  return sections
    .map(({ heading, lines }) => ({ heading, text: lines.join('\n') }))
    .filter(({ heading, text }) => heading !== '' || text.trim() !== '')
}
