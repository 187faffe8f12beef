import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import type { Files } from '../../harness/fork-world.ts'
import { git } from '../../harness/git.ts'
import type { ActionResult } from '../../harness/run-action.ts'
import type { RunOptions } from '../../harness/staged-fork.ts'
import { branch, errors, type Scene, setScene } from './scene.ts'

const test = 'test/issue-1234.test.js'
const code = 'src/keep.js'

const broken = `export const keep = (a, b) => [b]\n`
const fixed = `export const keep = (a, b) => [a, b]\n`
/** Not fixed: `b` comes twice. */
const halfFixed = `export const keep = (a, b) => [b, b]\n`

function testOf(assertion: string, title = 'issue 1234 keeps both'): string {
  return `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keep } from '../src/keep.js'

test('${title}', () => {
  ${assertion}
})
`
}

const honest = testOf("assert.deepEqual(keep('a', 'b'), ['a', 'b'])")
/** Is red before the half fix and green after it. */
const bent = testOf("assert.equal(keep('a', 'b').length, 2)")
/** Asks the same in other words. */
const reworded = testOf("assert.equal(keep('a', 'b').join(), 'a,b')")

const upstream: Files = {
  'package.json': '{"name":"keep","version":"1.0.0","type":"module"}\n',
  [code]: broken,
}

const spec = '.chant/specs/005-fork-fix.md'
const specText = `---
type: code
status: completed
labels:
- issue-1234
target_files:
- src/keep.js
---
# Fix issue #1234: Keys are lost

## Acceptance Criteria

- [x] Both keys are kept

## Release Notes

### Fixed: Keys are lost

Both keys are kept.
`

const command = `node --test ${test}`

/** A configuration with these lines below the reproduction step. */
function configOf(...lines: readonly string[]): string {
  const step = [`run: ${command}`, `files: [${test}]`, ...lines]
  return stepOf(...step)
}

function stepOf(...lines: readonly string[]): string {
  const step = lines.map((line) => `    ${line}\n`).join('')
  return `verify:\n  reproduction:\n${step}criteria:\n  both keys: reproduction\n`
}

const config = '.github/staging-pr.yml'
const plan: Files = { [spec]: specText, [config]: configOf() }

type Proof = {
  readonly status: string
  readonly seal: string | null
  readonly reason: string | null
  readonly remedy: string | null
  readonly accepted: { readonly reason: string; readonly source: string } | null
  readonly files: readonly {
    readonly path: string
    readonly original: { readonly commit: string } | null
  }[]
  readonly cells: Readonly<
    Record<string, { readonly red: number; readonly runs: number } | null>
  >
}

function proofOf({ outputs, stdout, stderr }: ActionResult): Proof {
  const path = outputs['evidence-path']
  if (path === undefined) throw new Error(`no evidence:\n${stdout}\n${stderr}`)
  const evidence: { readonly proof: Proof } = JSON.parse(
    readFileSync(path, 'utf8'),
  )
  return evidence.proof
}

/** `ready 0: proven, intact; new 1/1 0/1`: red of runs, before and after. */
function told(result: ActionResult): string {
  const { status, seal, cells } = proofOf(result)
  const cell = (name: string): string => {
    const found = cells[name] ?? null
    return found === null ? '-' : `${String(found.red)}/${String(found.runs)}`
  }
  const original = `${cell('originalBefore')} ${cell('originalAfter')}`
  return [
    `${result.outputs['conclusion'] ?? 'none'} ${String(result.exitCode)}: ${status}, ${seal ?? 'no seal'}`,
    `new ${cell('newBefore')} ${cell('newAfter')}`,
    ...(original === '- -' ? [] : [`original ${original}`]),
  ].join('; ')
}

/** Makes one commit of each, pushes, and runs. */
async function run(
  scene: Scene,
  commits: readonly Files[],
  options: RunOptions = {},
): Promise<ActionResult> {
  for (const [at, files] of commits.entries()) {
    scene.world.write(files)
    scene.world.commit(`Commit ${String(at + 1)}`)
  }
  return scene.runOnPush(scene.world.push(branch, '--force'), options)
}

function expectNoTrees({ temporaryFolder }: ActionResult): void {
  const left = readdirSync(temporaryFolder).filter((name) =>
    name.startsWith('staging-pr-tree-'),
  )
  expect(left).toEqual([])
}

function body(scene: Scene): string {
  return scene.stagingPullRequest().body
}

