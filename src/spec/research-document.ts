import { sentence } from '../markdown/sentence.ts'
import type { FoundDocument } from './resolve-trail.ts'
import { bodyLines, titleOf } from './sections.ts'
import { splitFrontmatter } from './split-frontmatter.ts'
import type { ResearchDocument } from './trail.ts'

/** Headings under which a document says what it found, best first. */
const findingHeadings: readonly RegExp[] = [
  /^conclusions?\b/iu,
  /^(?:key )?findings?\b/iu,
  /^root cause\b/iu,
  /^summary\b/iu,
  /^recommend/iu,
]

const recommendationHeading = /^recommend/iu

/** Longest finding. UTF-16 units. */
const maxFindingCharacters = 200

/** Title, finding and recommendation of a research document. */
export function researchDocument({
  at,
  file,
}: FoundDocument): ResearchDocument {
  const split = splitFrontmatter(file.text)
  const lines = bodyLines(split.body, split.bodyLine)
  const blocks = headedBlocks(lines)
  const recommendation = blocks.find(({ heading }) =>
    recommendationHeading.test(heading),
  )
  return {
    path: file.path,
    title: titleOf(lines),
    finding: findingOf(blocks),
    recommendation: recommendation?.text.trim() || null,
    at,
  }
}

type Block = { readonly heading: string; readonly text: string }

/** The text below each heading of any level. */
function headedBlocks(lines: ReturnType<typeof bodyLines>): readonly Block[] {
  const blocks: { heading: string; lines: string[] }[] = [
    { heading: '', lines: [] },
  ]
  for (const { text, trimmed, isFenced } of lines) {
    const heading = isFenced ? null : /^#{1,6} (.{1,200})/u.exec(trimmed)?.[1]
    if (heading) blocks.push({ heading: heading.trim(), lines: [] })
    else if (!isFenced) blocks.at(-1)?.lines.push(text)
  }
  return blocks.map(({ heading, lines }) => ({
    heading,
    text: lines.join('\n'),
  }))
}

function findingOf(blocks: readonly Block[]): string | null {
  const told = findingHeadings.flatMap((pattern) =>
    blocks.filter(({ heading }) => pattern.test(heading)),
  )
  for (const { text } of [...told, ...blocks]) {
    const found = sentence(text, maxFindingCharacters)
    if (found !== null && found !== '') return found
  }
  return null
}
