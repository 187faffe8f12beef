import {
  type Check,
  error,
  noFixBranch,
  note,
  type Outcome,
  type Problem,
  warn,
} from '../check.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../../finding.ts'
import { count, enumerate } from '../words.ts'

const spec: Check = {
  code: 'spec',
  level: 'error',
  what: 'a run finds the spec of the branch',
  remedy: '`staging-pr specs push`',
  look: (facts) => {
    const { config: found } = facts.config
    if (found?.gates.spec === 'off') return []
    const { faults } = facts.spec
    return faults.length > 0
      ? faults.map(({ message, remedy }) => error(message, remedy))
      : lookForSpec(facts)
  },
}

function lookForSpec(facts: Facts): Outcome {
  const { spec: found, branch } = facts
  if (found.isFound) return doubtsAbout(facts)
  if (found.atHead + found.atSource > 0) {
    return branch.isFix ? [otherSpecs(facts)] : noFixBranch
  }
  if (found.inWorkTree > 0) return [silentSpecs(facts)]
  return branch.isFix ? [noSpec(facts)] : noFixBranch
}

/** The gate `spec`, as `verify` judges by it. */
function doubtsAbout({ spec: { doubts }, config }: Facts): readonly Problem[] {
  const level = config.config?.gates.spec ?? 'error'
  return doubts
    .filter(({ severity }) => severity !== 'note')
    .map((doubt) => doubtful(doubt, level === 'error'))
}

function doubtful(
  { message, remedy, severity, path, line }: Finding,
  holdsBack: boolean,
): Problem {
  const place =
    path === null ? '' : `${path}${line === null ? '' : `:${line}`}: `
  const text = `${place}${message.replace(/\.$/u, '')}`
  const mend = (remedy ?? 'correct the spec').replace(/\.$/u, '')
  return severity === 'error' && holdsBack
    ? warn(
        `${text}, so the gate \`spec\` holds the staging PR back: it cannot be \`ready\``,
        mend,
      )
    : note(text, mend)
}

function noSpec(facts: Facts): Problem {
  return note(
    'There is no spec, so the staging PR cannot be `ready`; it is opened all the same',
    `${writeSpec(facts)} writes the skeleton ("The spec" in the README); or \`gates: { spec: off }\``,
  )
}

function writeSpec({ branch: { issue } }: Facts): string {
  return `\`staging-pr init --spec ${issue ?? 'ISSUE'}\``
}

/** chant's silent mode, or specs that were not committed. */
function silentSpecs({ spec: { inWorkTree, sourceRef } }: Facts): Problem {
  const [are, them] = inWorkTree === 1 ? ['is', 'it'] : ['are', 'them']
  return warn(
    `${count(inWorkTree, 'spec')} in .chant of this clone ${are} neither committed on the branch nor on ${sourceRef ?? 'staging-specs'}: a run in the fork cannot see ${them}`,
    '`staging-pr specs push`',
  )
}

function otherSpecs(facts: Facts): Problem {
  const { spec: found, branch } = facts
  const places = [
    ...(found.atHead > 0 ? ['the branch'] : []),
    ...(found.atSource > 0 ? [found.sourceRef ?? 'source-ref'] : []),
  ]
  const name = branch.name ?? 'this branch'
  return note(
    `None of the specs on ${enumerate(places)} is the one of ${name}`,
    found.inWorkTree > found.atHead + found.atSource
      ? '`staging-pr specs push` sends those of this clone'
      : `\`branch: ${name}\` or the label of the issue in its frontmatter; ${writeSpec(facts)} writes a new one`,
  )
}

/** The spec of the fix. */
export const specChecks: readonly Check[] = [spec]
