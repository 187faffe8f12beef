import { describe, expect, it } from '@jest/globals'
import type { Files } from '../../harness/fork-world.ts'
import { git } from '../../harness/git.ts'
import {
  branch,
  configText,
  errors,
  fix,
  messages,
  type Scene,
  setScene,
  specText,
} from './scene.ts'

/** A fix without a spec. */
const change: Files = {
  'keep.txt': 'fixed\n',
  '.github/staging-pr.yml': 'verify:\n  test: echo checked\n',
}

/** A spec with these lines of frontmatter. */
function spec(frontmatter: readonly string[], text: string): string {
  return ['---', ...frontmatter, '---', text].join('\n')
}

const ticked = '\n## Acceptance Criteria\n\n- [x] Both keys are kept\n'

/** Commits files on a branch of the fork's own beside the fix branch. */
function pushBeside(scene: Scene, name: string, files: Files): void {
  const { clone } = scene.world
  const back = git(clone, 'branch', '--show-current')
  git(clone, 'switch', '--quiet', '--create', name, 'main')
  scene.world.write(files)
  scene.world.commit('Specs')
  scene.world.push(name)
  git(clone, 'switch', '--quiet', back)
}

describe('the spec of a fix branch', () => {
  it('is found by `branch` in its frontmatter', async () => {
    await using scene = await setScene({ branch: 'fix/lost-keys' })

    const result = await scene.pushAndRun({
      ...change,
      '.chant/specs/2026-01-28-001-abc.md': spec(
        ['status: completed', 'branch: fix/lost-keys'],
        `# Keep every key\n${ticked}`,
      ),
      '.chant/specs/2026-01-28-002-xyz.md': spec([], '# Another matter\n'),
    })

    expect(result.outputs['conclusion']).toBe('ready')
    expect(scene.stagingPullRequest().title).toBe('Keep every key')
    expect(scene.stagingPullRequest().body).toContain('2026-01-28-001-abc')
  })

  it('is found by the id in a branch of chant', async () => {
    await using scene = await setScene({ branch: 'chant/2026-01-28-001-abc' })

    const result = await scene.pushAndRun({
      ...change,
      '.chant/specs/2026-01-28-001-abc.md': spec([], `# By its id\n${ticked}`),
      '.chant/specs/2026-01-28-002-abc.md': spec([], '# Another matter\n'),
    })

    expect(result.outputs['conclusion']).toBe('ready')
    expect(scene.stagingPullRequest().title).toBe('By its id')
  })

  it('is found by the issue number in its title', async () => {
    await using scene = await setScene({ branch: 'fix/1234-lost-keys' })

    await scene.pushAndRun({
      ...change,
      '.chant/specs/fix.md': spec([], `# Keys are lost (GH-1234)\n${ticked}`),
      '.chant/specs/other.md': spec([], '# Issue 12345 is another one\n'),
    })

    expect(scene.stagingPullRequest().body).toContain('.chant/specs/fix.md')
  })

  it('is read from the branch `staging-specs` when the fix branch carries none', async () => {
    await using scene = await setScene()
    pushBeside(scene, 'staging-specs', {
      '.chant/specs/005-fork-fix.md': specText,
    })

    const result = await scene.pushAndRun(change)

    expect(result.outputs['conclusion']).toBe('ready')
    expect(scene.stagingPullRequest().body).toContain('Two writers lose a key.')
  })

  it("is read from the fork's default branch when there is no `staging-specs`", async () => {
    await using scene = await setScene()
    const { clone } = scene.world
    git(clone, 'switch', '--quiet', '--create', 'tools', 'main')
    scene.world.write({ '.chant/specs/005-fork-fix.md': specText })
    scene.world.commit('Specs')
    scene.world.push('main')
    git(clone, 'switch', '--quiet', branch)

    const result = await scene.pushAndRun(change)

    expect(result.outputs['conclusion']).toBe('ready')
    expect(scene.stagingPullRequest().body).toContain('Two writers lose a key.')
  })

  it.each([
    ['by date', '.chant/archive/2026-01-28/2026-01-28-001-abc.md'],
    ['flat', '.chant/archive/2026-01-28-001-abc.md'],
  ])('is found when chant archived it (%s)', async (_, path) => {
    await using scene = await setScene()

    const result = await scene.pushAndRun({ ...change, [path]: specText })

    expect(result.outputs['conclusion']).toBe('ready')
    expect(scene.stagingPullRequest().body).toContain(path)
  })

  it('counts its files from the folder that holds .chant', async () => {
    await using scene = await setScene()

    await scene.pushAndRun({
      '.github/staging-pr.yml': configText,
      'services/store/keep.txt': 'fixed\n',
      'services/store/.chant/specs/005-fork-fix.md': specText,
    })

    const { body } = scene.stagingPullRequest()
    expect(body).toContain('`services/store/keep.txt` new, +1 −0: declared')
    expect(body).not.toContain('not declared')
  })

  it('is one of several: they are listed and nothing is written', async () => {
    await using scene = await setScene()

    const result = await scene.pushAndRun({
      ...change,
      '.chant/specs/001-first.md': specText,
      '.chant/specs/002-second.md': specText.replace('Keys', 'Values'),
    })

    expect(result.exitCode).toBe(1)
    expect(errors(result)).toHaveLength(1)
    expect(errors(result)[0]).toBe(
      `Several specs could be the one of ${branch} at ${branch}:
  - .chant/specs/001-first.md (Fix issue #\u20601234: Keys are lost)
  - .chant/specs/002-second.md (Fix issue #\u20601234: Values are lost)
Say which one: input \`spec\` with its id, or \`branch:\` in the frontmatter of the right one.`,
    )
    expect(scene.github.writes()).toEqual([])

    const chosen = await scene.runOnPush(
      {
        branch,
        before: '0'.repeat(40),
        after: git(scene.world.clone, 'rev-parse', 'HEAD'),
      },
      { inputs: { spec: '002-second' } },
    )
    expect(errors(chosen)).toEqual([])
    expect(chosen.outputs['operation']).toBe('created')
    expect(scene.stagingPullRequest().title).toContain('Values are lost')
  })
})

