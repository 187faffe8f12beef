import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { allChecks } from '../../src/doctor/all-checks.ts'
import type { Files } from '../../harness/fork-world.ts'
import { git } from '../../harness/git.ts'
import { branch, configText, fix, specText } from '../whole-run/scene.ts'
import {
  type Clinic,
  type ClinicOptions,
  documentIn,
  graveIn,
  mainFile,
  onlyPrograms,
  setClinic,
  type Told,
} from './clinic.ts'
import { entry } from './terminal.ts'

/** What is planted, and what is to be said of it and of nothing else. */
type Plant = {
  readonly named: string
  readonly options?: ClinicOptions
  readonly plant: (clinic: Clinic) => void
  /** `level code` of every error and warning. */
  readonly says: readonly string[]
  /** Words of the remedy, of the first one. */
  readonly mends: string | RegExp
}

const config = '.github/staging-pr.yml'

/** The file and the line to write; the account where this copy of the action knows it. */
const placeholderMended =
  /in \.github\/workflows\/staging-pr\.yml, write `uses: (?!OWNER)[\w.-]+\/[\w.-]+(?:\/\.github\/workflows\/staging-pr\.yml)?@/u

/** Worst first, as docs/doctor.md has the worst of each check. */
const order = ['error', 'warn', 'note']

function without(text: string, line: string): string {
  return text
    .split('\n')
    .filter((one) => !one.includes(line))
    .join('\n')
}

/** A workflow of upstream's. */
function upstreamWorkflow(
  on: string,
  permissions = '{contents: read}',
): string {
  return `name: Theirs\non: ${on}\npermissions: ${permissions}\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: make}]}}\n`
}

async function diagnose(
  { options, plant }: Pick<Plant, 'options' | 'plant'>,
  online: boolean,
): Promise<{
  readonly grave: readonly string[]
  readonly told: readonly Told[]
  readonly exitCode: number | null
}> {
  await using clinic = await setClinic(options)
  plant(clinic)
  const ended = online
    ? await clinic.online(['--json'])
    : await clinic.doctor('--json')
  return {
    grave: graveIn(ended),
    told: documentIn(ended).problems,
    exitCode: ended.exitCode,
  }
}

async function expectSaid(planted: Plant, online: boolean): Promise<void> {
  const { grave, told, exitCode } = await diagnose(planted, online)

  expect(grave).toEqual(planted.says)
  for (const { code, level } of told) {
    const worst =
      allChecks.find((check) => check.code === code)?.level ?? 'note'
    expect(order.indexOf(level)).toBeGreaterThanOrEqual(order.indexOf(worst))
  }
  const isError = planted.says.some((one) => one.startsWith('error'))
  expect(exitCode).toBe(isError ? 1 : 0)
  const [first] = planted.says
  const code = first?.split(' ')[1] ?? ''
  const remedy = told.find((one) => one.code === code)?.remedy ?? ''
  expect(remedy).toEqual(
    typeof planted.mends === 'string'
      ? expect.stringContaining(planted.mends)
      : expect.stringMatching(planted.mends),
  )
}

/** What `init --hooks` does. */
function installHooks(clone: string): void {
  execFileSync(process.execPath, [entry, 'init', '--hooks'], { cwd: clone })
}

const inTheWorkflow: readonly Plant[] = [
  {
    named: 'no workflow at all',
    plant: (clinic) => clinic.change('main', { [mainFile]: null }),
    says: ['error workflow-missing'],
    mends:
      /staging-pr init --layout dispatch.*git remote set-head origin --auto/u,
  },
  {
    named: 'a default branch that was changed since the clone was made',
    options: { layout: 'mirror' },
    plant: ({ clone }) => git(clone, 'remote', 'set-head', 'origin', 'main'),
    says: ['warn workflow-missing'],
    mends: 'git fetch origin && git remote set-head origin --auto',
  },
  {
    named: 'a workflow that only another fix branch has',
    options: { layout: 'push' },
    plant: (clinic) => {
      git(clinic.clone, 'branch', 'fix/issue-99')
      git(clinic.clone, 'push', '--quiet', 'origin', 'fix/issue-99')
      clinic.change(branch, { [mainFile]: null })
    },
    says: ['error workflow-missing'],
    mends: `git checkout origin/fix/issue-99 -- ${mainFile}`,
  },
  {
    named: 'the placeholder that init writes for the account of the action',
    plant: (clinic) =>
      clinic.edit((text) => text.replace('publisher/', 'OWNER/')),
    says: ['error placeholder'],
    mends: placeholderMended,
  },
  {
    named: 'the placeholder before the workflow that is called',
    options: { oneJob: false },
    plant: (clinic) =>
      clinic.edit((text) => text.replace('publisher/', 'OWNER/')),
    says: ['error placeholder'],
    mends: placeholderMended,
  },
  {
    named: 'two workflows for a push of the same branch',
    options: { layout: 'push' },
    plant: (clinic) =>
      clinic.change(branch, {
        '.github/workflows/stage.yml': workflowOf(clinic),
      }),
    says: ['warn workflow-twice'],
    mends: `git rm ${mainFile}`,
  },
  {
    named: 'two workflows for a push to a staging PR',
    plant: (clinic) =>
      clinic.change('main', {
        '.github/workflows/stage.yml': workflowOf(clinic),
      }),
    says: ['warn workflow-twice'],
    mends: `git rm ${mainFile}`,
  },
  {
    named: 'runs that do not wait for each other',
    plant: (clinic) =>
      clinic.edit((text) => text.replace(/concurrency:\n(?: {2}.*\n){2}/u, '')),
    says: ['warn concurrency'],
    mends: 'cancel-in-progress: false }` at the top of',
  },
  {
    named: 'a workflow that is not committed',
    plant: (clinic) => {
      const text = workflowOf(clinic)
      clinic.change('main', { [mainFile]: null })
      clinic.world.write({ [mainFile]: text })
    },
    says: ['error workflow-uncommitted', 'error trigger'],
    mends: `git add ${mainFile} && git commit`,
  },
  {
    named: 'a workflow that is not pushed',
    plant: ({ clone, world }) => {
      git(
        clone,
        'push',
        '--quiet',
        '--force',
        'origin',
        'upstream/main:refs/heads/main',
      )
      git(clone, 'fetch', '--quiet', 'origin')
      expect(
        git(world.fork, 'ls-tree', '-r', '--name-only', 'main'),
      ).not.toContain(mainFile)
    },
    says: ['error workflow-unpushed'],
    mends: '`git push origin main`',
  },
  {
    named: 'a workflow for dispatches on the fix branch alone',
    plant: (clinic) => {
      const text = workflowOf(clinic)
      clinic.change('main', { [mainFile]: null })
      clinic.change(branch, { [mainFile]: text })
    },
    says: ['error trigger'],
    mends: `commit ${mainFile} on main and push it`,
  },
  {
    named: 'a push filter that does not match the branch',
    options: { layout: 'push' },
    plant: (clinic) =>
      clinic.edit((text) =>
        text.replace("['fix/**', 'chant/**']", "['feature/**', '!fix/**']"),
      ),
    says: ['error trigger'],
    mends: 'branches:',
  },
  {
    named: 'a push workflow on the default branch alone',
    plant: (clinic) =>
      clinic.edit((text) =>
        text.replace(/on:\n[^]*?\n\npermissions/u, 'on: [push]\n\npermissions'),
      ),
    says: ['error trigger'],
    mends: 'on the fix branch',
  },
  {
    named: 'pull_request alone, which nothing raises the first time',
    plant: (clinic) =>
      clinic.edit((text) =>
        text.replace(/ {2}workflow_dispatch:\n[^]*?(?= {2}pull_request)/u, ''),
      ),
    says: ['error trigger'],
    mends: 'workflow_dispatch',
  },
  {
    named: 'pull_request in the mirror layout',
    options: { layout: 'mirror' },
    plant: (clinic) =>
      clinic.edit((text) =>
        text.replace(
          'on:\n',
          'on:\n  pull_request:\n    types: [synchronize]\n',
        ),
      ),
    says: ['warn trigger-never-fires'],
    mends: '--layout mirror',
  },
  {
    named: 'a schedule off the default branch',
    options: { layout: 'push' },
    plant: (clinic) =>
      clinic.edit((text) =>
        text.replace('on:\n', "on:\n  schedule:\n    - cron: '1 1 * * *'\n"),
      ),
    says: ['warn trigger-never-fires'],
    mends: 'take `schedule` out',
  },
  {
    named: 'pull_request of every type',
    plant: (clinic) =>
      clinic.edit((text) => without(text, 'types: [synchronize')),
    says: ['warn pull-request-opened'],
    mends: 'types: [synchronize, reopened]',
  },
  {
    named: 'push and pull_request in one workflow',
    options: { layout: 'push' },
    plant: (clinic) =>
      clinic.edit((text) =>
        text.replace(
          'on:\n',
          'on:\n  pull_request:\n    types: [synchronize]\n',
        ),
      ),
    says: ['warn trigger-twice'],
    mends: 'take one of the two out',
  },
  {
    named: 'the same file for push on the branch and for pull_request on main',
    plant: (clinic) =>
      clinic.change(branch, {
        '.github/workflows/staging.yml': workflowOf(clinic).replace(
          /on:\n[^]*?\n\npermissions/u,
          'on: [push]\n\npermissions',
        ),
      }),
    says: ['warn workflow-twice'],
    mends: 'git rm .github/workflows/staging.yml',
  },
  {
    named: 'the action called on pull_request_target',
    plant: (clinic) =>
      clinic.edit((text) =>
        text.replace('  pull_request:', '  pull_request_target:'),
      ),
    says: ['error trigger-unsafe'],
    mends: '--layout mirror',
  },
  {
    named: 'a dispatch that takes no branch',
    plant: (clinic) =>
      clinic.edit((text) =>
        text.replace(/ {4}inputs:\n[^]*?required: true\n/u, ''),
      ),
    says: ['error dispatch-branch'],
    mends: 'inputs: { branch:',
  },
  {
    named: 'a dispatching job that may not dispatch',
    options: { layout: 'mirror' },
    plant: (clinic) => {
      const path = '.github/workflows/staging-pr-on-push.yml'
      const text = git(clinic.clone, 'show', `fork:${path}`)
      clinic.change('fork', {
        [path]: text.replace('actions: write', 'actions: read'),
      })
    },
    says: ['error dispatch-target'],
    mends: 'actions: write',
  },
  {
    named: 'a job that runs upstream alone',
    plant: (clinic) =>
      clinic.edit((text) =>
        text.replace(
          / {4}if: .*\n/u,
          "    if: github.repository == 'upstream/keep'\n",
        ),
      ),
    says: ['error workflow-guard'],
    mends: 'take that condition out',
  },
  {
    named: 'no permission to write pull requests',
    plant: (clinic) =>
      clinic.edit((text) => without(text, 'pull-requests: write')),
    says: ['error permissions'],
    mends: 'pull-requests: write',
  },
  {
    named: 'no permission to write the status',
    plant: (clinic) => clinic.edit((text) => without(text, 'statuses: write')),
    says: ['warn permissions'],
    mends: 'statuses: write',
  },
  {
    named: 'a caller that gives less than the called workflow asks for',
    options: { oneJob: false },
    plant: (clinic) => clinic.edit((text) => without(text, 'statuses: write')),
    says: ['error permissions'],
    mends: 'statuses: write',
  },
  {
    named: 'no permissions at all',
    plant: (clinic) =>
      clinic.edit((text) =>
        text
          .replace(/ {4}permissions:\n(?: {6}.*\n){3}/u, '')
          .replace('permissions: {}\n', ''),
      ),
    says: ['error permissions', 'warn permissions'],
    mends: 'pull-requests: write',
  },
  {
    named: 'check-runs without checks: write',
    options: { fix: { ...fix, [config]: `check-runs: true\n${configText}` } },
    plant: () => {},
    says: ['warn permissions'],
    mends: 'checks: write',
  },
  {
    named: 'a token that may write everything',
    plant: (clinic) =>
      clinic.edit((text) =>
        text.replace(
          / {4}permissions:\n(?: {6}.*\n){3}/u,
          '    permissions: write-all\n',
        ),
      ),
    says: ['warn permissions-broad'],
    mends: 'contents: read',
  },
  {
    named: 'a personal token for the action',
    plant: (clinic) =>
      clinic.edit((text) => `${text}\n          token: \${{ secrets.MY_PAT }}`),
    says: ['warn token-input'],
    mends: 'leave the input `token` out',
  },
  {
    named: 'a token in plain text',
    plant: (clinic) =>
      clinic.edit((text) => `${text}\n          token: ${clinic.ownToken}`),
    says: ['error token-in-file'],
    mends: 'revoke it',
  },
  {
    named: 'a secret in the environment of the job',
    plant: (clinic) =>
      clinic.edit((text) =>
        text.replace(
          'permissions: {}',
          'permissions: {}\n\nenv:\n  GH_TOKEN: ${{ github.token }}',
        ),
      ),
    says: ['warn secrets-in-reach'],
    mends: 'take GH_TOKEN out',
  },
  {
    named: 'a shallow checkout',
    plant: (clinic) => clinic.edit((text) => without(text, 'fetch-depth: 0')),
    says: ['warn checkout-depth'],
    mends: 'fetch-depth: 0',
  },
  {
    named: 'a checkout that leaves its credential behind',
    plant: (clinic) =>
      clinic.edit((text) => without(text, 'persist-credentials')),
    says: ['warn checkout-credentials'],
    mends: 'persist-credentials: false',
  },
  {
    named: 'no checkout',
    plant: (clinic) =>
      clinic.edit((text) =>
        text.replace(/ {6}- uses: actions\/checkout[^]*?(?= {6}- uses)/u, ''),
      ),
    says: ['error checkout'],
    mends: 'actions/checkout',
  },
  {
    named: 'a verifying job with a token in reach',
    options: { oneJob: true },
    plant: (clinic) =>
      clinic.edit((text) =>
        without(text, 'persist-credentials').concat('\n          mode: verify'),
      ),
    says: ['error verify-token', 'error checkout-credentials'],
    mends: "token: ''",
  },
  {
    named: 'runs that cancel each other',
    plant: (clinic) =>
      clinic.edit((text) =>
        text.replace('cancel-in-progress: false', 'cancel-in-progress: true'),
      ),
    says: ['warn concurrency'],
    mends: 'cancel-in-progress: false',
  },
  {
    named: 'one concurrency group for all branches',
    plant: (clinic) =>
      clinic.edit((text) => text.replace(/group: .*/u, 'group: staging-pr')),
    says: ['warn concurrency'],
    mends: 'github.head_ref',
  },
  {
    named: 'an input that does not exist',
    plant: (clinic) =>
      clinic.edit((text) => `${text}\n          fail_on: never`),
    says: ['warn inputs'],
    mends: 'did you mean `fail-on`?',
  },
  {
    named: 'a value that the action refuses',
    plant: (clinic) =>
      clinic.edit((text) => `${text}\n          draft: sometimes`),
    says: ['error inputs'],
    mends: 'correct the value',
  },
  {
    named: 'a filter by paths',
    options: { layout: 'push' },
    plant: (clinic) =>
      clinic.edit((text) =>
        text.replace("'chant/**']", "'chant/**']\n    paths: ['src/**']"),
      ),
    says: ['warn trigger-paths'],
    mends: 'take `paths` out',
  },
  {
    named: 'an input that the called workflow does not have',
    options: { oneJob: false },
    plant: (clinic) => clinic.edit((text) => `${text}\n      mode: run`),
    says: ['error inputs'],
    mends: 'Inputs',
  },
]