describe('an honest fix', () => {
  it('is proven: red before, green after, by the test from before the fix', async () => {
    await using scene = await setScene({ upstream })

    const result = await run(scene, [
      { ...plan, [test]: honest },
      { [code]: fixed },
    ])

    expect(told(result)).toBe('ready 0: proven, intact; new 1/1 0/1')
    expect(result.outputs).toMatchObject({ proof: 'proven' })
    expect(body(scene)).toContain('**red 1/1 before, green 1/1 after**')
    expect(body(scene)).toContain('is the test that was written before the fix')
    expectNoTrees(result)
  })

  it('whose test was edited harmlessly is proven too, with the difference folded in', async () => {
    await using scene = await setScene({ upstream })

    const result = await run(scene, [
      { ...plan, [test]: honest },
      { [code]: fixed, [test]: reworded },
    ])

    expect(told(result)).toBe(
      'ready 0: proven, edited; new 1/1 0/1; original 1/1 0/1',
    )
    expect(body(scene)).toContain('the original passes too')
    expect(body(scene)).toContain(
      "+  assert.equal(keep('a', 'b').join(), 'a,b')",
    )
  })

  it('whose first commit is rewritten later is held against the test that was red then', async () => {
    await using scene = await setScene({ upstream })
    await run(scene, [{ ...plan, [test]: honest }])
    git(scene.world.clone, 'reset', '--quiet', '--hard', 'HEAD~1')

    const result = await run(scene, [
      { ...plan, [test]: bent },
      { [code]: halfFixed },
    ])

    expect(told(result)).toBe('ready 0: proven, intact; new 1/1 0/1')
    expect(body(scene)).toContain(
      `An earlier run of this staging PR was red with another version of \`${test}\``,
    )
  })

  it('that came with its test in one commit is proven with a finding', async () => {
    await using scene = await setScene({ upstream })

    const result = await run(scene, [
      { ...plan, [test]: honest, [code]: fixed },
    ])

    expect(told(result)).toBe('ready 0: proven, unsealed; new 1/1 0/1')
    expect(body(scene)).toContain('nothing shows that it was written first')
  })

  it('that bends a test which came after other code is caught', async () => {
    await using scene = await setScene({ upstream })

    const result = await run(scene, [
      { ...plan, [code]: `// keys\n${broken}` },
      { [test]: honest },
      { [code]: halfFixed, [test]: bent },
    ])

    expect(told(result)).toContain('test-changed')
  })

  it('that rewrites a snapshot which came with its test is caught', async () => {
    await using scene = await setScene({ upstream })
    const byData = honest
      .replace(
        'import { test }',
        "import { readFileSync } from 'node:fs'\nimport { test }",
      )
      .replace(
        "['a', 'b'])",
        "JSON.parse(readFileSync('test/data/want.json', 'utf8')))",
      )

    const result = await run(scene, [
      { ...plan, [test]: byData, 'test/data/want.json': '["a", "b"]\n' },
      { [code]: halfFixed, 'test/data/want.json': '["b", "b"]\n' },
    ])

    expect(told(result)).toContain('test-changed')
  })

  it('that narrows what is run in its own configuration is told', async () => {
    await using scene = await setScene({ upstream })

    const result = await run(scene, [
      { ...plan, [test]: honest },
      {
        [code]: fixed,
        [config]: configOf().replace(
          'node --test',
          'node --test --test-name-pattern=keeps',
        ),
      },
    ])

    expect(result.outputs['conclusion']).toBe('incomplete')
    expect(body(scene)).toContain(
      'The step `reproduction` is not as in the configuration of this branch before the fix: `run` differs',
    )
  })

  it('whose test was changed before it, with a first version that passes too, is proven and a point to judge', async () => {
    await using scene = await setScene({ upstream })

    const result = await run(scene, [
      { ...plan, [test]: honest },
      { [test]: reworded },
      { [code]: fixed },
    ])

    expect(told(result)).toBe('ready 0: proven, intact; new 1/1 0/1')
    expect(body(scene)).toContain('the changed version counts as the original')
  })

  it('that bends a test which came after a corrected word of the README is caught', async () => {
    await using scene = await setScene({ upstream })

    const result = await run(scene, [
      { ...plan, 'README.md': 'A corrected word.\n' },
      { [test]: honest },
      { [code]: 'export const keep = (a, b) => [b, b]\n', [test]: bent },
    ])

    expect(told(result)).toContain('test-changed')
  })

  it('that deletes a file finds it again in the tree from before it', async () => {
    await using scene = await setScene({
      upstream: {
        ...upstream,
        [code]: "export { keep } from './old.js'\n",
        'src/old.js': broken,
      },
    })

    const result = await run(scene, [
      { ...plan, [test]: honest },
      { [code]: fixed, 'src/old.js': null },
    ])

    expect(told(result)).toBe('ready 0: proven, intact; new 1/1 0/1')
  })

  it('that brings a helper for the test is proven with it', async () => {
    await using scene = await setScene({ upstream })
    const helped = honest.replace(
      "import { keep } from '../src/keep.js'",
      "import { keep } from './helper.js'",
    )

    const result = await run(scene, [
      {
        ...plan,
        [config]: configOf().replace(`[${test}]`, '["test/**"]'),
        [test]: honest,
      },
      {
        [code]: fixed,
        [test]: helped,
        'test/helper.js': "export { keep } from '../src/keep.js'\n",
      },
    ])

    expect(told(result)).toBe(
      'ready 0: proven, edited; new 1/1 0/1; original 1/1 0/1',
    )
  })

  it('that renames its test is judged by both names', async () => {
    await using scene = await setScene({ upstream })
    const pattern = stepOf('run: node --test', 'files: ["test/**"]')

    const result = await run(scene, [
      { ...plan, [config]: pattern, [test]: honest },
      { [code]: fixed, [test]: null, 'test/keep.test.js': honest },
    ])

    expect(told(result)).toBe(
      'ready 0: proven, edited; new 1/1 0/1; original 1/1 0/1',
    )
  })

  it('is compared with what upstream has since it was merged in', async () => {
    await using scene = await setScene({ upstream })
    const { clone } = scene.world
    scene.world.write({ ...plan, [test]: honest })
    scene.world.commit('Reproduce')
    git(clone, 'switch', '--quiet', 'main')
    scene.world.write({ 'README.md': 'More words.\n' })
    scene.world.commit('Upstream goes on')
    git(clone, 'push', '--quiet', scene.world.upstream, 'HEAD:main')
    git(clone, 'push', '--quiet', 'origin', 'HEAD:main')
    git(clone, 'switch', '--quiet', branch)
    git(clone, 'merge', '--quiet', '--no-edit', 'main')

    const result = await run(scene, [{ [code]: fixed }])

    expect(told(result)).toBe('ready 0: proven, intact; new 1/1 0/1')
  })

  it('is proven from a dispatch on the default branch, where the head is a clone as well', async () => {
    await using scene = await setScene({ upstream })
    scene.world.write({ ...plan, [test]: honest })
    scene.world.commit('Reproduce')
    scene.pushFiles({ [code]: fixed })

    const result = await scene.runOnDispatch({ branch })

    expect(told(result)).toBe('ready 0: proven, intact; new 1/1 0/1')
    expectNoTrees(result)
  })

  it('is proven by a preset, without any configuration', async () => {
    await using scene = await setScene({
      upstream: {
        ...upstream,
        'package.json':
          '{"name":"keep","version":"1.0.0","type":"module","scripts":{"test":"node --test"}}\n',
      },
    })

    const result = await run(scene, [
      { [spec]: specText, [test]: honest },
      { [code]: fixed },
    ])

    expect(told(result)).toContain(': proven, intact; new 1/1 0/1')
  })
})

