import type { StepResult } from '../evidence.ts'

/** How tests say in their source that they are always skipped. A form that is not among them costs a run before the fix, nothing else. */
export const skipMarkers: readonly string[] = [
  '#[ignore',
  '```ignore',
  '.skip(',
  '.todo(',
  ' xit(',
  ' xtest(',
  ' xdescribe(',
  'skip: true',
  'todo: true',
  'pytest.mark.skip(',
  'unittest.skip(',
]

/**
 * Whether more tests were skipped than the source always skips, or a file
 * passed as a whole without a test in it: then something else decides what
 * runs, and the run before the fix tells whether the branch did it.
 * `countMarkers` is asked where a test was skipped, and answers `null` where
 * they could not be counted.
 */
export async function runsFewerTests(
  { tests }: Pick<StepResult, 'tests'>,
  output: string,
  countMarkers: () => Promise<number | null>,
): Promise<boolean> {
  const skipped = tests?.skipped ?? 0
  if (skipped > 0 && skipped > ((await countMarkers()) ?? 0)) return true
  return passesAsWhole(output)
}

/** node --test reports a file that ends without having run a test as one test, by the file's name. */
function passesAsWhole(output: string): boolean {
  return output
    .split('\n')
    .some((line) =>
      /^(?:✔ |ok \d{1,9} - )\S{1,4096}\.[cm]?[jt]sx?(?: \(\d{1,12}(?:\.\d{1,12})?ms\))?$/u.test(
        line,
      ),
    )
}
