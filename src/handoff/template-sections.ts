/** A section of a template for pull requests. */
export type TemplateSection = {
  /** Its heading as written; `""` for what comes before the first one. */
  readonly heading: string
  /** What stands below it, without blank lines around. */
  readonly text: string
}

/** `## Heading`, or a line in bold letters. */
const headingLine = /^(?:#{1,6} \S|\*\*[^*]{1,80}\*\*:?[ \t]*$)/u

/** Sections of a template in its order. Comments hold no headings, and two blank lines are one. */
export function templateSections(template: string): readonly TemplateSection[] {
  const sections: { heading: string; lines: string[] }[] = [
    { heading: '', lines: [] },
  ]
  let isInComment = false
  for (const line of template.replaceAll('\r\n', '\n').split('\n')) {
    const isHeading = !isInComment && headingLine.test(line)
    if (isHeading) sections.push({ heading: line.trimEnd(), lines: [] })
    else sections.at(-1)?.lines.push(line)
    const opened = line.lastIndexOf('<!--')
    const closed = line.lastIndexOf('-->')
    if (opened > closed) isInComment = true
    else if (closed >= 0) isInComment = false
  }
  return sections
    .map(({ heading, lines }) => ({ heading, text: tidy(lines) }))
    .filter(({ heading, text }) => heading !== '' || text !== '')
}

function tidy(lines: readonly string[]): string {
  const kept = lines.filter(
    (line, at) => line.trim() !== '' || lines[at - 1]?.trim() !== '',
  )
  const first = kept.findIndex((line) => line.trim() !== '')
  return first < 0 ? '' : kept.slice(first).join('\n').trimEnd()
}

/** Words as a heading of the kind that the template has most. */
export function headingLike(
  sections: readonly TemplateSection[],
  words: string,
): string {
  const marks = sections
    .filter(({ heading }) => heading !== '')
    .map(({ heading }) => /^#{1,6} |^\*\*/u.exec(heading)?.[0] ?? '## ')
  const amount = (mark: string): number =>
    marks.filter((one) => one === mark).length
  const [mark = '## '] = marks.toSorted((a, b) => amount(b) - amount(a))
  return mark === '**' ? `**${words}**` : `${mark}${words}`
}
