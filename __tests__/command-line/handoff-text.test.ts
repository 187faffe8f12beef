import { describe, expect, it } from '@jest/globals'
import { git } from '../../harness/git.ts'
import { type Desk, setDesk } from './desk.ts'
import {
  config,
  handed,
  spec,
  specText,
  upstreamCommits,
  verifies,
} from './handed-on.ts'

const claude = 'Co-Authored-By: Claude <noreply@anthropic.com>'
const person = 'Co-authored-by: Claude Monet <claude@giverny.example>'

/** A verified fix that a tool and a person have helped with. */
async function helpedFix(
  desk: Desk,
  { model = '', more = '' }: { model?: string; more?: string } = {},
): Promise<void> {
  const { world } = desk
  git(world.clone, 'config', 'user.name', 'A Person')
  git(world.clone, 'config', 'user.email', 'a@example.org')
  desk.commit({
    [config]: `${verifies('true')}${more}`,
    [spec]: specText.replace('type: code\n', `type: code\n${model}`),
  })
  world.write({ 'keep.txt': 'fixed\n' })
  world.commit(`Fix it\n\n${claude}\n${person}`)
  await desk.staging('verify', '--quiet')
}

describe("what upstream's policies ask of AI tools", () => {
  it('is answered with what commits and spec say', async () => {
    await using desk = setDesk()
    upstreamCommits(desk, { 'AI_POLICY.md': 'Disclose the use of AI.\n' })
    await helpedFix(desk, { model: 'model: claude-opus-4\n' })

    await desk.staging('handoff')

    expect(handed(desk, 'upstream-pr-body.md')).toContain(
      '**Disclosure:** made with the help of Claude (model claude-opus-4).\n',
    )
    expect(handed(desk, 'commit-message.txt')).toContain(
      `${claude}\n${person}\n`,
    )
  })

  it('says nothing where nothing is asked', async () => {
    await using desk = setDesk()
    await helpedFix(desk, { model: 'model: opus\n' })

    await desk.staging('handoff')

    expect(handed(desk, 'upstream-pr-body.md')).not.toMatch(/opus|Claude/u)
  })

  it('takes tools from the co-authors where they are not wanted, and never people', async () => {
    await using desk = setDesk()
    upstreamCommits(desk, {
      'AGENTS.md': 'Never add co-author trailers\nfor AI tools.\n',
    })
    await helpedFix(desk)

    const { stderr } = await desk.staging('handoff')

    expect(stderr).toContain(
      '`Claude`: not named as co-author upstream, since AGENTS.md says: Never add co-author trailers for AI tools.',
    )
    const message = handed(desk, 'commit-message.txt')
    expect(message).toContain(person)
    expect(message).not.toContain(claude)
  })

  it("takes them from the branch's own messages too", async () => {
    await using desk = setDesk()
    upstreamCommits(desk, {
      'AGENTS.md': 'Never add co-author trailers for AI tools.\n',
    })
    await helpedFix(desk, { more: 'handoff: {squash: false}\n' })

    await desk.staging('handoff')

    expect(handed(desk, 'commit-message.txt')).toBe(`Fix it\n\n${person}\n`)
  })
})

describe('the one commit', () => {
  it('names the authors of all commits that are for upstream', async () => {
    await using desk = setDesk()
    const { world } = desk
    world.write({ 'first.txt': 'x\n' })
    git(world.clone, 'add', '--all')
    const author = '--author=Änn <ann@example.org>'
    git(world.clone, 'commit', '--quiet', '--message=First', author)
    await helpedFix(desk)

    await desk.staging('handoff')

    expect(handed(desk, 'commit-message.txt')).toMatch(
      /\nCo-Authored-By: Claude .+\nCo-authored-by: Claude Monet .+\nCo-authored-by: Änn <ann@example\.org>\n$/u,
    )
  })
})

describe('what the research found', () => {
  const document = `# Why keys go

## Recommendation

Lock the list, see https://github.com/you/fork/blob/main/.chant/research/why.md and #7.
`

  it.each([
    [true, 'handoff: {research: true}\n'],
    [false, ''],
  ])('stands in the body when it is wanted: %s', async (isWanted, more) => {
    await using desk = setDesk()
    desk.commit({ '.chant/research/why.md': document })
    await helpedFix(desk, {
      model: 'informed_by: [.chant/research/why.md]\n',
      more,
    })

    await desk.staging('handoff')

    const body = handed(desk, 'upstream-pr-body.md')
    expect(body.includes('## Research\n\n- Why keys go: Lock the list')).toBe(
      isWanted,
    )
    expect(body).not.toMatch(/you\/fork|\.chant|#7\b/u)
  })
})

describe("upstream's templates", () => {
  const folder = '.github/PULL_REQUEST_TEMPLATE'

  it('are several, and the one for fixes is taken', async () => {
    await using desk = setDesk()
    upstreamCommits(desk, {
      [`${folder}/bug_fix.md`]: '## What was wrong\n',
      [`${folder}/feature.md`]: '## What is new\n',
    })
    await helpedFix(desk)

    await desk.staging('handoff')

    expect(handed(desk, 'upstream-pr-body.md')).toMatch(
      /^## What was wrong\n\n\*\*Before:/u,
    )
  })

  it('are named where none is plainly for a fix', async () => {
    await using desk = setDesk()
    upstreamCommits(desk, {
      [`${folder}/one.md`]: '## One\n',
      [`${folder}/two.md`]: '## Two\n',
    })
    await helpedFix(desk)

    const { stderr } = await desk.staging('handoff')

    expect(stderr).toContain(`\`${folder}/one.md\` and \`${folder}/two.md\``)
    expect(handed(desk, 'upstream-pr-body.md')).toMatch(/^## Summary/u)
  })
})
