import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import type { ActionResult } from '../../harness/run-action.ts'
import { branch, type Scene, setScene } from './scene.ts'

const examples = fileURLToPath(new URL('../../examples/', import.meta.url))

const hasCargo = ((): boolean => {
  try {
    execFileSync('cargo', ['clippy', '--version'], { stdio: 'ignore' })
    execFileSync('cargo', ['fmt', '--version'], { stdio: 'ignore' })
    return true
  } catch {
    // Reported below.
    return false
  }
})()

if (!hasCargo) {
  console.warn(
    'cargo with clippy and rustfmt is not here: the crate is skipped',
  )
}

/** `id status passed/failed` of each step. */
function steps({ outputs }: ActionResult): readonly string[] {
  const evidence: {
    readonly steps: readonly {
      readonly id: string
      readonly status: string
      readonly tests: {
        readonly passed: number
        readonly failed: number
      } | null
    }[]
  } = JSON.parse(readFileSync(outputs['evidence-path'] ?? '', 'utf8'))
  return evidence.steps.map(({ id, status, tests }) =>
    tests === null
      ? `${id} ${status}`
      : `${id} ${status} ${String(tests.passed)}/${String(tests.failed)}`,
  )
}

/** A scene whose upstream is an example project. */
function setExample(name: 'node' | 'rust'): Promise<Scene> {
  return setScene({ upstream: join(examples, name, 'upstream') })
}

/** Lays a folder of the example over the clone and pushes it. */
function pushPart(
  scene: Scene,
  name: 'node' | 'rust',
  part: 'reproduction' | 'fix',
): Promise<ActionResult> {
  scene.world.copy(join(examples, name, part))
  scene.world.commit(part)
  return scene.runOnPush(scene.world.push(branch))
}

describe('a real crate', () => {
  ;(hasCargo ? it : it.skip)(
    'is red while the bug is there and ready once it is fixed',
    async () => {
      await using scene = await setExample('rust')

      const red = await pushPart(scene, 'rust', 'reproduction')
      const redBody = scene.stagingPullRequest().body
      const green = await pushPart(scene, 'rust', 'fix')

      const [reproduction, newTests, test, clippy, fmt] = steps(red)
      expect(reproduction).toMatch(/^reproduction failed \d+\/[1-9]/u)
      expect(newTests).toMatch(/^new-tests /u)
      expect(test).toMatch(/^test failed [1-9]\d*\/1$/u)
      expect([clippy, fmt]).toEqual(['clippy passed', 'fmt passed'])
      expect(red.outputs).toMatchObject({
        operation: 'created',
        conclusion: 'failed',
      })
      expect(red.exitCode).toBe(1)
      expect(redBody).toContain('panicked at')

      const passed = steps(green)
      expect(passed[0]).toMatch(/^reproduction passed [1-9]\d*\/0$/u)
      expect(passed[1]).toMatch(/^new-tests passed [1-9]\d*\/0$/u)
      expect(passed[2]).toMatch(/^test passed [1-9]\d*\/0$/u)
      expect(passed.slice(3)).toEqual(['clippy passed', 'fmt passed'])
      expect(green.outputs).toMatchObject({
        operation: 'updated',
        conclusion: 'ready',
      })
      expect(green.exitCode).toBe(0)
      const { body } = scene.stagingPullRequest()
      expect(body).toContain('`src/lock.rs` new, ')
      expect(body).toContain('**not declared**')
    },
    180_000,
  )
})

describe('a real package for Node', () => {
  it('is red while the bug is there and ready once it is fixed', async () => {
    await using scene = await setExample('node')

    const red = await pushPart(scene, 'node', 'reproduction')
    const green = await pushPart(scene, 'node', 'fix')

    expect(steps(red)[0]).toMatch(/^reproduction failed \d+\/[1-9]/u)
    expect(red.outputs).toMatchObject({
      operation: 'created',
      conclusion: 'failed',
    })
    const passed = steps(green)
    expect(passed[0]).toMatch(/^reproduction passed [1-9]\d*\/0$/u)
    expect(passed[2]).toMatch(/^test passed [1-9]\d*\/0$/u)
    expect(green.outputs).toMatchObject({
      operation: 'updated',
      conclusion: 'ready',
    })
  })
})