describe('a fix that bends its reproduction test', () => {
  async function bend(scene: Scene, options: RunOptions = {}) {
    return run(
      scene,
      [
        { ...plan, [test]: honest },
        { [code]: halfFixed, [test]: bent },
      ],
      options,
    )
  }

  it('is caught: four results, the difference, what the original says, three ways on', async () => {
    await using scene = await setScene({ upstream })

    const result = await bend(scene)

    expect(told(result)).toBe(
      'failed 1: test-changed, broken; new 1/1 0/1; original 1/1 1/1',
    )
    const page = body(scene)
    const head = git(scene.world.clone, 'rev-parse', '--short=7', 'HEAD')
    const original = git(scene.world.clone, 'rev-parse', '--short=7', 'HEAD~1')
    expect(page).toContain(
      'Not shown to be fixed: the reproduction test was changed.',
    )
    expect(page).toContain(
      `| Original, \`${original}\` | red 1/1 | ❌ **red 1/1** |`,
    )
    expect(page).toContain(`| Changed, \`${head}\` | red 1/1 | green 1/1 |`)
    expect(page).toContain("-  assert.deepEqual(keep('a', 'b'), ['a', 'b'])")
    expect(page).toContain("+  assert.equal(keep('a', 'b').length, 2)")
    expect(page).toContain('What the original test says on the fixed code')
    expect(page).toContain('**What to do: one of these**')
  })

  it('is told commands that work', async () => {
    await using scene = await setScene({ upstream })
    await bend(scene)
    const { clone } = scene.world
    const blob = git(clone, 'rev-parse', `HEAD:${test}`)
    const commands = [
      ...body(scene).matchAll(/`(git (?:checkout|rev-parse) [^`]*)`/gu),
    ].map((found) => found[1] ?? '')
    const shell = (line: string): string =>
      execFileSync('bash', ['-c', line], { cwd: clone, encoding: 'utf8' })

    const said = commands.map(shell)

    expect(said.some((text) => text.trim() === blob)).toBe(true)
    expect(readFileSync(join(clone, test), 'utf8')).toBe(honest)
  })

  it('stays caught when the page was told to be ready by deleting the test instead', async () => {
    await using scene = await setScene({ upstream })
    const pattern = stepOf('run: node --test', 'files: ["test/**"]')

    const result = await run(scene, [
      { ...plan, [config]: pattern, [test]: honest },
      { [code]: halfFixed, [test]: null, 'test/keep.test.js': bent },
    ])

    expect(told(result)).toBe(
      'failed 1: test-changed, broken; new 1/1 0/1; original 1/1 1/1',
    )
  })

  it('has no proof when it deletes the test', async () => {
    await using scene = await setScene({ upstream })

    const result = await run(scene, [
      { ...plan, [test]: honest },
      { [code]: halfFixed, [test]: null },
    ])

    expect(told(result)).toContain(': test-changed, broken')
    expect(result.exitCode).toBe(1)
  })

  it('is accepted by a person who names the blob and a reason, which stay on the page', async () => {
    await using scene = await setScene({ upstream })
    await bend(scene)
    const blob = git(scene.world.clone, 'rev-parse', `HEAD:${test}`)
    const pushed = scene.world.push(branch)

    const result = await scene.runOnPush(pushed, {
      inputs: {
        'accept-test': `${blob.slice(0, 12)} Order was never promised.`,
      },
    })

    expect(told(result)).toBe(
      'ready 0: proven, accepted; new 1/1 0/1; original 1/1 1/1',
    )
    expect(body(scene)).toContain('Order was never promised.')
    expect(body(scene)).toContain('❌ **red 1/1**')
  })

  it('is not accepted by the SHA of something else, and a short one is refused', async () => {
    await using scene = await setScene({ upstream })
    const wrong = await bend(scene, {
      inputs: { 'accept-test': `${'a'.repeat(40)} No.` },
    })

    const short = await scene.runOnPush(scene.world.push(branch), {
      inputs: { 'accept-test': 'abc1234' },
    })

    expect(told(wrong)).toContain('failed 1: test-changed, broken')
    expect(short.exitCode).toBe(1)
    expect(errors(short).join('\n')).toContain(
      'input `accept-test`: expected the blob SHA of the changed test file, at least 12 digits, got "abc1234".',
    )
  })

  it('is accepted by the configuration of the default branch, and not by its own', async () => {
    await using scene = await setScene({ upstream })
    const { clone } = scene.world
    scene.world.write({ [test]: bent })
    const blob = git(clone, 'hash-object', test)
    scene.world.write({ [test]: null })
    const accepting = configOf(
      `accepted: {test: "${blob}", reason: "Order was never promised."}`,
    )

    const own = await run(scene, [
      { [spec]: specText, [config]: accepting, [test]: honest },
      { [code]: halfFixed, [test]: bent },
    ])
    git(clone, 'switch', '--quiet', 'main')
    scene.world.write({ [config]: accepting })
    scene.world.commit('Accept the new test')
    git(clone, 'push', '--quiet', 'origin', 'HEAD:main')
    git(clone, 'switch', '--quiet', branch)
    const both = await scene.runOnPush(scene.world.push(branch))

    expect(told(own)).toContain('failed 1: test-changed, broken')
    expect(told(both)).toContain('ready 0: proven, accepted')
    expect(proofOf(both).accepted?.reason).toBe('Order was never promised.')
  })
})

describe('the original', () => {
  function reproductionSpec(commits: readonly string[]): Files {
    const named =
      commits.length === 0
        ? ''
        : `commits: [${commits.map((sha) => `"${sha}"`).join(', ')}]\n`
    return {
      '.chant/specs/002-reproduction.md': `---\ntype: task\nstatus: completed\nlabels: [reproduction]\ntarget_files:\n- ${test}\n${named}---\n# Reproduce issue 1234\n`,
      [spec]: specText.replace(
        'labels:',
        'depends_on: ["002-reproduction"]\nlabels:',
      ),
      [config]: stepOf(`run: ${command}`),
    }
  }

  it('is the version that the reproduction spec names, whose target_files are the test', async () => {
    await using scene = await setScene({ upstream })
    scene.world.write({ [test]: honest })
    const written = scene.world.commit('Reproduce')

    const result = await run(scene, [
      { ...reproductionSpec([written]), [test]: bent },
      { [code]: halfFixed },
    ])

    expect(told(result)).toContain('failed 1: test-changed, broken')
    expect(proofOf(result).files).toMatchObject([
      { path: test, original: { commit: written } },
    ])
  })

  it('is not moved by a later change of the spec', async () => {
    await using scene = await setScene({ upstream })
    scene.world.write({ [test]: honest })
    const written = scene.world.commit('Reproduce')
    scene.world.write(reproductionSpec([written]))
    scene.world.commit('Plan')
    scene.world.write({ [code]: halfFixed, [test]: bent })
    const bending = scene.world.commit('Fix')

    const result = await run(scene, [reproductionSpec([bending])])

    expect(told(result)).toContain('failed 1: test-changed, broken')
    expect(proofOf(result).files[0]?.original?.commit).toBe(written)
  })

  it('is found by the order of commits where a rebase made the named ones unknown', async () => {
    await using scene = await setScene({ upstream })

    const result = await run(scene, [
      { ...reproductionSpec(['c'.repeat(40)]), [test]: honest },
      { [code]: fixed },
    ])

    expect(told(result)).toBe('ready 0: proven, intact; new 1/1 0/1')
  })
})

