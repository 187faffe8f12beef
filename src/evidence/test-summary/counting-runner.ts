/** Whether a command calls a test runner that says how many tests it ran, unless it is told not to. */
export function callsCountingRunner(command: string): boolean {
  return runners.some((runner) => runner.test(command))
}

const runners: readonly RegExp[] = [
  /\b(?:pytest|py\.test|jest|vitest|nextest|unittest)\b/u,
  /\bcargo [^\n|;&]{0,200}\btest\b/u,
  /\bcargo test\b/u,
  /\bnode [^\n|;&]{0,200}--test\b/u,
  /\bgo test\b/u,
]
