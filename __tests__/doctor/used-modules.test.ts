import { describe, expect, it } from '@jest/globals'
import { installsPython, usedModules } from '../../src/doctor/used-modules.ts'

function stepOf(run: string, env: Readonly<Record<string, string>> = {}) {
  return { run, setup: null, env, shell: 'bash', workingDirectory: '.' }
}

describe('the Python modules of a step', () => {
  it.each([
    ['python3 -m pytest -k x && python3 -m pytest', ['python3 pytest']],
    ['A=1 python -u -W error -Xdev -m ruff check', ['python ruff']],
    ['python3.12 -mcoverage.cmdline run', ['python3.12 coverage']],
    ['python3 run.py -m pytest', []],
    ['python3 -c "import x" -m pytest', []],
    ['python3 -m "$TOOL"', []],
    ['pytest -m slow', []],
  ])('of %j are %j', (run, modules) => {
    expect(
      usedModules([stepOf(run)]).map(
        ({ program, module }) => `${program} ${module}`,
      ),
    ).toEqual(modules)
  })

  it('are not looked for where the step says where modules are', () => {
    const step = stepOf('python3 -m tool', { PYTHONPATH: 'lib' })

    expect(usedModules([step])).toEqual([])
  })

  it('may be installed by the steps themselves', () => {
    const installing = ['pip install -e .', 'uv sync', 'python3 -m pip install']

    expect(installing.map((run) => installsPython([stepOf(run)]))).toEqual([
      true,
      true,
      true,
    ])
    expect(installsPython([stepOf('npm install && pip list')])).toBe(false)
  })
})
