import { release, type } from 'node:os'
import { toolsOf, versionIn } from '../evidence/toolchain.ts'
import { childEnvironment } from '../io/child-environment.ts'
import type { Config } from '../config/config.ts'
import type { Plan } from '../plan/plan.ts'
import type { Tree, Workshop } from './run-step.ts'

/** Longest wait for a tool that says its version. Milliseconds. */
const timeoutMs = 20_000

/** Versions of the system and of the tools that the planned steps use; a tool that does not say is left out. */
export async function readToolchain(
  { plan, config }: { readonly plan: Plan; readonly config: Config },
  { directory }: Tree,
  workshop: Workshop,
): Promise<Readonly<Record<string, string>>> {
  const steps = plan.steps.flatMap(({ status, step }) =>
    status === 'planned' ? [step] : [],
  )
  const environment = childEnvironment({
    parent: workshop.environment,
    pass: config.env.pass,
    set: config.env.set,
    stepEnv: {},
    stepEnvPass: [],
    variables: {},
  })
  const versions = await Promise.all(
    toolsOf(steps).map(async ({ name, command }) => {
      const { output } = await workshop.shell.run({
        command,
        shell: 'bash',
        directory,
        environment,
        timeoutMs,
        signal: workshop.interruption,
        onLine: () => {},
      })
      const version = versionIn(output)
      return version === null ? [] : [[name, version] as const]
    }),
  )
  return Object.fromEntries([[type(), release()], ...versions.flat()])
}