function workflowOf({ clone, workflowBranch }: Clinic): string {
  return git(clone, 'show', `${workflowBranch}:${mainFile}`).concat('\n')
}

describe('doctor names, of the workflow,', () => {
  it.each(inTheWorkflow)('$named', async (planted) => {
    await expectSaid(planted, false)
  })

  it('what is not pinned, as a note', async () => {
    const { grave, told } = await diagnose(
      {
        plant: (clinic) =>
          clinic.edit((text) =>
            text.replace(/actions\/checkout@.*/u, 'actions/checkout@v7'),
          ),
      },
      false,
    )

    expect(grave).toEqual([])
    expect(told.find(({ code }) => code === 'pinned')?.message).toContain(
      'actions/checkout@v7',
    )
  })
})

const inTheClone: readonly Plant[] = [
  {
    named:
      'a bare git push that goes to the branch of upstream that it was cut from',
    plant: ({ clone }) => {
      git(clone, 'config', 'push.default', 'upstream')
      git(clone, 'branch', '--quiet', '--set-upstream-to=upstream/main')
    },
    says: ['warn push-target'],
    mends: `git push -u origin ${branch}`,
  },
  {
    named: 'a bare git push that makes a branch of upstream',
    plant: ({ clone }) => {
      git(clone, 'config', 'push.default', 'current')
      git(clone, 'branch', '--quiet', '--set-upstream-to=upstream/main')
    },
    says: ['warn push-target'],
    mends: `git push -u origin ${branch}`,
  },
  {
    named: "a bare git push that goes to the fork's default branch",
    plant: ({ clone }) => {
      git(clone, 'config', 'push.default', 'upstream')
      git(clone, 'branch', '--quiet', '--set-upstream-to=origin/main')
    },
    says: ['warn push-target'],
    mends: `git push -u origin ${branch}`,
  },
  {
    named: 'a bare git push that goes to the address of upstream',
    plant: ({ clone, upstream }) =>
      git(
        clone,
        'config',
        `branch.${branch}.pushRemote`,
        `${upstream.url}.git`,
      ),
    says: ['warn push-target'],
    mends: `git config branch.${branch}.pushRemote origin`,
  },
  {
    named: 'hooks that git does not look for where they are',
    plant: ({ clone, world }) => {
      installHooks(clone)
      world.write({ 'hooks/pre-push': '#!/bin/sh\nmake lint\n' })
      git(clone, 'config', 'core.hooksPath', 'hooks')
    },
    says: ['warn hooks'],
    mends: 'git config --unset core.hooksPath',
  },
  {
    named: 'a hook that git may not run',
    plant: ({ clone }) => {
      installHooks(clone)
      chmodSync(join(clone, '.git/hooks/pre-push'), 0o644)
    },
    says: ['warn hooks'],
    mends: 'staging-pr init --hooks',
  },
  {
    named: 'a bare git push that goes to upstream',
    plant: ({ clone }) =>
      git(clone, 'config', 'remote.pushDefault', 'upstream'),
    says: ['warn push-target'],
    mends: `git config branch.${branch}.pushRemote origin`,
  },
  {
    named: 'a remote that is fetched from the fork and pushed to upstream',
    plant: ({ clone, upstream }) =>
      git(
        clone,
        'remote',
        'set-url',
        '--push',
        'origin',
        `${upstream.url}.git`,
      ),
    says: ['error fork-remote'],
    mends: 'git config --unset-all remote.origin.pushurl',
  },
  {
    named: 'a base that the fork does not have',
    options: {
      fix: { ...fix, [config]: `base: develop\n${configText}` },
    },
    plant: () => {},
    says: ['error base'],
    mends: 'correct `base:`',
  },
  {
    named: 'gh that is set to upstream',
    plant: ({ clone }) => {
      git(clone, 'config', '--unset', 'remote.origin.gh-resolved')
      git(clone, 'config', 'remote.upstream.gh-resolved', 'base')
    },
    says: ['warn gh-default'],
    mends: 'gh repo set-default contributor/keep',
  },
  {
    named: 'an origin that is upstream itself',
    plant: ({ clone }) =>
      git(clone, 'remote', 'set-url', 'origin', '../upstream.git'),
    says: ['error fork-remote'],
    mends: 'git remote set-url origin',
  },
  {
    named: 'a credential in the git configuration',
    plant: ({ clone, github }) =>
      git(
        clone,
        'config',
        `http.${github.url}/.extraheader`,
        'AUTHORIZATION: basic eDp5',
      ),
    says: ['warn stored-credentials'],
    mends: /git config --unset-all 'http\..*extraheader'/u,
  },
  {
    named: "a fork's base that is behind upstream",
    plant: ({ clone }) => {
      git(clone, 'switch', '--quiet', '--detach', 'upstream/main')
      git(clone, 'commit', '--quiet', '--allow-empty', '--message', 'Go on')
      git(clone, 'push', '--quiet', 'upstream', 'HEAD:refs/heads/main')
      git(clone, 'fetch', '--quiet', 'upstream')
      git(clone, 'switch', '--quiet', branch)
    },
    says: ['warn base-behind'],
    mends: 'git merge upstream/main && git push origin main',
  },
  {
    named: "a branch that would bring upstream's own commits along",
    options: { layout: 'mirror' },
    plant: ({ clone }) => {
      git(clone, 'switch', '--quiet', '--detach', 'upstream/main')
      git(clone, 'commit', '--quiet', '--allow-empty', '--message', 'Go on')
      git(clone, 'push', '--quiet', 'upstream', 'HEAD:refs/heads/main')
      git(clone, 'fetch', '--quiet', 'upstream')
      git(clone, 'switch', '--quiet', branch)
      git(clone, 'rebase', '--quiet', 'upstream/main')
    },
    says: ['error upstream-commits', 'warn base-behind'],
    mends: 'gh repo sync contributor/keep --branch main',
  },
  {
    named: 'a branch whose name matches no pattern',
    plant: ({ clone }) => git(clone, 'branch', '--move', 'my-issue-1234'),
    says: ['error branch-pattern'],
    mends: 'git branch -m fix/issue-1234',
  },
  {
    named: 'a branch without the number that a command asks for',
    options: {
      fix: {
        'keep.txt': 'fixed\n',
        [config]: 'verify:\n  test: echo $ISSUE\n',
        '.chant/specs/keys.md': '---\ntype: code\n---\n# Keys\n',
      },
    },
    plant: ({ clone }) => git(clone, 'branch', '--move', 'fix/keys'),
    says: ['warn branch-issue'],
    mends: 'git branch -m fix/issue-1234',
  },
  {
    named: 'a detached HEAD',
    plant: ({ clone }) => git(clone, 'switch', '--quiet', '--detach'),
    says: ['error fix-branch'],
    mends: 'git switch',
  },
  {
    named: 'a commit message that refers to upstream',
    plant: ({ clone }) =>
      git(
        clone,
        'commit',
        '--quiet',
        '--allow-empty',
        '--message',
        'Fixes #1234',
      ),
    says: ['warn commit-messages'],
    mends: 'git rebase -i',
  },
]

