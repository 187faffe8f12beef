import { shellWord } from '../../text/shell-word.ts'
import type { StepConfig } from '../../config/config.ts'
import type { Evidence, ReproductionFile } from '../../evidence/evidence.ts'
import { isChanged } from '../../evidence/proof/original-versions.ts'
import { details, fence } from '../../markdown/write.ts'
import type { StepVariables } from '../../plan/plan.ts'
import type { BodyInput } from './body-input.ts'
import { shortSha } from './references.ts'

/** The commands as they can be pasted into a shell, folded. */
export function runItYourself(input: BodyInput): readonly string[] {
  const { plan, context, evidence } = input.facts
  const steps = plan.steps.flatMap(({ status, step }) =>
    status === 'planned' ? [step] : [],
  )
  if (steps.length === 0) return []
  const sha = shortSha(evidence?.head.sha ?? context.headSha)
  const shown = steps.slice(0, input.detail.items)
  const script = [
    `git fetch origin ${shellWord(context.branch)} && git switch --detach ${sha}`,
    ...exports(shown, plan.variables),
    ...shown.map(commandLine),
    ...proofLines(input, sha),
  ].join('\n')
  return [details('Run it yourself', fence(script, 'bash'))]
}

/** Most files that a command line names. */
const filesNamed = 5

/** How to see what the proof saw: the test on the code before the fix, or the original on the fixed code. */
function proofLines({ facts }: BodyInput, head: string): readonly string[] {
  const { evidence, plan } = facts
  const step = plan.steps.find(({ step }) => step.kind === 'reproduction')?.step
  const files = evidence?.proof.files.length ?? 0
  if (evidence === null || step === undefined) return []
  if (files === 0 || files > filesNamed) return []
  const lines =
    evidence.proof.status === 'test-changed'
      ? originalLines(evidence)
      : beforeLines(evidence, head)
  return ['', ...lines, commandLine(step)]
}

function originalLines({ proof }: Evidence): readonly string[] {
  return [
    '# the original test, on the fixed code: red',
    ...proof.files.filter(isChanged).flatMap(checkOutOriginal),
  ]
}

function beforeLines(
  { proof, mergeBase }: Evidence,
  head: string,
): readonly string[] {
  const paths = proof.files.flatMap(({ path, head: blob }) =>
    blob === null ? [] : [shellWord(path)],
  )
  const colour = (proof.cells.newBefore?.red ?? 0) > 0 ? ': red' : ''
  return [
    `# the code before the fix, with the reproduction test${colour}`,
    `git switch --detach ${shortSha(mergeBase.sha)}`,
    ...(paths.length === 0
      ? []
      : [`git checkout ${head} -- ${paths.join(' ')}`]),
  ]
}

function checkOutOriginal({
  path,
  original,
}: ReproductionFile): readonly string[] {
  return original === null
    ? []
    : [`git checkout ${shortSha(original.commit)} -- ${shellWord(path)}`]
}

/** Variables that a command names, with the values that it saw. */
function exports(
  steps: readonly StepConfig[],
  variables: StepVariables,
): readonly string[] {
  const text = steps.map(({ run }) => run).join('\n')
  return Object.entries(variables).flatMap(([name, value]) =>
    typeof value === 'string' && names(text, name)
      ? [`export ${name}=${shellWord(value)}`]
      : [],
  )
}

function names(command: string, variable: string): boolean {
  return command.includes(`$${variable}`) || command.includes(`\${${variable}`)
}

function commandLine(step: StepConfig): string {
  const env = Object.entries(step.env)
    .map(([name, value]) => `${name}=${shellWord(value)} `)
    .join('')
  const command = step.run.trim()
  const isPlain = !command.includes('\n') && step.workingDirectory === '.'
  if (isPlain && env === '') return command
  const folder =
    step.workingDirectory === '.'
      ? ''
      : `cd ${shellWord(step.workingDirectory)} && `
  return isPlain && !/[;&|]/u.test(command)
    ? `${env}${command}`
    : `(${folder}${env === '' ? '' : `export ${env.trim()}; `}${command})`
}
