import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect } from '@jest/globals'
import type { RepositoryOptions } from '../../embedded-github/embedded-github.ts'
import type { Files } from '../../harness/fork-world.ts'
import { git } from '../../harness/git.ts'
import { type StagedFork, stageFork } from '../../harness/staged-fork.ts'
import { workflowFiles } from '../../src/workflows/workflow-files.ts'
import { branch, canary, fix } from '../whole-run/scene.ts'
import { type Ended, stagingWith } from './terminal.ts'

/** Layouts of `init`. */
export type Layout = 'push' | 'dispatch' | 'mirror'

/** Where the workflow of a fork lies. */
export const mainFile = '.github/workflows/staging-pr.yml'

/** Something that `doctor --json` tells. */
export type Told = {
  readonly code: string
  readonly level: 'error' | 'warn' | 'note'
  readonly message: string
  readonly remedy: string
}

/** What `doctor --json` prints. */
export type DoctorDocument = {
  readonly problems: readonly Told[]
  readonly passed: readonly string[]
  readonly unchecked: readonly { readonly code: string; readonly why: string }[]
}

/** A fork that is set up as `init` says, on the fix branch, in which tests plant what is wrong. */
export type Clinic = StagedFork & {
  readonly clone: string
  /** Branch of the fork on which the workflow lies. */
  readonly workflowBranch: string
  /** Token of the fork's owner. */
  readonly ownToken: string
  /** Changes files on a branch of the fork, and comes back to the fix branch. */
  change(on: string, files: Files): void
  /** Changes the text of the workflow where it lies; it must change. */
  edit(change: (text: string) => string): void
  /** Runs `doctor` without the network. */
  doctor(...args: readonly string[]): Promise<Ended>
  /** The same with other variables in its environment. */
  doctorIn(
    environment: Readonly<Record<string, string>>,
    ...args: readonly string[]
  ): Promise<Ended>
  /** Runs `doctor --online`, with the owner's token by default. */
  online(
    args?: readonly string[],
    environment?: Readonly<Record<string, string>>,
  ): Promise<Ended>
}

/** What a {@link Clinic} starts with. */
export type ClinicOptions = {
  readonly layout?: Layout
  readonly oneJob?: boolean
  /** The workflow that hands over, too. */
  readonly handoff?: boolean
  /** Upstream's own files, besides a text file. */
  readonly upstream?: Files
  /** What the fix branch adds, besides the workflow. */
  readonly fix?: Files
  readonly fork?: Partial<RepositoryOptions>
}

/** The action with the account that publishes it filled in. */
const publishedAction = {
  repository: 'publisher/staging-pr',
  ref: 'v0',
  note: 'v0.1.0',
}

const workflowBranches = { push: branch, dispatch: 'main', mirror: 'fork' }

/** Sets up a {@link Clinic}. */
export async function setClinic(options: ClinicOptions = {}): Promise<Clinic> {
  const { layout = 'dispatch', oneJob = true, handoff = false } = options
  const stage = await stageFork({
    content: { 'keep.txt': 'broken\n', ...options.upstream },
    fork: {
      ...(layout === 'mirror' ? { defaultBranch: 'fork' } : {}),
      ...options.fork,
    },
  })
  const { world, github, fork } = stage
  const { clone } = world
  const ownToken = 'ghp_0123456789abcdefghijklmnopqrstuvwxyz'
  github.addPersonalToken({
    token: ownToken,
    login: fork.owner,
    home: fork.fullName,
  })
  git(clone, 'remote', 'add', 'upstream', '../upstream.git')
  git(clone, 'config', 'remote.origin.gh-resolved', 'base')
  git(clone, 'fetch', '--quiet', 'upstream')
  const workflowBranch = workflowBranches[layout]
  if (layout === 'mirror') git(clone, 'branch', 'fork')
  git(clone, 'switch', '--quiet', '--create', branch)
  const clinic = operate(stage, { workflowBranch, ownToken })
  const workflows = Object.fromEntries(
    workflowFiles({
      layout,
      oneJob,
      sweep: layout !== 'push' && !oneJob,
      handoff,
      action: publishedAction,
    }).map(({ path, text }) => [path, text]),
  )
  clinic.change(workflowBranch, workflows)
  clinic.change(branch, options.fix ?? fix)
  const defaultBranch = layout === 'mirror' ? 'fork' : 'main'
  git(clone, 'fetch', '--quiet', 'origin')
  git(clone, 'remote', 'set-head', 'origin', defaultBranch)
  return clinic
}

