import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunOptions, StagedFork } from '../harness/staged-fork.ts'
import type { ActionResult } from '../harness/run-action.ts'

/** One run of the action. */
export type Measured = {
  readonly wallMs: number
  /** User and system time of the action's own process. */
  readonly cpuMs: number | null
  /** Peak resident memory of the action's own process. MiB. */
  readonly peakMib: number | null
  readonly requests: number | null
  /** git processes that it started. */
  readonly gits: number | null
}

/** Middle value; the lower one of two. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN
}

/** Runs the action once and measures it from outside and from within. */
export async function measure(
  stage: StagedFork,
  run: (options: RunOptions) => Promise<ActionResult>,
): Promise<Measured & { readonly result: ActionResult }> {
  const report = join(stage.root, 'usage.json')
  const log = join(stage.root, 'git.log')
  writeFileSync(log, '')
  const environment = {
    NODE_OPTIONS: `--import ${usageReporter(report)}`,
    PATH: `${gitWrapper(stage.root, log)}:${process.env['PATH'] ?? ''}`,
  }
  stage.github.forgetRequests()
  const started = performance.now()
  const result = await run({ environment })
  const wallMs = performance.now() - started
  const usage = readUsage(report)
  const gits = readFileSync(log, 'utf8').split('\n').length - 1
  return {
    wallMs,
    ...usage,
    requests: stage.github.requestCount(),
    gits,
    result,
  }
}

/** Writes what the process used when it exits. */
function usageReporter(path: string): string {
  const source = `import { writeFileSync } from 'node:fs'
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  writeFileSync(${JSON.stringify(path)}, JSON.stringify({ cpu: userCPUTime + systemCPUTime, maxRSS }))
})`
  return `data:text/javascript,${encodeURIComponent(source)}`
}

type Usage = Pick<Measured, 'cpuMs' | 'peakMib'>

function readUsage(path: string): Usage {
  if (!existsSync(path)) return { cpuMs: null, peakMib: null }
  const usage: { readonly cpu: number; readonly maxRSS: number } = JSON.parse(
    readFileSync(path, 'utf8'),
  )
  return { cpuMs: usage.cpu / 1000, peakMib: usage.maxRSS / 1024 }
}

/** A folder with a `git` that counts itself. */
function gitWrapper(root: string, log: string): string {
  const path = join(root, 'git')
  writeFileSync(
    path,
    `#!/bin/sh\necho >> '${log}'\nPATH='${process.env['PATH'] ?? ''}' exec git "$@"\n`,
    { mode: 0o755 },
  )
  return root
}

/** The measurements as a table. */
export function table(
  lines: readonly (readonly [string, readonly Measured[]])[],
  emptyMs: number,
): string {
  const rows = lines.map(([name, runs]) => {
    const of = (pick: (run: Measured) => number | null): string => {
      const numbers = runs.flatMap((run) => pick(run) ?? [])
      return numbers.length === 0 ? '' : median(numbers).toFixed(0)
    }
    const wallMs = median(runs.map((run) => run.wallMs))
    return [
      name,
      wallMs.toFixed(0),
      (wallMs / emptyMs).toFixed(1),
      of((run) => run.cpuMs),
      of((run) => run.peakMib),
      of((run) => run.requests),
      of((run) => run.gits),
    ]
  })
  const head = [
    'run',
    'wall, ms',
    '÷ empty',
    'CPU, ms',
    'peak, MiB',
    'requests',
    'git',
  ]
  const all = [head, ...rows]
  const widths = head.map((_, at) =>
    Math.max(...all.map((row) => (row[at] ?? '').length)),
  )
  return all
    .map((row) =>
      row
        .map((cell, at) =>
          at === 0
            ? cell.padEnd(widths[at] ?? 0)
            : cell.padStart(widths[at] ?? 0),
        )
        .join('  '),
    )
    .join('\n')
}
