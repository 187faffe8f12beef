/**
 * Mutation testing, module by module, each with the tests that are its own.
 *
 * npm run mutation -- [MODULE…] prints what survives and a line for docs/mutation.md
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

type Module = {
  readonly mutate: readonly string[]
  readonly tests: readonly string[]
}

const modules: Readonly<Record<string, Module>> = {
  'text gate': {
    mutate: ['src/markdown/text-gate.ts', 'src/markdown/gate/*.ts'],
    tests: ['markdown/text-gate', 'markdown/gate/*'],
  },
  references: {
    mutate: [
      'src/markdown/references.ts',
      'src/markdown/reference-addresses.ts',
    ],
    tests: ['markdown/references'],
  },
  markers: {
    mutate: ['src/pull-request/region.ts', 'src/pull-request/merge-body.ts'],
    tests: ['pull-request/merge-body'],
  },
  budget: {
    mutate: ['src/pull-request/fit.ts', 'src/pull-request/cut.ts'],
    tests: ['pull-request/fit-order', 'pull-request/cut'],
  },
  redaction: { mutate: ['src/text/redact.ts'], tests: ['text/redact'] },
  verdict: { mutate: ['src/evidence/verdict.ts'], tests: ['evidence/verdict'] },
  proof: {
    mutate: [
      'src/evidence/proof/judge-proof.ts',
      'src/evidence/proof/original-versions.ts',
    ],
    tests: ['evidence/proof/judge-proof', 'evidence/proof/original-versions'],
  },
  runs: {
    mutate: ['src/evidence/proof/judge-run.ts'],
    tests: ['evidence/proof/judge-run', 'evidence/proof/hollow-failures'],
  },
}

const root = fileURLToPath(new URL('../', import.meta.url))
const asked = process.argv.slice(2)
for (const name of asked.length === 0 ? Object.keys(modules) : asked) {
  const one = modules[name]
  if (one === undefined) {
    throw new Error(`No module ${name}: ${Object.keys(modules).join(', ')}`)
  }
  mutate(name, one)
}

function mutate(name: string, { mutate, tests }: Module): void {
  const { status } = spawnSync(
    process.execPath,
    [
      'node_modules/@stryker-mutator/core/bin/stryker.js',
      'run',
      '--mutate',
      mutate.join(','),
    ],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, MUTATION_TESTS: tests.join(',') },
    },
  )
  if (status !== 0) throw new Error(`Stryker did not come to a score: ${name}`)
  console.log(lineOf(name))
}

/** One line of the table, from the report of the run. */
function lineOf(name: string): string {
  const report: {
    readonly files: Readonly<
      Record<string, { readonly mutants: readonly { status: string }[] }>
    >
  } = JSON.parse(readFileSync(`${root}.stryker-tmp/mutation.json`, 'utf8'))
  const all = Object.values(report.files)
    .flatMap(({ mutants }) => mutants)
    .map(({ status }) => status)
  const count = (...wanted: readonly string[]): number =>
    all.filter((status) => wanted.includes(status)).length
  const killed = count('Killed', 'Timeout')
  const valid = killed + count('Survived', 'NoCoverage')
  const score = ((killed / valid) * 100).toFixed(1)
  const date = new Date().toISOString().slice(0, 10)
  return `| ${name} | ${valid} | ${killed} | ${score} % | ${date} |`
}
