import { interruptionSignal } from './io/interruption.ts'
import { createRunner } from './io/runner.ts'
import { createWorkflowLog } from './io/workflow-log.ts'
import { runMode } from './modes/run.ts'
import { runAction } from './run.ts'

const runner = createRunner(
  process.env,
  (redact) => createWorkflowLog(process.stdout, redact),
  interruptionSignal(),
)
process.exitCode = await runAction(runner, runMode)