describe('which files are the reproduction test', () => {
  it('is read from backticks in the criteria', async () => {
    await using scene = await setScene({ upstream })

    const result = await run(scene, [
      {
        [spec]: specText.replace(
          '- [x] Both keys are kept',
          `- [x] Both keys are kept, shown by \`${test}\``,
        ),
        [config]: stepOf(`run: ${command}`),
        [test]: honest,
      },
      { [code]: fixed },
    ])

    expect(told(result)).toBe('ready 0: proven, intact; new 1/1 0/1')
  })

  it('is read from the folder that holds .chant', async () => {
    const inside = (files: Files): Files =>
      Object.fromEntries(
        Object.entries(files).map(([path, text]) => [
          path === config ? path : `packages/keep/${path}`,
          text,
        ]),
      )
    await using scene = await setScene({
      upstream: { ...inside(upstream), [test]: 'not this one\n' },
    })

    const result = await run(scene, [
      inside({
        ...plan,
        [config]: configOf('working-directory: packages/keep'),
        [test]: honest,
      }),
      inside({ [code]: fixed }),
    ])

    expect(told(result)).toBe('ready 0: proven, intact; new 1/1 0/1')
    expect(proofOf(result).files).toMatchObject([
      { path: `packages/keep/${test}` },
    ])
  })

  it('has to be said where nothing says it', async () => {
    await using scene = await setScene({ upstream })

    const result = await run(scene, [
      {
        ...plan,
        [config]: stepOf('run: node --test check.js'),
        'check.js': honest.replace('../', './'),
      },
      { [code]: fixed },
    ])

    expect(told(result)).toContain('inconclusive 1: inconclusive, no seal')
    expect(proofOf(result).remedy).toContain('`verify.reproduction.files`')
    expect(body(scene)).toContain(
      'Nothing says which files are the reproduction test',
    )
  })
})

