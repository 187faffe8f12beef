import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Terminal } from './terminal.ts'
import type { Conclusion, Evidence } from '../evidence/evidence.ts'
import { secretValues } from '../io/child-environment.ts'
import { interruptionSignal } from '../io/interruption.ts'
import { writeOwnFile } from '../io/write-own-file.ts'
import { createRedact } from '../text/redact.ts'
import { resultDocument } from '../report/result-document.ts'
import { consoleReport } from '../report/console-report.ts'
import { stagingTitle } from '../pull-request/title.ts'
import { factsOf } from './facts.ts'
import { evidenceFolder, type LocalRun, readLocalRun } from './local-run.ts'
import { verifyBranch } from './verify-branch.ts'
import { matchesBranchPatterns } from '../context/branch-patterns.ts'
import type { Preparation } from './preparation.ts'
import { parseOptions } from './options.ts'
import { openTelling } from './telling.ts'
import { type FailOn, failOnLevels } from '../context/inputs.ts'
import { Refusal } from '../errors.ts'

const exitStatus: Readonly<Record<Conclusion, number>> = {
  ready: 0,
  failed: 1,
  incomplete: 1,
  stale: 1,
  inconclusive: 3,
}

/** Command `verify`: runs the steps for the current branch and prints the verdict. */
export async function verify(
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const { values } = parseOptions({
    args: [...args],
    options: {
      base: { type: 'string' },
      json: { type: 'boolean', default: false },
      quiet: { type: 'boolean', default: false },
      'fail-on': { type: 'string', default: 'not-ready' },
    },
  })
  const failOn = readFailOn(values['fail-on'])
  const run = await readLocalRun(terminal, values.base ?? null)
  const { repository, preparation } = run
  noteWhereNothingIsStaged(preparation, terminal)
  const folder = await evidenceFolder(repository)
  const evidence = await runTelling(run, terminal, values.quiet)
  const json = await keepEvidence(folder, evidence)
  const facts = factsOf(preparation, evidence)
  terminal.out(
    values.json ? json : `${consoleReport(facts, stagingTitle(facts), null)}\n`,
  )
  return failOn === 'never' ||
    (failOn === 'verification' && evidence.conclusion === 'incomplete')
    ? 0
    : exitStatus[evidence.conclusion]
}

async function runTelling(
  { repository, preparation }: LocalRun,
  terminal: Terminal,
  quiet: boolean,
): Promise<Evidence> {
  const told = await openTelling(terminal, quiet)
  return verifyBranch(
    {
      repository,
      log: told.log,
      progress: told.progress,
      environment: terminal.environment,
      redact: createRedact(secretValues(terminal.environment)),
      interruption: interruptionSignal(),
      temporaryFolder: tmpdir(),
      takeWorkTree: true,
    },
    preparation,
  ).finally(told.close)
}

/** Leaves evidence and result where `preview` and other tools find them; answers with the evidence as it was written. */
async function keepEvidence(
  folder: string,
  evidence: Evidence,
): Promise<string> {
  const json = `${JSON.stringify(evidence, null, 2)}\n`
  await writeOwnFile(join(folder, 'evidence.json'), json)
  const result = JSON.stringify(resultDocument(evidence, null), null, 2)
  await writeOwnFile(join(folder, 'result.json'), `${result}\n`)
  return json
}

/** The same words as the input of the action. Throws {@link Refusal}. */
function readFailOn(given: string): FailOn {
  const found = failOnLevels.find((one) => one === given)
  if (found !== undefined) return found
  throw new Refusal(`\`--fail-on\`: there is no ${given}.`, {
    remedy: `One of ${failOnLevels.join(', ')}.`,
  })
}

/** The verdict holds for any branch; a push of this one does nothing. */
function noteWhereNothingIsStaged(
  { context, config }: Preparation,
  terminal: Terminal,
): void {
  const patterns = config.branches.value
  if (matchesBranchPatterns(context.branch, patterns)) return
  terminal.err(
    `A push of ${context.branch} opens no staging PR: it matches no pattern of \`branches\` (${patterns.join(', ')}).\n`,
  )
}
