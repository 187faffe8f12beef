import type { UsedModule } from './used-modules.ts'

/** What the verification steps need, and is not there. */
export type StepFacts = {
  /** Commands that are not on `PATH`. */
  readonly missingTools: readonly string[]
  /** Scripts that no `package.json` of the commit has. */
  readonly missingScripts: readonly MissingScript[]
  readonly python: {
    /** Modules that the Python of this machine does not have. */
    readonly missing: readonly UsedModule[]
    /** Why some were not looked for, or `null`. */
    readonly unchecked: string | null
  }
  /** `files` of reproduction steps of which entries match nothing at HEAD. */
  readonly unmatched: readonly UnmatchedFiles[]
}

/** A script that a step runs and nobody wrote. */
export type MissingScript = {
  /** Such as `npm run lnt`. */
  readonly command: string
  /** Where it was looked for; `null` where there is no `package.json`. */
  readonly manifest: string | null
  /** The script that was probably meant, or `null`. */
  readonly near: string | null
}

/** Entries of `files` without a file. */
export type UnmatchedFiles = {
  readonly step: string
  readonly entries: readonly string[]
  /** No other entry matches either. */
  readonly isAll: boolean
}