describe('a reproduction test that shows no bug', () => {
  it('is not reproduced when it is green before the fix', async () => {
    await using scene = await setScene({ upstream })

    const result = await run(scene, [
      { ...plan, [test]: testOf("assert.equal(keep('a', 'b').at(-1), 'b')") },
      { [code]: fixed },
    ])

    expect(told(result)).toBe('failed 1: not-reproduced, intact; new 0/1 0/1')
    expect(body(scene)).toContain('the reproduction test was green before it')
  })

  it('shows nothing when it does not load before the fix', async () => {
    await using scene = await setScene({ upstream })

    const result = await run(scene, [
      {
        ...plan,
        [test]: honest
          .replaceAll('keep', 'keepAll')
          .replace('keepAll.js', 'keep.js'),
      },
      { [code]: `${fixed}export const keepAll = keep\n` },
    ])

    expect(told(result)).toBe('inconclusive 1: inconclusive, intact; new - 0/1')
    expect(proofOf(result).remedy).toContain(
      'Write it against the code as it was before the fix',
    )
  })

  it('is red by declaration where the configuration says how the error looks', async () => {
    await using scene = await setScene({ upstream })

    const result = await run(scene, [
      {
        ...plan,
        [config]: configOf('red: "does not provide an export named"'),
        [test]: honest
          .replaceAll('keep', 'keepAll')
          .replace('keepAll.js', 'keep.js'),
      },
      { [code]: `${fixed}export const keepAll = keep\n` },
    ])

    expect(told(result)).toBe('ready 0: proven, intact; new 1/1 0/1')
    expect(body(scene)).toContain('not by a failed test')
  })

  it('shows nothing where the configured expression would be searched for without end', async () => {
    await using scene = await setScene({ upstream })
    const long = `process.stdout.write('${'a'.repeat(60)}!\\n')\n`

    const result = await run(scene, [
      { ...plan, [config]: configOf('red: "^(a+)+$"'), [test]: long + honest },
      { [code]: fixed },
    ])

    expect(proofOf(result)).toMatchObject({
      status: 'inconclusive',
      reason: expect.stringContaining('could not be searched for `red:`'),
      remedy: expect.stringContaining('Make `red:` simpler'),
    })
  })

  it('shows nothing where it shares a Rust file with the code that the fix changes', async () => {
    await using scene = await setScene({ upstream })
    const test = '#[test] fn keeps() {}\n'

    const result = await run(scene, [
      {
        ...plan,
        [config]: stepOf('run: echo', 'files: [src/lib.rs]'),
        'src/lib.rs': 'fn keep() {}\n',
      },
      { 'src/lib.rs': `fn keep() {}\n${test}` },
      { 'src/lib.rs': `fn keep() { fixed() }\n${test}` },
    ])

    expect(proofOf(result)).toMatchObject({
      status: 'inconclusive',
      reason: expect.stringContaining('stands in src/lib.rs'),
      remedy: expect.stringContaining('a file of its own'),
    })
  })

  it('shows nothing when no test is run there', async () => {
    await using scene = await setScene({ upstream })

    const result = await run(scene, [
      {
        ...plan,
        [config]: stepOf('run: node --test', 'files: [test/data.json]'),
        'test/data.json': '{}\n',
      },
      { [code]: fixed, [test]: honest },
    ])

    expect(told(result)).toContain('inconclusive 1: inconclusive, ')
    expect(told(result)).toContain('new - 0/1')
  })

  it('shows nothing when it runs out of time there', async () => {
    await using scene = await setScene({ upstream })

    const result = await run(scene, [
      {
        ...plan,
        [config]: stepOf(
          `run: grep -q "a, b\\]" ${code} || sleep 30; ${command}`,
          `files: [${test}]`,
          'timeout: 3s',
        ),
        [test]: honest,
      },
      { [code]: fixed },
    ])

    expect(told(result)).toBe('inconclusive 1: inconclusive, intact; new - 0/1')
    expect(body(scene)).toContain('it ran out of time')
  })

  it('shows nothing when it calls there what only the fix brings', async () => {
    await using scene = await setScene({ upstream })
    const forNewFunction = honest
      .replace('{ keep }', '* as api')
      .replace('keep(', 'api.keepAll(')

    const result = await run(scene, [
      { ...plan, [test]: forNewFunction },
      { [code]: `${broken}export const keepAll = (a, b) => [a, b]\n` },
    ])

    expect(told(result)).toBe('inconclusive 1: inconclusive, intact; new - 0/1')
    expect(proofOf(result).reason).toContain('`keepAll` is not there')
  })

  it('shows nothing when its setup fails', async () => {
    await using scene = await setScene({ upstream })

    const result = await run(scene, [
      {
        ...plan,
        [config]: configOf('setup: echo no network >&2; exit 7'),
        [test]: honest,
      },
      { [code]: fixed },
    ])

    expect(told(result)).toBe('inconclusive 1: inconclusive, intact; new - 0/1')
    expect(proofOf(result).reason).toContain(
      'its setup `echo no network >&2; exit 7` came to nothing',
    )
  })

  it('has its dependencies by a setup, which runs in clones only', async () => {
    await using scene = await setScene({ upstream })
    const needs =
      'case "$PWD" in *staging-pr-tree-*) test -e installed;; *) test ! -e installed;; esac'

    const result = await run(scene, [
      {
        ...plan,
        [config]: stepOf(
          `run: '${needs} || exit 9; ${command}'`,
          `files: [${test}]`,
          'setup: touch installed',
        ),
        [test]: honest,
      },
      { [code]: fixed },
    ])

    expect(told(result)).toBe('ready 0: proven, intact; new 1/1 0/1')
  })

  it('shows nothing when the issue is unknown and its command names it', async () => {
    await using scene = await setScene({ upstream, branch: 'fix/lost-keys' })
    scene.world.write({
      [config]: stepOf(
        'run: node --test test/issue-$ISSUE.test.js',
        `files: [${test}]`,
      ),
      [test]: honest,
      [code]: fixed,
    })
    scene.world.commit('Fix')

    const result = await scene.runOnPush(scene.world.push('fix/lost-keys'))

    expect(told(result)).toContain('inconclusive 1: inconclusive, no seal')
    expect(proofOf(result).reason).toBe(
      'The reproduction step was skipped: no issue number is known for this branch.',
    )
    expect(proofOf(result).remedy).toContain('Name the branch after the issue')
  })
})