function operate(
  stage: StagedFork,
  own: Pick<Clinic, 'workflowBranch' | 'ownToken'>,
): Clinic {
  const { world, github } = stage
  const { clone } = world
  const change: Clinic['change'] = (on, files) => {
    git(clone, 'switch', '--quiet', on)
    world.write(files)
    world.commit('Change it')
    world.push(on)
    git(clone, 'fetch', '--quiet', 'origin')
    git(clone, 'switch', '--quiet', branch)
  }
  const run = async (
    args: readonly string[],
    environment: Readonly<Record<string, string>>,
  ): Promise<Ended> => {
    github.forgetRequests()
    addressRemotes(stage)
    const ended = await stagingWith(
      clone,
      {
        GITHUB_SERVER_URL: github.url,
        GITHUB_API_URL: github.apiUrl,
        GITHUB_GRAPHQL_URL: github.graphqlUrl,
        ...environment,
      },
      ['doctor', ...args],
    )
    const said = ended.stdout + ended.stderr
    expect(said).not.toContain(canary)
    expect(said).not.toContain(own.ownToken)
    expect(github.writes()).toEqual([])
    expect(github.violations).toEqual([])
    return ended
  }
  const offline = async (
    environment: Readonly<Record<string, string>>,
    args: readonly string[],
  ): Promise<Ended> => {
    const secrets = { GITHUB_TOKEN: canary, GH_TOKEN: canary }
    const ended = await run(args, { ...secrets, ...environment })
    expect(github.requests).toEqual([])
    return ended
  }
  return {
    ...stage,
    ...own,
    clone,
    change,
    edit: (edit) => {
      const text = git(clone, 'show', `${own.workflowBranch}:${mainFile}`)
      expect(edit(text)).not.toBe(text)
      change(own.workflowBranch, { [mainFile]: `${edit(text)}\n` })
    },
    doctor: (...args) => offline({}, args),
    doctorIn: (environment, ...args) => offline(environment, args),
    online: (args = [], environment = { GITHUB_TOKEN: own.ownToken }) =>
      run(['--online', ...args], environment),
  }
}

/** Remotes that are folders become addresses on the server, which nothing is fetched from. */
function addressRemotes({ world, fork, upstream }: StagedFork): void {
  const addresses: Readonly<Record<string, string>> = {
    '../fork.git': `${fork.url}.git`,
    '../upstream.git': `${upstream.url}.git`,
  }
  for (const name of git(world.clone, 'remote').split('\n')) {
    if (name === '') continue
    const url = git(world.clone, 'config', `remote.${name}.url`)
    const address = addresses[url]
    if (address === undefined) continue
    git(world.clone, 'remote', 'set-url', name, address)
  }
}

/** A value for `PATH` with git and these programs alone, which do nothing. */
export function onlyPrograms(
  { root }: Pick<Clinic, 'root'>,
  ...names: readonly string[]
): string {
  const folder = join(root, `bin-${names.join('-')}`)
  mkdirSync(folder)
  symlinkSync(gitProgram(), join(folder, 'git'))
  for (const name of names) {
    writeFileSync(join(folder, name), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
  }
  return folder
}

function gitProgram(): string {
  const found = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'git'))
    .find((path) => existsSync(path))
  if (found === undefined) throw new Error('git is not on PATH')
  return found
}

/** What `doctor --json` printed. */
export function documentIn({ stdout }: Ended): DoctorDocument {
  const document: DoctorDocument = JSON.parse(stdout)
  return document
}

/** `level code` of every error and warning. */
export function graveIn(ended: Ended): readonly string[] {
  return documentIn(ended)
    .problems.filter(({ level }) => level !== 'note')
    .map(({ level, code }) => `${level} ${code}`)
}
