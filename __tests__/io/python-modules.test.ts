import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { temporaryFolder } from '../../harness/temporary-folder.ts'
import { absentModules } from '../../src/io/python-modules.ts'

const [python = '', version = ''] = execFileSync(
  'python3',
  [
    '-c',
    'import sys; print(sys.executable); print("python%d.%d" % sys.version_info[:2])',
  ],
  { encoding: 'utf8' },
).split('\n')

describe('absentModules', () => {
  it('names what is no module, and knows those of Python itself', async () => {
    const names = ['json', 'sys', 'unittest', 'no_such_module_here']

    expect(await absentModules(python, names, process.env)).toEqual([
      'no_such_module_here',
    ])
  })

  it('finds what a virtual environment has, and runs nothing of it', async () => {
    await using folder = temporaryFolder('venv')
    const packages = join(folder.path, 'lib', version, 'site-packages')
    const linked = join(folder.path, 'src')
    const run = join(folder.path, 'ran')
    const trap = `import os; os.mkdir(${JSON.stringify(run)})\n`
    for (const path of ['bin', 'src/linked']) {
      mkdirSync(join(folder.path, path), { recursive: true })
    }
    mkdirSync(packages, { recursive: true })
    symlinkSync(python, join(folder.path, 'bin', 'python3'))
    writeFileSync(
      join(folder.path, 'pyvenv.cfg'),
      `home = ${dirname(python)}\n`,
    )
    writeFileSync(join(packages, 'trap.pth'), `${trap}${linked}\n`)
    writeFileSync(join(packages, 'sitecustomize.py'), trap)
    writeFileSync(join(packages, 'single.py'), trap)
    writeFileSync(join(linked, 'linked', '__init__.py'), trap)
    writeFileSync(join(packages, '__editable___edited_1_0_finder.py'), trap)

    const absent = await absentModules(
      join(folder.path, 'bin', 'python3'),
      ['single', 'linked', 'edited', 'other'],
      { ...process.env, PYTHONPATH: packages },
    )

    expect(absent).toEqual(['other'])
    expect(existsSync(run)).toBe(false)
  })

  it('says nothing where something else answers', async () => {
    expect(await absentModules('/bin/false', ['json'], {})).toBeNull()
    expect(await absentModules('/bin/echo', ['json'], {})).toBeNull()
  })
})
