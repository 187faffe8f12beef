import type { StepResult } from '../../evidence.ts'
import { needsVariable } from '../../../plan/needs-variable.ts'
import { code } from '../named.ts'
import { byPath, byUntouched } from './file-evidence.ts'
import {
  claimsMore,
  contradicted,
  type CriteriaGrounds,
  nothing,
  type Showing,
  together,
} from './showing.ts'
import { byStep, withoutSuite } from './sentences.ts'
import { byProof } from './step-evidence.ts'
import { byTest } from './test-evidence.ts'

/** What says that a command did well. */
const success =
  /\b(?:pass(?:es|ed|ing)?|green|succeeds?|clean|ok|no (?:new )?(?:warnings?|errors?|complaints?)|without (?:new )?(?:warnings?|errors?|complaints?))\b/giu

const denial =
  /\b(?:fails?|failed|red|cannot|not|never|no longer|removed?|deleted?)\b/iu

/** What says that something need not be there any more. */
const departure =
  /\b(?:moved?|renamed?|replace[ds]?|dropped|gone|instead|former(?:ly)?|old|no)\b/iu

/** What shows the paths, tests and steps that a criterion names as code; `null` where it names none that is known. */
export function byName(text: string, grounds: CriteriaGrounds): Showing | null {
  const parts = text.split('`')
  const codes = parts.flatMap((name, at) =>
    at % 2 === 1 && at < parts.length - 1
      ? { name, before: parts[at - 1] ?? '', after: parts[at + 1] ?? '' }
      : [],
  )
  const prose = parts.filter((_, at) => at % 2 === 0).join(' ')
  const isPass = prose.search(success) >= 0
  let rest = withoutSuite(prose).replace(success, ' ')
  const showings: Showing[] = []
  for (const one of codes.slice(0, maxCodes)) {
    const showing = showingOf(one, { prose, isPass, grounds })
    if (showing === null) rest += ` ${one.name}`
    else showings.push(showing)
  }
  const showing = together(showings)
  if (showing === null) return null
  // A denial turns both what is shown and what is contradicted around.
  if (denial.test(prose)) return nothing
  const isMore = showing.status === 'shown' && claimsMore(rest)
  return isMore || codes.length > maxCodes ? nothing : showing
}

/** More names than that are an essay. */
const maxCodes = 10

/** A name, and the text before and after it. */
type NamedCode = {
  readonly name: string
  readonly before: string
  readonly after: string
}

function showingOf(
  one: NamedCode,
  of: {
    readonly prose: string
    readonly isPass: boolean
    readonly grounds: CriteriaGrounds
  },
): Showing | null {
  const { prose, isPass, grounds } = of
  const name = one.name.trim()
  if (name === '') return null
  const step = isPass ? stepNamed(name, grounds.steps) : null
  if (step !== null) return byStep(step, prose, grounds)
  const isReproduction = grounds.proof.files.some(({ path }) => path === name)
  if (isReproduction && isPass) return byProof(grounds)
  if (grounds.absentNames.includes(name) && !departure.test(prose)) {
    return contradicted(`there is no ${code(name)} on this branch`)
  }
  return (
    byUntouched(name, one, grounds) ??
    byTest(name, { isPass, grounds }) ??
    byPath(name, grounds)
  )
}

/** By id or command; the beginning of a command does where one only has it and runs no part of the tests. */
function stepNamed(
  name: string,
  steps: readonly StepResult[],
): StepResult | null {
  const exact = steps.find(
    ({ id, command }) => id === name || command.trim() === name,
  )
  if (exact !== undefined) return exact
  const like = steps.filter(
    ({ command }) =>
      command.startsWith(`${name} `) &&
      !needsVariable(command, 'NEW_TESTS') &&
      !needsVariable(command, 'ISSUE'),
  )
  const [only] = like
  return like.length === 1 && only !== undefined ? only : null
}