/** The fix with a spec that says something else. */
function specWith(from: string, to: string): ClinicOptions {
  const text = specText.replace(from, to)
  expect(text).not.toBe(specText)
  return { fix: { ...fix, '.chant/specs/005-fork-fix.md': text } }
}

/** The fix with one step that runs this. */
function stepsWith(run: string, files: Files = {}): ClinicOptions {
  return { fix: { ...fix, ...files, [config]: `verify:\n  test: ${run}\n` } }
}

const inWhatIsRead: readonly Plant[] = [
  {
    named: 'a configuration in another place',
    options: {
      fix: {
        'keep.txt': 'fixed\n',
        '.chant/specs/005-fork-fix.md': specText,
        '.github/staging-pr.yaml': configText,
        'package.json': '{"scripts": {"test": "node --test"}}',
      },
    },
    plant: () => {},
    says: ['warn misplaced-file'],
    mends: `git mv .github/staging-pr.yaml ${config}`,
  },
  {
    named: 'a source-ref that the fork does not have',
    plant: (clinic) =>
      clinic.edit((text) => `${text}\n          source-ref: specs`),
    says: ['error spec'],
    mends: 'Push the branch',
  },
  {
    named: 'a configuration with a key that does not exist',
    options: { fix: { ...fix, [config]: 'verfy: {}\n' } },
    plant: () => {},
    says: ['error config'],
    mends: config,
  },
  {
    named: 'a configuration with a bad regular expression',
    options: {
      fix: {
        ...fix,
        [config]: 'verify:\n  reproduction: {run: echo x, red: "("}\n',
      },
    },
    plant: () => {},
    says: ['error config'],
    mends: config,
  },
  {
    named: 'a configuration that the workflow names and nobody has',
    plant: (clinic) =>
      clinic.edit((text) => `${text}\n          config: ci/proof.yml`),
    says: ['error config'],
    mends: 'ci/proof.yml',
  },
  {
    named: 'a configuration that is not committed',
    plant: ({ world }) => world.write({ [config]: 'verify: {}\n' }),
    says: ['warn config-uncommitted'],
    mends: `git add ${config} && git commit`,
  },
  {
    named: 'no step at all',
    options: { fix: { ...fix, [config]: 'branches: ["fix/**"]\n' } },
    plant: () => {},
    says: ['error steps'],
    mends: 'verify:',
  },
  {
    named: 'a tool of the steps that is not installed',
    options: {
      fix: {
        ...fix,
        [config]: 'verify:\n  test: A=1 no-such-tool-here --all\n',
      },
    },
    plant: () => {},
    says: ['warn tools'],
    mends: 'install it',
  },
  {
    named: 'specs that git ignores, and nobody pushed',
    options: {
      fix: {
        'keep.txt': 'fixed\n',
        [config]: configText,
        '.gitignore': '.chant/\n',
      },
    },
    plant: ({ world }) => world.write({ '.chant/specs/005-fix.md': specText }),
    says: ['warn spec'],
    mends: 'staging-pr specs push',
  },
  {
    named: 'two specs that claim the branch',
    options: { fix: { ...fix, '.chant/specs/006-other.md': specText } },
    plant: () => {},
    says: ['error spec'],
    mends: 'branch:',
  },
  {
    named: 'a spec that chant would refuse',
    options: {
      fix: {
        ...fix,
        '.chant/specs/005-fork-fix.md': specText.replace(
          'type: code',
          'type: nonsense',
        ),
      },
    },
    plant: () => {},
    says: ['error spec'],
    mends: 'correct',
  },
  {
    named: 'a spec of a type that describes no fix',
    options: specWith('type: code', 'type: research'),
    plant: () => {},
    says: ['warn spec'],
    mends: 'spec of type code',
  },
  {
    named: 'a spec that says that the fix failed',
    options: specWith('status: completed', 'status: failed'),
    plant: () => {},
    says: ['warn spec'],
    mends: 'in_progress',
  },
  {
    named: 'a script that package.json does not have',
    options: stepsWith('npm run lnt', {
      'package.json': '{"scripts": {"lint": "eslint ."}}',
    }),
    plant: () => {},
    says: ['warn scripts'],
    mends: 'did you mean `lint`?',
  },
  {
    named: 'tests that package.json does not have',
    options: stepsWith('npm --silent test -- --ci', { 'package.json': '{}' }),
    plant: () => {},
    says: ['warn scripts'],
    mends: 'add the script',
  },
  {
    named: 'a module that the Python of this machine does not have',
    options: stepsWith('python3 -W error -m no_such_module_here -q'),
    plant: () => {},
    says: ['warn python-modules'],
    mends: 'python3 -m pip install no-such-module-here',
  },
  {
    named: 'files of the reproduction test that are not there',
    options: {
      fix: {
        ...fix,
        [config]:
          'verify:\n  reproduction:\n    run: echo x\n    files: [tests/issue_*.txt]\n',
      },
    },
    plant: () => {},
    says: ['warn reproduction-files'],
    mends: `correct \`verify.reproduction.files\` in ${config}`,
  },
  {
    named: "upstream's workflow that writes, on every push",
    options: {
      upstream: {
        '.github/workflows/docs.yml': upstreamWorkflow(
          'push',
          '{contents: write}',
        ),
      },
    },
    plant: () => {},
    says: ['warn upstream-workflows'],
    mends: 'gh workflow disable docs.yml -R contributor/keep',
  },
  {
    named: "upstream's workflow on a schedule",
    options: {
      upstream: {
        '.github/workflows/nightly.yml': upstreamWorkflow(
          "{schedule: [{cron: '1 1 * * *'}]}",
        ),
      },
    },
    plant: () => {},
    says: ['warn upstream-workflows'],
    mends: 'gh workflow disable nightly.yml -R contributor/keep',
  },
]

