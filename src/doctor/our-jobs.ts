import type { Check, Outcome, Problem } from './check.ts'
import type { Facts } from './facts.ts'
import { callsUs, ourFiles, ourSteps, type ReadFile, readable } from './ours.ts'
import type { Job } from './workflow.ts'

/** A job of ours, with the file that it stands in. */
export type OurJob = {
  readonly file: ReadFile
  readonly job: Job
  /** What the action is told to do there; `call` where the workflow is called. */
  readonly modes: readonly string[]
}

/** Jobs that call the action or its workflow. */
export function ourJobs(facts: Facts): readonly OurJob[] {
  return readable(ourFiles(facts)).flatMap((file) =>
    file.workflow.jobs.flatMap((job) => {
      const modes = callsUs(job)
        ? ['call']
        : ourSteps(job).map((step) => step.with.get('mode') || 'run')
      return modes.length === 0 ? [] : [{ file, job, modes }]
    }),
  )
}

/** `.github/workflows/x.yml`, job `y`. */
export function placeOf({ file, job }: Pick<OurJob, 'file' | 'job'>): string {
  return `${file.path}, job \`${job.id}\``
}

/** Commands of the project run in it. */
export function runsCommands({ modes }: OurJob): boolean {
  return ['run', 'verify', 'handoff'].some((mode) => modes.includes(mode))
}

/** Where no job calls the action, nothing about one can be said. */
const noJobs: Outcome = { unchecked: 'no job calls the action' }

/** The same file in two places says the same twice. */
export function unique(problems: readonly Problem[]): Outcome {
  return [
    ...new Map(problems.map((problem) => [problem.message, problem])).values(),
  ]
}

/** Looks at each job of ours. */
export function lookAtJobs(
  facts: Facts,
  look: (of: OurJob) => readonly Problem[],
): Outcome {
  const jobs = ourJobs(facts)
  return jobs.length === 0 ? noJobs : unique(jobs.flatMap(look))
}

/** A check of each job of ours. */
export function each(
  code: string,
  rest: Omit<Check, 'code' | 'look'>,
  look: (of: OurJob, facts: Facts) => readonly Problem[],
): Check {
  return {
    ...rest,
    code,
    look: (facts) => lookAtJobs(facts, (of) => look(of, facts)),
  }
}