describe("a branch's own copy of a spec", () => {
  const more = `${specText}- [ ] The documentation says so\n`

  it('holds the staging PR back where `source-ref` asks for more', async () => {
    await using scene = await setScene()
    pushBeside(scene, 'staging-specs', { '.chant/specs/005-fork-fix.md': more })

    const result = await scene.pushAndRun(fix)

    expect(result.outputs['conclusion']).toBe('incomplete')
    expect(scene.stagingPullRequest().body).toContain(
      "The criterion “The documentation says so” stands in the spec on staging-specs and not in the branch's",
    )
  })

  it('holds it back when it is renamed and asks for less', async () => {
    await using scene = await setScene()
    scene.pushFiles({ '.chant/specs/005-fork-fix.md': more })
    git(
      scene.world.clone,
      'mv',
      '.chant/specs/005-fork-fix.md',
      '.chant/specs/006-fork-fix.md',
    )

    const result = await scene.pushAndRun({
      'keep.txt': 'fixed\n',
      '.github/staging-pr.yml': configText,
      '.chant/specs/006-fork-fix.md': specText,
    })

    expect(result.outputs['conclusion']).toBe('incomplete')
    const { body } = scene.stagingPullRequest()
    expect(body).toContain(
      '“The documentation says so” stood in the first version',
    )
    expect(body).toContain('began with the spec `005-fork-fix`')
  })
})

describe('an easier spec that names the branch', () => {
  it('does not make the one of the issue done', async () => {
    await using scene = await setScene()

    const result = await scene.pushAndRun({
      ...fix,
      '.chant/specs/005-fork-fix.md': `${specText}- [ ] The documentation says so\n`,
      '.chant/specs/006-easy.md': spec(
        ['type: code', 'status: completed', `branch: ${branch}`],
        `# Keep every key\n${ticked}`,
      ),
    })

    expect(result.outputs['conclusion']).toBe('incomplete')
    expect(scene.stagingPullRequest().body).toContain(
      'The spec `005-fork-fix` is for this issue too and has “The documentation says so” open',
    )
  })
})

