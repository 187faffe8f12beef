// Every JavaScript file parses, and the library prints nothing.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const complaints = ['src', 'test', 'scripts'].flatMap(filesIn).flatMap(lint)
for (const complaint of complaints) console.error(complaint)
process.exitCode = complaints.length === 0 ? 0 : 1

function filesIn(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.js'))
    .map((name) => join(folder, name))
}

function lint(file) {
  const check = spawnSync(process.execPath, ['--check', file], {
    encoding: 'utf8',
  })
  if (check.status !== 0) return [check.stderr.trim()]
  if (!file.startsWith('src')) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) =>
      line.includes('console.log')
        ? [`${file}:${index + 1}: the library must not print`]
        : [],
    )
}