describe('a race', () => {
  /** Loses a key in every second run in one folder. */
  const flaky = `import { existsSync, readFileSync, writeFileSync } from 'node:fs'
const runs = existsSync('runs.txt') ? Number(readFileSync('runs.txt', 'utf8')) : 0
writeFileSync('runs.txt', String(runs + 1))
export const keep = (a, b) => (runs % 2 === 0 ? [a, b] : [b])
`
  const races: Files = {
    ...plan,
    [config]: configOf('runs: 5'),
    [test]: honest,
  }

  it('is proven when it is red at least once before and green every time after', async () => {
    await using scene = await setScene({
      upstream: { ...upstream, [code]: flaky },
    })

    const result = await run(scene, [races, { [code]: fixed }])

    expect(told(result)).toBe('ready 0: proven, intact; new 2/5 0/5')
    expect(body(scene)).toContain('**red 2/5 before, green 5/5 after**')
  })

  it('is not fixed by one red run after the fix', async () => {
    await using scene = await setScene({ upstream })

    const result = await run(scene, [
      races,
      { [code]: flaky.replace('% 2 === 0', '!== 3') },
    ])

    expect(told(result)).toBe('failed 1: not-fixed, intact; new - 1/5')
    expect(body(scene)).toContain('**red 1 of 5** on this commit')
  })
})