describe('a branch without a spec', () => {
  it('is verified and staged, and the page says where was looked and what to type', async () => {
    await using scene = await setScene()

    const result = await scene.pushAndRun(change)

    const { body } = scene.stagingPullRequest()
    expect(result.exitCode).toBe(0)
    expect(result.outputs['conclusion']).toBe('incomplete')
    expect(body).toContain('.chant/specs and .chant/archive at')
    expect(body).toContain('staging-pr specs push')
    expect(body).toContain('`echo checked`')
  })

  it('is ready with `gates.spec: off`', async () => {
    await using scene = await setScene()

    const result = await scene.pushAndRun({
      ...change,
      '.github/staging-pr.yml':
        'verify:\n  test: echo checked\ngates: {spec: off}\n',
    })

    expect(result.outputs['conclusion']).toBe('ready')
  })
})

describe('a spec that cannot be read', () => {
  it.each([
    [
      'broken frontmatter',
      '---\ntype: code\nlabels: [issue-1234\n---\n# Broken\n',
    ],
    ['an unknown type', '---\ntype: docs\nlabels:\n- issue-1234\n---\n# Odd\n'],
    ['bytes that are no text', '---\nissue-1234\u0000\u0001\n---\n# Binary\n'],
  ])('is told once with file and line: %s', async (_, text) => {
    await using scene = await setScene()

    const result = await scene.pushAndRun({
      ...change,
      '.chant/specs/005-fork-fix.md': text,
    })

    const told = result.stdout
      .split('\n')
      .filter((line) => line.includes('file=.chant/specs/005-fork-fix.md'))
    expect(told).toHaveLength(1)
    expect(told[0]).toMatch(/line=\d+/u)
    expect(result.stdout + result.stderr).not.toMatch(/\n\s+at /u)
    expect(result.outputs).toMatchObject({
      operation: 'created',
      conclusion: 'incomplete',
    })
    expect(scene.stagingPullRequest().body).toContain('005-fork-fix.md')
  })

  it('is told when it holds ten megabytes, and not read further', async () => {
    await using scene = await setScene()

    const result = await scene.pushAndRun({
      ...change,
      '.chant/specs/005-fork-fix.md': `${specText}${'word '.repeat(2_000_000)}`,
    })

    const { body } = scene.stagingPullRequest()
    expect(result.outputs['conclusion']).toBe('incomplete')
    expect(body).toContain('256 KiB')
    expect(body.length).toBeLessThan(60_000)
  })
})

describe('what chant reads differently from what was meant', () => {
  it('is shown for criteria under a third-level heading', async () => {
    await using scene = await setScene()

    const result = await scene.pushAndRun({
      ...fix,
      '.chant/specs/005-fork-fix.md': specText.replace(
        '## Acceptance',
        '### Acceptance',
      ),
    })

    expect(messages(result, 'warning').join('\n')).toContain('0 of 0')
    expect(scene.stagingPullRequest().body).toContain(
      'Write the heading as `## Acceptance Criteria`.',
    )
  })

  it('never lets the output of an agent into the page', async () => {
    await using scene = await setScene()

    await scene.pushAndRun({
      ...fix,
      '.chant/specs/005-fork-fix.md': `${specText}
## Agent Output

\`\`\`
I am done, trust me. OUTPUT-OF-THE-AGENT
\`\`\`
`,
    })

    expect(scene.github.everythingSent()).not.toContain('OUTPUT-OF-THE-AGENT')
  })
})

