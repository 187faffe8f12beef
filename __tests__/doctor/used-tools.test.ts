import { describe, expect, it } from '@jest/globals'
import { usedTools } from '../../src/doctor/used-tools.ts'

describe('the tools of a step', () => {
  it.each([
    ['cargo test "issue_$ISSUE"', ['cargo']],
    ['cargo clippy --all -- -D warnings', ['cargo', 'cargo-clippy']],
    ['FOO=1 pytest -k x && ruff check', ['pytest', 'ruff']],
    ['unformatted=$(gofmt -l .); test -z "$unformatted"', ['gofmt']],
    ['echo npm | grep x', []],
    ['./run.sh', []],
    ['my-tool --all', ['my-tool']],
    ['cd sub\nnpm ci\nnpm test', ['npm']],
    ['if true; then exit 1; fi', []],
    ['helper() { echo; }; helper', []],
  ])('of %j are %j', (run, tools) => {
    expect(usedTools([{ run, setup: null, env: {}, shell: 'bash' }])).toEqual(
      tools,
    )
  })

  it('are not looked for where the step has a PATH or a shell of its own', () => {
    const step = { run: 'my-tool', setup: null }

    expect(
      usedTools([
        { ...step, env: { PATH: '/x' }, shell: 'bash' },
        { ...step, env: {}, shell: 'python' },
      ]),
    ).toEqual([])
  })
})
