import { describe, expect, it } from '@jest/globals'
import { git } from '../../harness/git.ts'
import { branch, fix, type Scene, setScene } from '../whole-run/scene.ts'
import { type Ended, stagingIn } from './terminal.ts'

/** A pushed and staged fix that is verified at the desk, whose remotes are on the server. */
async function stagedAtDesk(): Promise<Scene> {
  const scene = await setScene()
  const { clone } = scene.world
  await scene.pushAndRun(fix)
  git(clone, 'remote', 'add', 'upstream', '../upstream.git')
  git(clone, 'fetch', '--quiet', 'upstream')
  await stagingIn(clone, {}, 'verify', '--quiet')
  git(clone, 'remote', 'set-url', 'origin', `${scene.fork.url}.git`)
  scene.github.forgetRequests()
  return scene
}

function handOff(
  scene: Scene,
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const { url, apiUrl, graphqlUrl } = scene.github
  return stagingIn(
    scene.world.clone,
    {
      GITHUB_SERVER_URL: url,
      GITHUB_API_URL: apiUrl,
      GITHUB_GRAPHQL_URL: graphqlUrl,
      GITHUB_TOKEN: scene.fork.token,
      ...environment,
    },
    'handoff',
    '--online',
  )
}

describe('handoff --online', () => {
  it('says who approved the staging PR at this commit', async () => {
    await using scene = await stagedAtDesk()
    scene.fork.reviewAsPerson(1, { login: 'contributor', state: 'APPROVED' })

    const { stderr } = await handOff(scene)

    expect(stderr).toContain(
      'Staging PR 1 is approved at this commit by `contributor`.',
    )
    expect(scene.github.writes()).toEqual([])
  })

  it('says that nobody did, and what became of the issue', async () => {
    await using scene = await stagedAtDesk()
    scene.upstream.addIssue({
      number: 1234,
      state: 'closed',
      stateReason: 'not_planned',
    })

    const { stderr } = await handOff(scene)

    expect(stderr).toContain('is not approved by anybody with write access')
    expect(stderr).toContain('Upstream issue 1234 was closed as not planned.')
  })

  it('says that the staging PR is at another commit', async () => {
    await using scene = await stagedAtDesk()
    scene.world.write({ 'keep.txt': 'fixed twice\n' })
    scene.world.commit('Fix it better')
    await stagingIn(scene.world.clone, {}, 'verify', '--quiet')

    const { stderr } = await handOff(scene)

    expect(stderr).toContain('Staging PR 1 is at another commit')
  })

  it('says that the pull request is open upstream already', async () => {
    await using scene = await stagedAtDesk()
    scene.upstream.openAsPerson({
      head: `contributor:${branch}`,
      base: 'main',
      title: 'Keep both keys',
    })

    const { stderr } = await handOff(scene)

    expect(stderr).toContain(
      'Upstream pull request 1 of this branch is open already.',
    )
  })

  it('asks for a token where there is none', async () => {
    await using scene = await stagedAtDesk()

    const { stderr, exitCode } = await handOff(scene, { GITHUB_TOKEN: '' })

    expect(exitCode).toBe(2)
    expect(stderr).toContain('staging-pr handoff --online')
  })

  it('says in words that GitHub refuses the token, and writes no package', async () => {
    await using scene = await stagedAtDesk()

    const { stderr, exitCode } = await handOff(scene, { GITHUB_TOKEN: 'wrong' })

    expect(exitCode).not.toBe(0)
    expect(stderr).not.toMatch(/\n\s+at /u)
    expect(stderr).toContain('token')
  })
})