describe('doctor names, of the clone,', () => {
  it.each([...inTheClone, ...inWhatIsRead])('$named', async (planted) => {
    await expectSaid(planted, false)
  })

  it('a misspelt script in the short form of yarn', async () => {
    const { told } = await diagnose(
      {
        options: stepsWith('CI=1 yarn biuld', {
          'package.json': '{"scripts": {"build": "tsc"}}',
        }),
        plant: () => {},
      },
      false,
    )

    expect(told.find(({ code }) => code === 'scripts')).toMatchObject({
      level: 'warn',
      remedy: expect.stringContaining('did you mean `build`?'),
    })
  })

  it('nothing of scripts, modules and files that are there, or that cannot be told', async () => {
    const run = [
      'npm run lint && npm test && yarn eslint . && yarn install',
      'npm run absent --if-present',
      'npm --prefix web run absent && npm run absent -w web',
      'npm run "$SCRIPT" && pnpm -r run absent',
      'python3 -m json.tool keep.json && python3 -m checks.all',
    ].join('; ')
    const { told } = await diagnose(
      {
        options: {
          oneJob: false,
          fix: {
            ...fix,
            'package.json':
              '{"scripts": {"lint": "x", "test": "x", "slint": "x"}, "devDependencies": {"eslint": "1"}}',
            'checks/all.py': '',
            [config]: `verify:\n  test: ${JSON.stringify(run)}\n  reproduction: {run: echo x, files: [keep.txt]}\n`,
          },
        },
        plant: () => {},
      },
      false,
    )

    expect(told.filter(({ code }) => code !== 'tools')).toEqual([])
  })

  it('modules as not checked where a step installs packages', async () => {
    await using clinic = await setClinic({
      ...stepsWith('pip install -e . && python3 -m no_such_module_here'),
      oneJob: false,
    })

    expect(documentIn(await clinic.doctor('--json')).unchecked).toContainEqual({
      code: 'python-modules',
      why: 'a step installs Python packages',
    })
  })

  it('modules as not checked where Python is a file of the project, which is not run', async () => {
    await using clinic = await setClinic(
      stepsWith('python3 -m no_such_module_here', {
        'env/bin/python3': '#!/bin/sh\ntouch "$HOME/ran"\n',
      }),
    )
    const folder = join(clinic.clone, 'env/bin')
    chmodSync(join(folder, 'python3'), 0o755)

    const ended = await clinic.doctorIn(
      { PATH: `${folder}:${onlyPrograms(clinic)}` },
      '--json',
    )

    expect(documentIn(ended).unchecked).toContainEqual({
      code: 'python-modules',
      why: 'Python is a file of the project',
    })
    expect(existsSync(join(clinic.clone, 'ran'))).toBe(false)
  })

  it('the command that writes a spec, with the number of the issue where that is known', async () => {
    await using clinic = await setClinic({
      oneJob: false,
      fix: { 'keep.txt': 'fixed\n', [config]: configText },
    })
    const known = documentIn(await clinic.doctor('--json'))
    git(clinic.clone, 'branch', '--move', 'fix/keys')
    const unknown = documentIn(await clinic.doctor('--json'))

    const remedies = [known, unknown].map(
      ({ problems }) => problems.find(({ code }) => code === 'spec')?.remedy,
    )
    expect(remedies).toEqual([
      expect.stringContaining('`staging-pr init --spec 1234`'),
      expect.stringContaining('`staging-pr init --spec ISSUE`'),
    ])
  })

  it('a doubt about the spec as a note where the gate is no more than a warning', async () => {
    const { grave, told } = await diagnose(
      {
        options: {
          oneJob: false,
          fix: {
            ...specWith('status: completed', 'status: blocked').fix,
            [config]: `gates: {spec: warn}\n${configText}`,
          },
        },
        plant: () => {},
      },
      false,
    )

    expect(grave).toEqual([])
    expect(told.map(({ code, level }) => `${level} ${code}`)).toEqual([
      'note spec',
    ])
  })

  it('no missing number of the issue where only the spec is in doubt', async () => {
    const { told } = await diagnose(
      {
        options: { fix: { ...fix, '.chant/specs/006-other.md': specText } },
        plant: () => {},
      },
      false,
    )

    expect(told.map(({ code }) => code)).toEqual(['spec', 'one-job'])
  })

  it('a shallow clone', async () => {
    await using clinic = await setClinic({ layout: 'push' })
    rmSync(clinic.clone, { recursive: true })
    git(
      clinic.root,
      'clone',
      '--quiet',
      '--depth=1',
      `file://${clinic.world.fork}`,
      clinic.clone,
      '--branch',
      branch,
    )

    const ended = await clinic.doctor('--json')

    expect(graveIn(ended)).toContain('warn clone-depth')
  })

  it('gh that would have to ask, and nothing of it where there is no gh', async () => {
    await using clinic = await setClinic({ oneJob: false })
    git(clinic.clone, 'config', '--unset', 'remote.origin.gh-resolved')

    const present = await clinic.doctorIn(
      { PATH: onlyPrograms(clinic, 'gh') },
      '--json',
    )
    const absent = await clinic.doctorIn({ PATH: onlyPrograms(clinic) })

    expect(graveIn(present)).toEqual(['warn gh-default'])
    expect(absent.stdout).toMatch(/^No problem found; /u)
  })

  it('nothing of hooks that are ours, or that another folder calls', async () => {
    await using clinic = await setClinic({ oneJob: false })
    const { clone, world } = clinic
    installHooks(clone)
    const installed = await clinic.doctor()
    world.write({
      'hooks/_/commit-msg': '#!/bin/sh\n. ./h\n',
      'hooks/commit-msg': '#!/bin/sh\nexec .git/hooks/commit-msg "$1"\n',
      'hooks/pre-push': '#!/bin/sh\nnode ~/staging-pr/dist/cli.js verify\n',
    })
    git(clone, 'config', 'core.hooksPath', 'hooks/_')
    const called = await clinic.doctor()
    git(clone, 'config', 'core.hooksPath', join(clone, '.git/hooks'))
    const same = await clinic.doctor()

    for (const { stdout } of [installed, called, same]) {
      expect(stdout).toMatch(/^No problem found; /u)
    }
  })

  it('one hook of two as a note', async () => {
    const { grave, told } = await diagnose(
      {
        options: { oneJob: false },
        plant: ({ clone }) => {
          installHooks(clone)
          rmSync(join(clone, '.git/hooks/pre-push'))
        },
      },
      false,
    )

    expect(grave).toEqual([])
    expect(told).toEqual([
      expect.objectContaining({
        code: 'hooks',
        message: expect.stringContaining('pre-push'),
      }),
    ])
  })

  it('what is good to know as a note: no remote upstream, no hook', async () => {
    await using clinic = await setClinic({ oneJob: false })
    git(clinic.clone, 'commit', '--quiet', '--allow-empty', '-m', 'See #1')
    const asking = documentIn(await clinic.doctor('--json'))
    git(clinic.clone, 'remote', 'remove', 'upstream')
    const alone = documentIn(await clinic.doctor('--json'))

    expect(asking.problems.map(({ code }) => code)).toContain('hooks')
    expect(alone.problems).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'upstream-remote', level: 'note' }),
      ]),
    )
  })

  it("upstream's harmless workflows in one line, and those that write first", async () => {
    const { told } = await diagnose(
      {
        options: {
          upstream: {
            '.github/workflows/a.yml': upstreamWorkflow('[push, pull_request]'),
            '.github/workflows/b.yml': upstreamWorkflow('pull_request'),
            '.github/workflows/c.yml': upstreamWorkflow(
              "{schedule: [{cron: '1 1 * * *'}]}",
            ),
            '.github/workflows/d.yml': upstreamWorkflow(
              'pull_request_target',
              'write-all',
            ),
            '.github/workflows/e.yml': upstreamWorkflow(
              '{push: {branches: [main]}}',
              'write-all',
            ),
            '.github/workflows/f.yml': upstreamWorkflow('release', 'write-all'),
          },
        },
        plant: () => {},
      },
      false,
    )

    const said = told.filter(({ code }) => code === 'upstream-workflows')
    expect(said.map(({ level }) => level)).toEqual(['warn', 'warn', 'note'])
    expect(said[0]?.message).toContain('d.yml')
    expect(said[1]?.message).toContain('c.yml')
    expect(said[2]?.message).toContain('a.yml and b.yml')
    expect(said[2]?.remedy).toContain(
      'for w in a.yml b.yml; do gh workflow disable "$w" -R contributor/keep; done',
    )
  })
})

