import { stringify } from 'yaml'
import { inlineCode } from '../markdown/write.ts'
import { reviewPath } from '../spec/review-document.ts'
import { shellWord } from '../text/shell-word.ts'

/** What a spec that asks for a review is made of. Paths are relative to the folder that holds `.chant`. */
export type ReviewSpecFacts = {
  readonly branch: string
  /** Upstream issue number, or `null` where none is known. */
  readonly issue: number | null
  /** The spec of the fix, or `null` where the branch has none; `isActive` when it lies in `.chant/specs`. */
  readonly spec: {
    readonly id: string
    readonly path: string
    readonly isActive: boolean
  } | null
  /** Research documents that the spec rests on. */
  readonly documents: readonly string[]
  /** Commit at which the branch left upstream, full SHA. */
  readonly mergeBase: string
}

/** A task for a reviewer, person or agent: read the fix, and write one document with a verdict. */
export function reviewSpec(facts: ReviewSpecFacts): string {
  const { issue, spec, documents } = facts
  const informedBy = [...(spec === null ? [] : [spec.path]), ...documents]
  const frontmatter = stringify(
    {
      type: 'task',
      status: 'pending',
      ...(spec?.isActive === true ? { depends_on: [spec.id] } : {}),
      labels: ['review', ...(issue === null ? [] : [`issue-${issue}`])],
      target_files: [reviewPath('', facts)],
      ...(informedBy.length === 0 ? {} : { informed_by: informedBy }),
    },
    { lineWidth: 0 },
  )
  return `---\n${frontmatter}---\n\n${sections(facts).join('\n\n')}\n`
}

function sections(facts: ReviewSpecFacts): readonly string[] {
  const { issue, branch } = facts
  const document = inlineCode(reviewPath('', facts))
  const base = facts.mergeBase.slice(0, 12)
  const head = shellWord(branch)
  const subject =
    issue === null
      ? `Review the fix on branch ${branch}`
      : `Review the fix of issue ${issue}`
  return [
    `# ${subject}`,
    `Read what branch ${inlineCode(branch)} changes, and write what you found to ${document}. Change no other file, and send nothing anywhere: no comment, no pull request, no push.`,
    '## Task',
    numbered([
      ...reading(facts),
      `Read the whole change, commit by commit and as one: ${inlineCode(`git log --reverse -p ${base}..${head}`)}, ${inlineCode(`git diff ${base}...${head}`)}.`,
      'Run the steps, and read the page that reviewers will see: `staging-pr verify`, then `staging-pr preview`. What the evidence shows need not be shown again; look at what it leaves open.',
      'Look at each matter of the acceptance criteria below. Note every fault with its file, its line and what would be right.',
      `Write ${document} as the next section says.`,
    ]),
    '## Review document',
    'Its first line is the verdict, one of the three words:',
    '```markdown\n**Verdict:** approve | revise | reject\n```',
    [
      '- approve: it can go upstream as it is.',
      '- revise: the approach is right, and what is listed has to change first.',
      '- reject: the approach is wrong; say why, and which one would be right.',
    ].join('\n'),
    'Below it stands a heading for each matter, with what you found, or that you found nothing. The verdict is advice: it approves no pull request, and a person decides.',
    '## Acceptance Criteria',
    matters(facts)
      .map((text) => `- [ ] ${text}`)
      .join('\n'),
  ]
}

function numbered(lines: readonly string[]): string {
  return lines.map((line, index) => `${index + 1}. ${line}`).join('\n')
}

function reading({ spec, documents }: ReviewSpecFacts): readonly string[] {
  const named = [
    ...(spec === null ? [] : [spec.path]),
    ...documents.slice(0, documentsNamed),
  ].map(inlineCode)
  if (spec === null) {
    return [
      'There is no spec of this branch: take from its commits what it is meant to do, and say so in the document.',
    ]
  }
  const more = documents.length > documentsNamed ? ' and the others above' : ''
  return [
    `Read what the fix is meant to do and what that rests on: ${named.join(', ')}${more}.`,
  ]
}

/** All of them stand in the frontmatter. */
const documentsNamed = 10

function matters(facts: ReviewSpecFacts): readonly string[] {
  return [
    'Code quality: the change is the smallest that mends the cause, written like the code around it, and swallows no error',
    'Coverage: a test fails without the fix, and the cases that no test reaches are named',
    'Documentation: documentation, help texts and comments say what users get now',
    ...(facts.documents.length === 0
      ? []
      : [
          'Research alignment: the change does what the research recommends, or the spec says why it does not',
        ]),
    'History: each commit does one thing and says why, in words that upstream can use',
    'Verdict: the first line of the review document says approve, revise or reject',
  ]
}