describe('the trees of a proof', () => {
  it('are gone after an interruption', async () => {
    await using scene = await setScene({ upstream })
    const marker = join(scene.root, 'started')
    const { world } = scene
    world.write({
      ...plan,
      [config]: stepOf(`run: touch ${marker}; sleep 60`, `files: [${test}]`),
      [test]: honest,
    })
    world.commit('Fix')

    const result = await scene.runOnPush(world.push(branch), {
      onStart: (child) => {
        void interrupt(marker, child)
      },
    })

    expect(result.stdout).toContain('sleep 60')
    expectNoTrees(result)
  })

  it('keep what a command does to their repository to themselves', async () => {
    await using scene = await setScene({ upstream })
    const tamper = `case "$PWD" in *staging-pr-tree-*) git config core.hooksPath /evil; git config alias.evil x; echo evil > .git/HEAD;; esac; ${command}`
    scene.world.write({
      ...plan,
      [config]: stepOf(`run: '${tamper}'`, `files: [${test}]`),
      [test]: honest,
    })
    scene.world.commit('Reproduce')
    const pushed = scene.pushFiles({ [code]: fixed })
    const workspace = scene.checkout(pushed.after)
    const settings = readFileSync(join(workspace, '.git/config'), 'utf8')

    const result = await scene.runOnPush(pushed, { workspace })

    expect(told(result)).toBe('ready 0: proven, intact; new 1/1 0/1')
    expect(readFileSync(join(workspace, '.git/config'), 'utf8')).toBe(settings)
    expect(readFileSync(join(workspace, '.git/HEAD'), 'utf8')).not.toContain(
      'evil',
    )
    expectNoTrees(result)
  })
})

async function interrupt(
  marker: string,
  child: { kill(signal: NodeJS.Signals): void },
): Promise<void> {
  while (!existsSync(marker)) await setTimeout(50)
  child.kill('SIGTERM')
}

function hasTool(name: string): boolean {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    console.warn(`${name} is not here: what needs it is skipped`)
    return false
  }
}

const hasCargo = hasTool('cargo')
const hasPython = hasTool('python3')

