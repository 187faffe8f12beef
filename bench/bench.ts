/**
 * Measures what the action itself costs, on an embedded GitHub and with
 * commands that cost nothing: `npm run bench`, or `npm run bench -- --rounds 20`.
 * Ratios are to an empty script on the same machine in the same run.
 */
import { parseArgs } from 'node:util'
import { coldStart } from './cold-start.ts'
import { largeRepository, writingTheFiles } from './large-repository.ts'
import { type Measured, median, table } from './measure.ts'
import { loudCommand } from './loud-command.ts'
import { manySpecs } from './many-specs.ts'
import { stepOverhead } from './many-steps.ts'
import { sweepOfMany } from './sweep.ts'
import { wholeRuns } from './whole-runs.ts'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '7' } },
})
const rounds = Math.max(1, Number(values.rounds))

const empty = await coldStart.emptyScript(rounds)
const emptyMs = median(empty.map(({ wallMs }) => wallMs))
console.log(
  `node ${process.version}, ${process.platform}, ${String(rounds)} rounds, medians; an empty script takes ${emptyMs.toFixed(0)} ms\n`,
)

const lines: (readonly [string, readonly Measured[]])[] = [
  ['branch matches no pattern', await coldStart.noFixBranch(rounds)],
  ...(await wholeRuns(rounds)),
  ...(await wholeRuns(Math.min(rounds, 3), 80)),
  ['one spec among 5,000', await manySpecs(Math.min(rounds, 3))],
  ['plan of 500 branches, 20 waiting', await sweepOfMany(Math.min(rounds, 3))],
  ['writing 5,000 files, no run', await writingTheFiles(Math.min(rounds, 5))],
  ['5,000 files, with proof', await largeRepository(Math.min(rounds, 5))],
  ['200 MB of output', await loudCommand(Math.min(rounds, 3))],
  ['1 GiB of output', await loudCommand(1, 1024 ** 3)],
]
console.log(table(lines, emptyMs))

const { perStepMs, bareShellMs } = await stepOverhead(Math.min(rounds, 5))
console.log(
  `\nA step that does nothing takes ${perStepMs.toFixed(1)} ms; the same shell by itself takes ${bareShellMs.toFixed(1)} ms.`,
)
