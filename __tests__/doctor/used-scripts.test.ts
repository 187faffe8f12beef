import { describe, expect, it } from '@jest/globals'
import { usedScripts } from '../../src/doctor/used-scripts.ts'

function namesIn(run: string): readonly string[] {
  const step = { run, setup: null, env: {}, shell: 'bash' }
  return usedScripts([{ ...step, workingDirectory: '.' }]).map(
    ({ name, mayBeProgram }) => (mayBeProgram ? `${name}?` : name),
  )
}

describe('the scripts of a step', () => {
  it.each([
    ['npm run lint', ['lint']],
    ['npm run -s "lint:all" -- --fix', ['lint:all']],
    ['A=1 npm test && npm t', ['test', 'test']],
    ['pnpm run build; pnpm lint', ['build', 'lint?']],
    ['yarn lint\nyarn run build\nyarn test', ['lint?', 'build?', 'test']],
    ['npm ci && npm exec x && pnpm install && yarn dlx y', []],
    ['yarn --immutable && npm run', []],
    ['npm --prefix web run lint && npm run lint -w web', []],
    ['pnpm --filter web lint; pnpm -r test', []],
    ['npm run lint --if-present', []],
    ['npm --loglevel silent run lint', []],
    ['cd web && npm run lint', []],
    ['npm run $NAME', []],
    ['echo npm run lint', []],
  ])('of %j are %j', (run, names) => {
    expect(namesIn(run)).toEqual(names)
  })
})