describe('a Python package that is installed from the workspace', () => {
  ;(hasPython ? it : it.skip)(
    'is imported from the tree that is looked at, where it is not fixed yet',
    async () => {
      await using scene = await setScene({
        upstream: { 'src/keep.py': 'def keep(a, b): return [b]\n' },
      })
      const installed = join(scene.root, 'world', 'workspace', 'src')
      const check = 'test/issue_1234.py'

      const result = await run(scene, [
        {
          [spec]: specText,
          [config]: `${stepOf(`run: python3 ${check}`, `files: [${check}]`, 'red: "^lost"')}env:\n  set:\n    PYTHONPATH: ${installed}\n`,
          [check]:
            'from keep import keep\nassert_kept = keep(1, 2) == [1, 2]\nprint("kept" if assert_kept else "lost")\nraise SystemExit(0 if assert_kept else 1)\n',
        },
        { 'src/keep.py': 'def keep(a, b): return [a, b]\n' },
      ])

      expect(told(result)).toBe('ready 0: proven, intact; new 1/1 0/1')
    },
  )
})

describe('a real crate', () => {
  ;(hasCargo ? it : it.skip)(
    'is proven by its fix, and caught once its test is bent',
    async () => {
      const part = (name: string): string =>
        fileURLToPath(new URL(`../../examples/rust/${name}`, import.meta.url))
      await using scene = await setScene({ upstream: part('upstream') })
      const copy = (name: string): Promise<ActionResult> => {
        scene.world.copy(part(name))
        scene.world.commit(name)
        return scene.runOnPush(scene.world.push(branch))
      }
      scene.world.copy(part('reproduction'))
      scene.world.commit('reproduction')

      const honestly = await copy('fix')
      const bending = await copy('tampered')

      expect(told(honestly)).toMatch(
        /^ready 0: proven, intact; new [1-9]\d*\/(\d+) 0\/\1$/u,
      )
      expect(told(bending)).toContain('failed 1: test-changed, broken')
      expect(body(scene)).toContain('**contradicted**')
    },
    240_000,
  )
})

describe('a test that is bent beside its original', () => {
  const helper = 'test/support.js'
  const helped = honest
    .replace(
      "'../src/keep.js'",
      "'../src/keep.js'\nimport { same } from './support.js'",
    )
    .replace('assert.deepEqual(', 'same(')
  const strict = `import assert from 'node:assert/strict'
export const same = assert.deepEqual
`
  const loose = 'export const same = () => {}\n'

  it('holds back where its helper was emptied', async () => {
    await using scene = await setScene({
      upstream: { ...upstream, [helper]: strict },
    })

    const result = await run(scene, [
      { ...plan, [test]: helped },
      { [code]: halfFixed, [helper]: loose },
    ])

    expect(told(result)).toBe('incomplete 0: proven, intact; new 1/1 0/1')
    expect(body(scene)).toContain('is red on the fixed code (1 of 1)')
  })

  it('is proven where its helper was changed and says the same', async () => {
    await using scene = await setScene({
      upstream: { ...upstream, [helper]: strict },
    })

    const result = await run(scene, [
      { ...plan, [test]: helped },
      { [code]: fixed, [helper]: `${strict}export const other = 1\n` },
    ])

    expect(told(result)).toBe('ready 0: proven, intact; new 1/1 0/1')
  })

  it('holds back where its first version is red on the fixed code, until a person accepts it', async () => {
    await using scene = await setScene({ upstream })
    const commits = [
      { ...plan, [test]: honest },
      { [test]: bent },
      { [code]: halfFixed },
    ]

    const result = await run(scene, commits)

    expect(told(result)).toBe('incomplete 0: proven, intact; new 1/1 0/1')
    expect(body(scene)).toContain('The first version of')
    const blob = git(scene.world.clone, 'rev-parse', `HEAD:${test}`)
    expect(body(scene)).toContain(
      `accept-test: ${blob.slice(0, 12)} the reason`,
    )
    const accepted = await scene.runOnDispatch(
      { branch },
      { inputs: { 'accept-test': `${blob} It asked for too much` } },
    )
    expect(told(accepted)).toBe('ready 0: proven, intact; new 1/1 0/1')
  })
})

describe('a configuration that only the branch has', () => {
  const two = (command: string): string =>
    `verify:\n  lint: {run: '${command}', kind: lint}\n  test: echo checked\ngates: {criteria: off}\n`

  it('may be mended before the fix, and not made easier after it began', async () => {
    await using scene = await setScene({ upstream })

    const mended = await run(scene, [
      { ...plan, [config]: two('exit 7') },
      { [config]: two('true') },
      { [code]: fixed },
    ])
    const eased = await run(scene, [{ [config]: two('echo nothing') }])

    expect(mended.outputs['conclusion']).toBe('ready')
    expect(eased.outputs['conclusion']).toBe('incomplete')
    expect(body(scene)).toContain(
      'is not as in the configuration of this branch before the fix',
    )
  })
})
