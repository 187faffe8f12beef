import { linesOf, trim, trimStart } from './spec-text.ts'
import type { Section } from './spec.ts'

/** A line of a body with whether it stands in a fence, by chant's rule. */
export type BodyLine = {
  readonly text: string
  /** Without leading White_Space. */
  readonly trimmed: string
  /** Line of the file, from 1. */
  readonly line: number
  readonly isFenced: boolean
}

/**
 * Every line that begins with three backticks opens or closes a fence,
 * whatever follows and however many they are; tildes mean nothing. The fence
 * lines themselves count as fenced.
 */
export function bodyLines(
  body: string,
  firstLine: number,
): readonly BodyLine[] {
  let isOpen = false
  return linesOf(body).map((text, index) => {
    const trimmed = trimStart(text)
    const isMark = trimmed.startsWith('```')
    const isFenced = isOpen || isMark
    if (isMark) isOpen = !isOpen
    return { text, trimmed, line: firstLine + index, isFenced }
  })
}

/** Whether this line begins a section. Only `## ` means anything to chant. */
export function isHeading({ trimmed, isFenced }: BodyLine): boolean {
  return !isFenced && trimmed.startsWith('## ')
}

/** The `## ` sections of a body, in order. */
export function sectionsOf(lines: readonly BodyLine[]): readonly Section[] {
  const starts = lines.flatMap((line, index) =>
    isHeading(line) ? [index] : [],
  )
  return starts.map((start, at) => {
    const heading = lines[start]
    const below = lines.slice(start + 1, starts[at + 1] ?? lines.length)
    return {
      heading: trim(heading?.trimmed.slice('## '.length) ?? ''),
      line: heading?.line ?? 1,
      text: below.map(({ text }) => text).join('\n'),
    }
  })
}

/** The first line that begins with `# `; fences are not looked at. */
export function titleOf(lines: readonly BodyLine[]): string | null {
  const line = lines.find(({ text }) => trim(text).startsWith('# '))
  return line === undefined ? null : trim(line.text).slice('# '.length)
}
