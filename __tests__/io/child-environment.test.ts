import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import {
  type ChildEnvironment,
  childEnvironment,
  secretValues,
} from '../../src/io/child-environment.ts'

function childOf(
  parent: ChildEnvironment['parent'],
  rest: Partial<ChildEnvironment> = {},
): Record<string, string> {
  return childEnvironment({
    parent,
    pass: [],
    set: {},
    stepEnv: {},
    stepEnvPass: [],
    variables: {},
    ...rest,
  })
}

const terminal = { TERM: 'dumb', NO_COLOR: '1', CARGO_TERM_COLOR: 'never' }

describe('the environment of a command', () => {
  it('holds what ordinary tools need, and what the runner finds leftovers by', () => {
    const parent = {
      PATH: '/bin',
      HOME: '/home/me',
      LC_ALL: 'C.UTF-8',
      CARGO_HOME: '/cargo',
      RUNNER_TRACKING_ID: 'github_1',
      CI: 'true',
    }

    expect(childOf(parent)).toEqual({ ...parent, ...terminal })
  })

  it('holds nothing else that is not named', () => {
    const parent = {
      INPUT_TOKEN: 'canary',
      GITHUB_TOKEN: 'canary',
      GH_TOKEN: 'canary',
      ACTIONS_RUNTIME_TOKEN: 'canary',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary',
      AWS_SECRET_ACCESS_KEY: 'canary',
      GITHUB_ENV: '/env',
      GITHUB_OUTPUT: '/output',
      GITHUB_STEP_SUMMARY: '/summary',
      NODE_OPTIONS: '--require x',
      GIT_DIR: '/x',
      LD_PRELOAD: '/x.so',
      DATABASE_URL: 'canary',
      LC_TOKEN: 'canary',
      'INPUT_BASE-BRANCH': 'main',
    }

    expect(childOf(parent)).toEqual(terminal)
  })

  it('holds what the configuration lets through or sets', () => {
    const child = childOf(
      { DATABASE_URL: 'db', NPM_TOKEN: 'npm', OTHER: 'no' },
      {
        pass: ['DATABASE_URL', 'ABSENT'],
        stepEnvPass: ['NPM_TOKEN'],
        set: { A: 'config', B: 'config' },
        stepEnv: { B: 'step', ISSUE: 'step' },
        variables: { ISSUE: '7', SPEC_ID: undefined },
      },
    )

    expect(child).toEqual({
      ...terminal,
      DATABASE_URL: 'db',
      NPM_TOKEN: 'npm',
      A: 'config',
      B: 'step',
      ISSUE: '7',
    })
  })

  it.each([
    'INPUT_TOKEN',
    'GITHUB_TOKEN',
    'GH_TOKEN',
    'ACTIONS_RUNTIME_TOKEN',
    'ACTIONS_CACHE_URL',
    'STATE_x',
    'GITHUB_ENV',
    'GITHUB_PATH',
    'GITHUB_OUTPUT',
    'GITHUB_STATE',
    'GITHUB_STEP_SUMMARY',
    'GITHUB_ARTIFACTS',
    'NODE_OPTIONS',
    'GIT_CONFIG_COUNT',
    'git_dir',
  ])('never holds %s, not even where the configuration asks', (name) => {
    const child = childOf(
      { [name]: 'canary' },
      { pass: [name], stepEnvPass: [name] },
    )

    expect(child).toEqual(terminal)
  })

  it('is made of the allow-list and the configuration, whatever the parent holds', () => {
    const name = fc.oneof(
      fc.string({ minLength: 1, maxLength: 12 }),
      fc
        .tuple(
          fc.constantFrom(
            'INPUT_',
            'ACTIONS_',
            'GITHUB_',
            'MY_',
            'LC_',
            'GIT_',
          ),
          fc.constantFrom('TOKEN', 'SECRET', 'PASSWORD', 'KEY', 'ENV', 'X'),
        )
        .map((parts) => parts.join('')),
    )
    const pass = fc.array(name)
    fc.assert(
      fc.property(
        fc.dictionary(name, fc.constant('canary-secret')),
        pass,
        (parent, names) => {
          const child = childOf({ ...parent, PATH: '/bin' }, { pass: names })

          const expected = new Set(['PATH', ...Object.keys(terminal), ...names])
          expect(
            Object.keys(child).filter((one) => !expected.has(one)),
          ).toEqual([])
          expect(
            Object.keys(child).filter((one) =>
              /^(?:INPUT_|ACTIONS_|GIT_|GITHUB_(?:TOKEN|ENV)$)/iu.test(one),
            ),
          ).toEqual([])
        },
      ),
    )
  })
})

describe('values that must not leave', () => {
  it('are those of eight characters and more under a telling name', () => {
    expect(
      secretValues({
        INPUT_TOKEN: 'ghs_12345',
        API_KEY: 'abcdefgh',
        SHORT_TOKEN: '1234567',
        PATH: '/usr/bin:/bin',
        UNSET_TOKEN: undefined,
      }),
    ).toEqual(['ghs_12345', 'abcdefgh'])
  })
})
