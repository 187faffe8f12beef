import type { StepConfig, StepKind } from './config.ts'
import { defaults } from './defaults.ts'
import { durationMs } from './duration.ts'
import type { StepFile } from './step-schema.ts'

const formatWords = ['fmt', 'format', 'prettier', 'black', 'gofmt', 'rustfmt']
const lintWords = ['clippy', 'lint', 'eslint', 'ruff', 'flake8', 'vet']

/** What a step's name says that it shows. Formatters go first, since `ruff-format` is one. */
export function kindOfStep(id: string): StepKind {
  if (id === 'reproduction') return 'reproduction'
  const words = id.split('-')
  if (words.some((word) => formatWords.includes(word))) return 'format'
  return words.some((word) => lintWords.includes(word)) ? 'lint' : 'test'
}

/** Fills in what a step does not say. */
export function completeStep(
  id: string,
  written: string | StepFile,
  of: Pick<StepConfig, 'origin' | 'source'>,
): StepConfig {
  const step = typeof written === 'string' ? { run: written } : written
  const kind = step.kind ?? kindOfStep(id)
  return { id, kind, ...howItRuns(step), ...howItIsRead(step, kind), ...of }
}

function howItRuns(
  step: StepFile,
): Pick<
  StepConfig,
  | 'run'
  | 'timeoutMs'
  | 'retries'
  | 'shell'
  | 'workingDirectory'
  | 'env'
  | 'envPass'
> {
  const fallback = defaults.step
  return {
    run: step.run,
    timeoutMs: durationMs(step.timeout ?? fallback.timeout),
    retries: step.retries ?? fallback.retries,
    shell: step.shell ?? fallback.shell,
    workingDirectory: step['working-directory'] ?? fallback.workingDirectory,
    env: step.env ?? {},
    envPass: step['env-pass'] ?? [],
  }
}

function howItIsRead(
  step: StepFile,
  kind: StepKind,
): Pick<
  StepConfig,
  | 'files'
  | 'runs'
  | 'red'
  | 'setup'
  | 'accepted'
  | 'baseline'
  | 'junit'
  | 'needs'
  | 'shards'
  | 'runsOn'
> {
  return {
    ...whatItReads(step),
    runs: step.runs ?? defaults.step.runs,
    red: step.red ?? null,
    setup: step.setup ?? null,
    accepted: step.accepted ?? null,
    baseline: step.baseline ?? kind !== 'reproduction',
    shards: step.shards ?? defaults.step.shards,
    runsOn: step['runs-on'] ?? null,
  }
}

function whatItReads(
  step: StepFile,
): Pick<StepConfig, 'files' | 'junit' | 'needs'> {
  return {
    files: step.files ?? [],
    junit: step.junit ?? [],
    needs: step.needs ?? [],
  }
}
