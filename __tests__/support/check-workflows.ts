import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { temporaryFolder } from '../../harness/temporary-folder.ts'

const path = (name: string): string =>
  fileURLToPath(new URL(name, import.meta.url))

/** What GitHub's own parser and actionlint say about `action.yml` and about workflows, by the names that these are given. */
export async function checkWorkflows(
  workflows: Readonly<Record<string, string>>,
): Promise<unknown> {
  await using folder = temporaryFolder('parser')
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [path('check-workflow.ts'), folder.path, path('../../action.yml')],
    { input: JSON.stringify(workflows), encoding: 'utf8' },
  )
  return stdout === '' ? stderr : JSON.parse(stdout)
}