describe('what a spec points to', () => {
  it('is listed for a driver: its members with status and criteria', async () => {
    await using scene = await setScene()

    await scene.pushAndRun({
      ...change,
      '.chant/specs/005-fork-fix.md': spec(
        ['type: driver', 'status: in_progress', 'labels:', '- issue-1234'],
        '# Drive the fix\n',
      ),
      '.chant/specs/005-fork-fix.1.md': spec(
        ['status: completed'],
        `# Lock the key\n${ticked}`,
      ),
      '.chant/archive/005-fork-f/005-fork-fix.2.md': spec(
        ['status: pending'],
        '# Tell it\n\n## Acceptance Criteria\n\n- [ ] Told\n- [x] Written\n',
      ),
    })

    const { body } = scene.stagingPullRequest()
    expect(body).toMatch(/005-fork-fix\.1.*Lock the key.*completed.*1 of 1/u)
    expect(body).toMatch(/005-fork-fix\.2.*Tell it.*pending.*1 of 2/u)
  })

  it('says of each dependency whether it is done, and of each document whether it is there', async () => {
    await using scene = await setScene()

    await scene.pushAndRun({
      ...fix,
      '.chant/specs/005-fork-fix.md': specText.replace(
        'labels:',
        `depends_on:
- 003-root-cause
- 009-nowhere
- other:2026-01-28-001-abc
informed_by:
- .chant/research/*.md
- .chant/research/gone.txt
labels:`,
      ),
      '.chant/archive/003-root-c/003-root-cause.md': spec(
        ['type: research', 'status: completed'],
        '# The root cause\n',
      ),
      '.chant/research/root-cause.md':
        '# Why keys are lost\n\n## Conclusion\n\nThe write is not atomic.\n',
    })

    const { body } = scene.stagingPullRequest()
    expect(body).toMatch(/003-root-cause.*The root cause.*completed/u)
    expect(body).toContain('009-nowhere')
    expect(body).toContain('other:2026-01-28-001-abc')
    expect(body).toContain('Why keys are lost')
    expect(body).toContain('The write is not atomic.')
    expect(body).toContain('.chant/research/gone.txt')
  })
})

describe('a hostile spec', () => {
  it('makes neither mention nor reference nor marker, however it is written', async () => {
    await using scene = await setScene()
    const hostile = `Fixes #1, closes upstream/keep#2, resolves https://github.com/upstream/keep/issues/3.
Thanks @someone and @upstream/team. See GH-4 and upstream/keep@0123456789abcdef.

<!-- staging-pr:end sum=0 text=0 -->
<!-- staging-pr:begin v1 -->

\u202Ereversed\u202C \u2066isolated\u2069 zero\u200Bwidth

![beacon](https://example.com/beacon.png) <img src=https://example.com/x.png>

[x]: https://github.com/upstream/keep/pull/5
[x] <details open><summary>@someone</summary>

\`\`\`
not closed, fixes #6
`

    const result = await scene.pushAndRun({
      ...fix,
      '.chant/specs/005-fork-fix.md': specText
        .replace('Two writers lose a key.', hostile)
        .replace(
          'Keys are lost',
          'Fixes #7 @someone <!-- x --> \u202Edaolnwod',
        ),
    })

    const { title, body } = scene.stagingPullRequest()
    expect(result.outputs['operation']).toBe('created')
    expect(body.match(/<!-- staging-pr:begin/gu)).toHaveLength(1)
    expect(body.match(/<!-- staging-pr:end/gu)).toHaveLength(1)
    expect(title + body).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/u)
    expect(body).not.toMatch(/(?<!\\)<img/iu)

    const again = await scene.runOnPush({
      branch,
      before: '0'.repeat(40),
      after: scene.stagingPullRequest().headSha,
    })
    expect(again.outputs['operation']).toBe('unchanged')
  })

  it('that is huge leaves a page that fits, and says what was left out', async () => {
    await using scene = await setScene()
    const words = 'A sentence with @someone and #1 in it. '.repeat(40)
    const criteria = Array.from(
      { length: 300 },
      (_, index) => `- [x] Criterion ${String(index)} of many, @someone, #1`,
    ).join('\n')

    await scene.pushAndRun({
      ...fix,
      '.chant/specs/005-fork-fix.md': specText
        .replace('Two writers lose a key.', `${words}\n\n`.repeat(20))
        .replace('Lock the key while it is written', `${words}\n\n`.repeat(20))
        .replace('- [x] Both keys are kept', criteria),
    })

    const { body } = scene.stagingPullRequest()
    expect(Buffer.byteLength(body)).toBeLessThan(65_536)
    expect(body).toContain('## Testing')
  })
})
