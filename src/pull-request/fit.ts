import type { BodyWriter } from './body.ts'
import type { Detail } from './body/body-input.ts'

/** GitHub rejects longer bodies with 422. UTF-16 units. */
export const maxBodyCharacters = 65_536

/** What we fill at most, so that a person's text has room too. UTF-16 units. */
const ownCharacters = 60_000

/** Everything, within bounds that no ordinary body reaches. */
export const fullDetail: Detail = {
  tailLines: 80,
  criteria: 80,
  proseCharacters: 4_000,
  files: 60,
  items: 30,
  leftOut: [],
}

/** Everything, for the summary of the run, where a shortened body sends its reader. */
export const summaryDetail: Detail = {
  tailLines: 1_000,
  criteria: 1_000,
  proseCharacters: 8_000,
  files: 1_000,
  items: 300,
  leftOut: [],
}

/** What is given up for length, in this order; each step keeps what the steps before it gave up. */
const sacrifices: readonly {
  readonly words: string
  readonly without: Partial<Detail>
}[] = [
  { words: 'output of failed steps', without: { tailLines: 20 } },
  { words: 'output of failed steps', without: { tailLines: 0 } },
  { words: 'acceptance criteria', without: { criteria: 10 } },
  { words: 'acceptance criteria', without: { criteria: 0 } },
  { words: 'long passages of the spec', without: { proseCharacters: 1_000 } },
  { words: 'changed files', without: { files: 15 } },
  { words: 'research, dependencies and members', without: { items: 5 } },
  { words: 'long passages of the spec', without: { proseCharacters: 200 } },
  { words: 'changed files', without: { files: 0 } },
  { words: 'research, dependencies and members', without: { items: 1 } },
]

/** Room for the generated part beside a text of people. UTF-16 units. */
export function roomBeside(human: string): number {
  const reserve = 600
  return Math.max(
    0,
    Math.min(ownCharacters, maxBodyCharacters - human.length - reserve),
  )
}

/**
 * Renders the body with as much detail as fits into so many UTF-16 units. It
 * is rendered again with less instead of being cut, so fences and folds are
 * always closed; verdict, points and headings are in every rendering. Answers
 * the shortest one when nothing fits.
 */
export function fitBody(
  write: BodyWriter,
  room: number,
  most: Detail = fullDetail,
): string {
  let detail = most
  let body = write(detail, 'shown')
  for (const { words, without } of sacrifices) {
    if (body.length <= room) return body
    const leftOut = [...new Set([...detail.leftOut, words])]
    detail = { ...detail, ...without, leftOut }
    body = write(detail, 'shown')
  }
  return body
}