const onGitHub: readonly Plant[] = [
  {
    named: 'Actions that are switched off',
    plant: ({ fork }) => {
      fork.settings.actionsEnabled = false
    },
    says: ['error actions-enabled'],
    mends: '/contributor/keep/actions',
  },
  {
    named: 'Actions of others that are not allowed',
    plant: ({ fork }) => {
      fork.settings.allowedActions = 'local_only'
    },
    says: ['error actions-allowed'],
    mends: '/contributor/keep/settings/actions',
  },
  {
    named: 'Actions that may not create pull requests',
    plant: ({ fork }) => {
      fork.settings.allowActionsPullRequests = false
    },
    says: ['error create-pull-requests'],
    mends: '/contributor/keep/settings/actions',
  },
  {
    named: 'a default token that writes',
    plant: ({ fork }) => {
      fork.settings.defaultWorkflowPermissions = 'write'
    },
    says: ['warn default-permissions'],
    mends: '/contributor/keep/settings/actions',
  },
  {
    named: 'pull requests that are switched off',
    plant: ({ fork }) => {
      fork.settings.hasPullRequests = false
    },
    says: ['error pull-requests-enabled'],
    mends: '/contributor/keep/settings',
  },
  {
    named: 'a squash that takes the description',
    plant: ({ fork }) => {
      fork.settings.squashMessage = 'PR_BODY'
    },
    says: ['warn squash-description'],
    mends: '/contributor/keep/settings',
  },
  {
    named: 'an archived fork',
    plant: ({ fork }) => {
      fork.settings.isArchived = true
    },
    says: ['error fork'],
    mends: '/contributor/keep/settings',
  },
  {
    named: 'a repository that is no fork',
    plant: ({ clone, github }) => {
      git(clone, 'remote', 'remove', 'upstream')
      git(
        clone,
        'remote',
        'set-url',
        'origin',
        `${github.url}/upstream/keep.git`,
      )
    },
    says: ['error fork'],
    mends: 'gh repo fork upstream/keep',
  },
  {
    named: 'a workflow that is switched off',
    plant: ({ fork }) => {
      fork.settings.workflowStates = { [mainFile]: 'disabled_manually' }
    },
    says: ['error workflow-disabled'],
    mends: 'gh workflow enable staging-pr.yml -R contributor/keep',
  },
  {
    named: 'actions that have to be pinned and are not',
    plant: ({ fork }) => {
      fork.settings.mustPinActions = true
    },
    says: ['error pinned'],
    mends: '@COMMIT',
  },
  {
    named: "a remote upstream that is not the fork's parent",
    plant: ({ clone, github }) =>
      git(
        clone,
        'remote',
        'set-url',
        'upstream',
        `${github.url}/somebody/keep.git`,
      ),
    says: ['warn upstream-parent'],
    mends: '/upstream/keep.git',
  },
  {
    named: 'a clone that takes another branch for the default one',
    options: { layout: 'mirror' },
    plant: ({ clone }) => git(clone, 'remote', 'set-head', 'origin', 'main'),
    says: ['warn default-branch'],
    mends: 'git remote set-head origin --auto',
  },
  {
    named:
      "a base that is behind upstream's, which the clone does not know yet",
    options: { layout: 'mirror' },
    plant: ({ clone, world }) => {
      const tree = git(clone, 'rev-parse', 'upstream/main^{tree}')
      const next = git(
        world.upstream,
        'commit-tree',
        tree,
        '-p',
        'main',
        '-m',
        'Go on',
      )
      git(world.upstream, 'update-ref', 'refs/heads/main', next)
    },
    says: ['warn base-behind'],
    mends: 'gh repo sync contributor/keep --branch main',
  },
]

describe('doctor --online names', () => {
  it.each(onGitHub)('$named', async (planted) => {
    await expectSaid(planted, true)
  })

  it('a token that GitHub does not take, and one that finds no fork', async () => {
    await using clinic = await setClinic({ fork: { isPrivate: true } })
    const bad = await clinic.online(['--json'], { GITHUB_TOKEN: 'ghp_expired' })
    const other = await clinic.online(['--json'], {
      GITHUB_TOKEN: clinic.upstream.token,
    })

    expect([bad.exitCode, other.exitCode]).toEqual([1, 1])
    expect(graveIn(bad)).toEqual(['error token'])
    expect(graveIn(other)).toEqual(['error token'])
    expect(documentIn(bad).problems[0]?.message).toContain('classic')
  })

  it("nothing of upstream's workflows that are switched off", async () => {
    await using clinic = await setClinic({
      oneJob: false,
      upstream: {
        '.github/workflows/docs.yml': upstreamWorkflow('push', 'write-all'),
      },
      fork: {
        workflowStates: { '.github/workflows/docs.yml': 'disabled_manually' },
      },
    })

    expect((await clinic.online()).stdout).toMatch(/^No problem found; /u)
  })
})
