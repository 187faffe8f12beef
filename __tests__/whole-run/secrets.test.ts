import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { canary, fix, setScene, specText } from './scene.ts'

/** Prints the environment of the action itself, which the code under test can reach on Linux. */
const steal = `verify:
  test: |
    tr '\\0' '\\n' < /proc/$PPID/environ || true
    echo "in base64: $(tr '\\0' '\\n' < /proc/$PPID/environ | grep MY_API_TOKEN | base64 -w0)"
    exit 1
`

describe('a secret that a command finds after all', () => {
  it('is in no request, no file, no log and no summary', async () => {
    await using scene = await setScene()

    const result = await scene.pushAndRun({
      ...fix,
      '.github/staging-pr.yml': steal,
    })

    const files = ['evidence-path', 'body-path'].map((name) =>
      readFileSync(result.outputs[name] ?? '', 'utf8'),
    )
    const base64 = Buffer.from(canary).toString('base64').slice(4, 20)
    for (const text of [
      ...files,
      result.stdout,
      result.stderr,
      result.summary,
      scene.github.everythingSent(),
    ]) {
      expect(text).not.toContain(canary)
      expect(text).not.toContain(base64)
      expect(text).not.toContain(scene.fork.token)
    }
    expect(result.stdout).toContain('MY_API_TOKEN=(redacted)')
    expect(result.outputs['conclusion']).toBe('failed')
  })
})

describe('a token in a spec', () => {
  it('does not reach the staging PR', async () => {
    await using scene = await setScene()
    const token = `ghp_${'a1B2'.repeat(9)}`

    await scene.pushAndRun({
      ...fix,
      '.chant/specs/005-fork-fix.md': specText.replace(
        'Two writers lose a key.',
        `Log in with ${token} to see it.`,
      ),
    })

    expect(scene.stagingPullRequest().body).toContain(
      'Log in with (redacted) to see it.',
    )
    expect(scene.github.everythingSent()).not.toContain(token)
  })
})
