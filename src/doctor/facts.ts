import type { Config } from '../config/config.ts'
import type { Repository, Server } from '../context/run-context.ts'
import type { Finding } from '../finding.ts'
import type { StepFacts } from './step-facts.ts'
import type { Workflow } from './workflow.ts'

/** `owner/name` as two words. */
export type RepositoryName = Pick<Repository, 'owner' | 'name'>

/** A workflow file of one commit. */
export type WorkflowFile = {
  /** From the top of the repository. */
  readonly path: string
  /** What was read, or the sentence that says why not. */
  readonly workflow: Workflow | string
  /** It calls this action, or dispatches the workflow that does. */
  readonly isOurs: boolean
}

/** Workflow files where GitHub may look for them. */
export type Workflows = {
  /** At HEAD, which is what a push would send. */
  readonly head: readonly WorkflowFile[]
  /** On the fork's default branch as last fetched; `null` where it is not known. */
  readonly onDefault: readonly WorkflowFile[] | null
  /** On the base of the staging PR as last fetched; `null` where it is not known. */
  readonly onBase: readonly WorkflowFile[] | null
  /** Our files of the local default branch that the fork's has not, or has otherwise. */
  readonly unpushed: readonly WorkflowFile[]
  /** Our files in the work tree that HEAD has not, or has otherwise. */
  readonly uncommitted: readonly WorkflowFile[]
  /** Other branches of the fork, as last fetched, that have a file of ours; looked for where there is none else. */
  readonly elsewhere: readonly {
    readonly branch: string
    readonly path: string
  }[]
}

/** The action at the commit that this command line is. */
type Release = {
  /** `owner/name`. */
  readonly repository: string
  readonly ref: string
  /** What stands behind the line, such as its version. */
  readonly note: string
}

/** The clone at the desk. */
export type CloneFacts = {
  readonly isShallow: boolean
  /** Names of settings that hold a credential. */
  readonly credentials: readonly string[]
  readonly remotes: ReadonlyMap<string, string>
  /** Name of the remote of the fork, and of upstream; `null` where there is none. */
  readonly forkRemote: string | null
  readonly upstreamRemote: string | null
  /** Remote → repository of its `pushurl`, where it has one on a server. */
  readonly pushTargets: ReadonlyMap<string, RepositoryName>
  /** Remote → what `gh` noted as its own choice (`base`, or `owner/name`). */
  readonly ghResolved: ReadonlyMap<string, string>
  readonly hooks: HookFacts
  /** Such as `2.47.3`; `null` where git does not say. */
  readonly gitVersion: string | null
  readonly nodeVersion: string
  /** `gh` can be called. */
  readonly hasGh: boolean
}

/** Where `git push` sends a branch. */
export type PushTarget = {
  /** Name of the remote, or an address. */
  readonly remote: string
  /** Branch there; `null` where the clone does not know. */
  readonly branch: string | null
  /** A setting names the remote, and not what the branch was cut from. */
  readonly isSet: boolean
}

/** Git hooks by name. */
type HookName = 'commit-msg' | 'pre-push'

/** Our git hooks in this clone. */
export type HookFacts = {
  /** Those in the clone's own folder. */
  readonly installed: readonly HookName[]
  /** Of these, those that are no executable files. */
  readonly notExecutable: readonly HookName[]
  /** `core.hooksPath` where that is another folder, else `null`. */
  readonly elsewhere: string | null
  /** Those that hooks in the other folder are or call. */
  readonly called: readonly HookName[]
}

/** What the fix branch adds to the fork's base. */
export type BranchFacts = {
  /** Short name; `null` when HEAD is detached. */
  readonly name: string | null
  /** It is neither the default branch nor the base. */
  readonly isFix: boolean
  /** Where a bare `git push` goes; `null` where git would ask, or refuse. */
  readonly push: PushTarget | null
  /** SHAs of its commits whose message refers to an upstream thread. */
  readonly referring: readonly string[]
  /** By branch name or spec. */
  readonly issue: number | null
}

