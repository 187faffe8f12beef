import type { Criteria, RefusedSpec, Spec, SpecStatus } from './spec.ts'

/** A commit of the fork in which specs and documents were looked for. */
export type SourceCommit = {
  /** Words for a person: the head commit, or the name of `source-ref`. */
  readonly ref: string
  readonly sha: string
}

/** How the spec of a branch was found, in the order of precedence. */
export type LocatedBy =
  | 'input'
  | 'frontmatter-branch'
  | 'id-in-branch'
  | 'issue-label'
  | 'issue-title'
  | 'changed-by-branch'

/** What came of looking for the spec of a fix branch. */
export type SpecSearch =
  | {
      readonly status: 'found'
      readonly spec: Spec
      readonly by: LocatedBy
      readonly at: SourceCommit
    }
  | {
      /** The file is there, but chant would refuse to load it. */
      readonly status: 'refused'
      readonly refused: RefusedSpec
      readonly by: LocatedBy
      readonly at: SourceCommit
    }
  | {
      readonly status: 'ambiguous'
      readonly candidates: readonly {
        readonly id: string
        readonly path: string
        readonly title: string | null
      }[]
      readonly by: LocatedBy
      readonly at: SourceCommit
    }
  | {
      /** Normal in a fork whose `.chant` is kept out of git. */
      readonly status: 'none'
      /** Each place and rule that was tried, as words for a person. */
      readonly looked: readonly string[]
    }

/** An id in `depends_on`, or another id that the spec names, resolved. */
export type Dependency = {
  readonly id: string
  readonly title: string | null
  readonly status: SpecStatus | null
  readonly path: string | null
  /** `elsewhere` is an id of another repository, which is not checked. */
  readonly found: 'active' | 'archive' | 'missing' | 'refused' | 'elsewhere'
  readonly at: SourceCommit | null
  /** Its `target_files`, relative to the repository root; `[]` where it could not be read. */
  readonly targetFiles: readonly string[]
}

/** A document that the spec was informed by. */
export type ResearchDocument = {
  readonly path: string
  readonly title: string | null
  /** Its conclusion or recommendation in one sentence, plain text. */
  readonly finding: string | null
  /** Its recommendation section, Markdown, for the Implementation section. */
  readonly recommendation: string | null
  /** `null` when it is nowhere in git: then nothing links to it. */
  readonly at: SourceCommit | null
}

/** A member of a driver or group. */
export type Member = {
  readonly id: string
  readonly title: string | null
  readonly status: SpecStatus
  readonly path: string
  readonly criteria: Criteria
}

/**
 * What `source-ref` has for a branch that carries its own spec: the spec of the
 * same id, else the one that would be found there for the branch.
 */
export type SourceSpec = {
  readonly spec: Spec
  readonly at: SourceCommit
  /** As they stand there. */
  readonly dependencies: readonly Dependency[]
}

/** Everything that the spec points to. */
export type SpecTrail = {
  readonly dependencies: readonly Dependency[]
  readonly documents: readonly ResearchDocument[]
  readonly members: readonly Member[]
  /** Ids named in the prose (Implementation Notes and the like), resolved. */
  readonly mentioned: readonly Dependency[]
}
