import { layouts, workflowFiles } from '../../src/workflows/workflow-files.ts'

/** Every workflow that `init` writes, by layout, kind and path. */
export const generatedWorkflows: Readonly<Record<string, string>> =
  Object.fromEntries(
    layouts.flatMap((layout) =>
      [true, false].flatMap((oneJob) =>
        workflowFiles({ layout, oneJob, sweep: !oneJob, handoff: true }).map(
          ({ path, text }) => [
            `${layout}${oneJob ? ' in one job' : ''}: ${path}`,
            text,
          ],
        ),
      ),
    ),
  )