/** How fork and upstream differ, by the refs of the clone. */
export type DistanceFacts = {
  /** Commits of upstream's base that the fork's base has not. */
  readonly behind: number
  /** Commits of the fork's base that upstream's has not. */
  readonly ahead: number
  /** Commits of upstream that the staging PR would contain. */
  readonly foreign: number
}

/** The configuration that a run would read. */
export type ConfigFacts = {
  /** Where it is looked for, from the top of the repository. */
  readonly path: string
  /** `null` where it is unusable. */
  readonly config: Config | null
  /** What is wrong with it, one line each. */
  readonly faults: readonly string[]
  /** The work tree has another one than the commit. */
  readonly isUncommitted: boolean
  /** Both the fix branch and the default branch have one, and they differ. */
  readonly differs: boolean
  /** Files that look as if they were meant for another place. */
  readonly misplaced: readonly {
    readonly path: string
    readonly meant: string
  }[]
}

/** Where specs are. */
export type SpecFacts = {
  /** Specs at HEAD, and on `source-ref`. */
  readonly atHead: number
  readonly atSource: number
  /** Spec files in the work tree, committed or not. */
  readonly inWorkTree: number
  /** Branch that stands for `source-ref`, or `null`. */
  readonly sourceRef: string | null
  /** What keeps a spec from being taken. */
  readonly faults: readonly {
    readonly message: string
    readonly remedy: string
  }[]
  /** A spec was found for the fix branch. */
  readonly isFound: boolean
  /** What the gate `spec` would say of it. */
  readonly doubts: readonly Finding[]
  /** Folder that holds its `.chant`: `""`, or with a slash at its end. */
  readonly root: string
}

/** Everything that the checks look at. */
export type Facts = {
  readonly server: Server
  /** `null` where the remote's address is none of a server. */
  readonly fork: RepositoryName | null
  readonly upstream: RepositoryName | null
  readonly defaultBranch: string | null
  /** Base of the staging PR in the fork. */
  readonly base: string | null
  readonly upstreamBase: string | null
  readonly clone: CloneFacts
  readonly branch: BranchFacts
  /** `null` where there is no upstream ref to compare with. */
  readonly distance: DistanceFacts | null
  readonly workflows: Workflows
  /** `null` where this copy does not know where it comes from. */
  readonly release: Release | null
  readonly config: ConfigFacts
  readonly spec: SpecFacts
  readonly steps: StepFacts
  /** `null` without `--online`. */
  readonly online: OnlineFacts | null
}

/** An answer of GitHub, or why there is none. */
export type Reading<Value> =
  | { readonly status: 'read'; readonly value: Value }
  | {
      readonly status: 'not-read'
      /** HTTP status, or 0 when no answer came. */
      readonly code: number
      readonly why: string
    }

/** What GitHub says of the fork. */
export type OnlineFacts = {
  readonly tokenKind: string
  readonly repository: Reading<RepositorySettings>
  readonly actions: Reading<ActionsSettings>
  readonly workflowPermissions: Reading<WorkflowPermissions>
  /** Path → state, such as `active` or `disabled_manually`. */
  readonly workflows: Reading<ReadonlyMap<string, string>>
  readonly comparison: Reading<Pick<DistanceFacts, 'behind' | 'ahead'>>
}

/** `GET /repos/{owner}/{repo}`. */
export type RepositorySettings = {
  readonly fullName: RepositoryName
  readonly isFork: boolean
  readonly parent: Repository | null
  readonly defaultBranch: string | null
  readonly isArchived: boolean
  readonly hasPullRequests: boolean
  /** Whether the token may push; `null` where GitHub does not say. */
  readonly mayPush: boolean | null
  /** `PR_BODY`, `COMMIT_MESSAGES` or `BLANK`; `null` where GitHub does not say. */
  readonly squashMessage: string | null
  readonly mergeMessage: string | null
}

/** `GET …/actions/permissions`. */
export type ActionsSettings = {
  readonly enabled: boolean
  /** `all`, `local_only` or `selected`. */
  readonly allowed: string
  readonly mustPin: boolean
}

/** `GET …/actions/permissions/workflow`. */
export type WorkflowPermissions = {
  readonly isWriteByDefault: boolean
  readonly mayCreatePullRequests: boolean
}
