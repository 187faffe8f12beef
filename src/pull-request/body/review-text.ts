import type { ReviewDocument } from '../../spec/review-document.ts'
import type { BodyInput } from './body-input.ts'
import type { Point } from './point.ts'
import { fileLink, fileName, shortSha } from './references.ts'
import { bareWords } from './words.ts'
import { inlineCode } from '../../markdown/write.ts'

type ReviewInput = Pick<BodyInput, 'facts'>

/** One line of what a review document says, for Parent Context. */
export function reviewLines({ facts }: ReviewInput): readonly string[] {
  const review = facts.review ?? null
  if (review === null) return []
  const { outdatedBy } = review
  const older =
    outdatedBy === null
      ? ''
      : ` It was written before ${inlineCode(shortSha(outdatedBy))}, the last commit that changes code.`
  return [
    `- Review ${fileLink(facts, review)} ${saying(review)}. It is a document, and no approval of this pull request.${older}`,
  ]
}

/** A verdict against the fix is for a person to judge. */
export function reviewPoints({ facts }: ReviewInput): readonly Point[] {
  const review = facts.review ?? null
  if (review === null || !isAgainst(review)) return []
  const says = saying(review)
  return [
    {
      rule: null,
      markdown: `The review ${fileLink(facts, review)} ${says}.`,
      plain: bareWords(`The review ${fileName(review.path)} ${says}.`),
    },
  ]
}

function isAgainst({ verdict }: ReviewDocument): boolean {
  return verdict === 'revise' || verdict === 'reject' || verdict === 'several'
}

function saying({ verdict }: ReviewDocument): string {
  switch (verdict) {
    case 'none':
      return 'gives no verdict'
    case 'several':
      return 'gives several verdicts'
    case 'approve':
    case 'revise':
    case 'reject':
      return `says **${verdict}**`
  }
}
