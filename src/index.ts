import { interruptionSignal } from './io/interruption.ts'
import { gatherWrites } from './io/gathered-writes.ts'
import { createRunner, ownPages } from './io/runner.ts'
import { createWorkflowLog } from './io/workflow-log.ts'
import { runMode } from './modes/run.ts'
import { runAction } from './run.ts'

// A log that nobody takes any more must not end the run.
process.stdout.on('error', () => {})

const runner = createRunner(
  process.env,
  (redact) =>
    createWorkflowLog(
      gatherWrites(process.stdout),
      redact,
      ownPages(process.env),
    ),
  interruptionSignal(),
)
process.exitCode = await runAction(runner, runMode)
