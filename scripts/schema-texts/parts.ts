/** The run of a workflow. */
export const workflowRun = {
  run: 'The run of the workflow; every field is null on the command line.',
  'run.id': 'Id of the run (`GITHUB_RUN_ID`).',
  'run.attempt': 'Which attempt of the run it was, from 1.',
  'run.repositoryId': 'Id of the fork, which no renaming changes.',
}

const testCounts = {
  '.passed': 'Tests that passed.',
  '.failed': 'Tests that failed.',
  '.skipped': 'Tests that were skipped or ignored.',
}

/** Test counts at a path. */
function countsAt(path: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(testCounts).map(([name, text]) => [path + name, text]),
  )
}

/** A spec by name. */
export const specName = {
  '': 'The spec of the branch; null where none was found.',
  '.id': 'Id: the name of the file without `.md`.',
  '.path': 'Path from the root of the repository.',
  '.blob':
    'Name of the git object that was read; null where it was not read from git.',
}

/** What came of a step. */
export const stepResult: Readonly<Record<string, string>> = {
  '.id': 'Id of the step, as the configuration names it.',
  '.kind': 'What the step shows.',
  '.command': 'The command, as the configuration has it.',
  '.status':
    'What happened. `not-started` is also a command that was not found, or a test step that ran no test.',
  '.exitCode': 'Exit status; null where the command did not end by itself.',
  '.durationMs': 'How long it took, all attempts together. Milliseconds.',
  '.attempts': 'How often the command was run.',
  '.flaky': 'It passed on a later attempt only.',
  '.tests':
    "Counts of the test runner's own summary; null where none was recognised.",
  ...countsAt('.tests'),
  '.tail': 'End of the output, printable text without secrets.',
  '.reason':
    'Why the status is what it is, a clause; null where the status says it.',
  '.baseline':
    'The same step on the code before the fix, compared; null where it was not run there.',
  '.baseline.measure': 'What was compared.',
  '.baseline.fresh':
    'Failed tests or complaints that were not there before the fix.',
  '.baseline.known': 'Those that were there before; they hold nothing back.',
  '.baseline.mended': 'Those that were there before and are gone.',
  '.baseline.lost':
    'Tests that ran before the fix and are skipped or gone on the head.',
  '.baseline.before':
    'Counts before the fix; null where no summary was recognised.',
  ...countsAt('.baseline.before'),
  '.changedFiles':
    "Tracked files that the step left with another content than the commit's.",
  '.problems':
    'What the output says of single lines, without what was there before the fix.',
  '.problems[].path': 'Path from the root of the repository.',
  '.problems[].line': 'Line, from 1.',
  '.problems[].column': 'Column, from 1; null where it is not told.',
  '.problems[].endLine': 'Last line of a range; null where it is not told.',
  '.problems[].level': 'How heavy the tool calls it.',
  '.problems[].message': 'What the tool says.',
  '.problems[].rule': 'Rule or code of the tool; null where it names none.',
  '.problemsLeftOut': 'How many more there were than are listed.',
  '.slowTests': 'The slowest tests, where the output tells their time.',
  '.slowTests[].name': 'Name of the test.',
  '.slowTests[].durationMs': 'How long it took. Milliseconds.',
}

/** What is said of every document. */
export const common = {
  schemaVersion:
    'Version of this form. A change that readers must know raises it.',
  product: 'Name and version of what wrote the document.',
}

/** Tool → version. */
export const toolchain =
  'Tools that the commands could use, by name, with their versions.'

/** Hash of the configuration. */
export const configHash =
  'SHA-256 of the configuration as it was judged by, hex: file, inputs and defaults together.'
