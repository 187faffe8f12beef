import type { HandoffFacts } from '../../src/handoff/handoff-facts.ts'
import type { StagingFacts } from '../../src/pull-request/staging-facts.ts'
import { found, makeEvidence, makeFacts, makeSpec } from './staging-facts.ts'

/** What a handoff is made of: an upstream without customs, and a branch whose staging facts are given. */
export function makeHandoff(
  staging: Partial<StagingFacts> = {},
  overrides: Partial<HandoffFacts> = {},
): HandoffFacts {
  const facts = makeFacts(staging)
  return {
    staging: { ...facts, evidence: facts.evidence ?? makeEvidence() },
    customs: {
      conventionalCommits: false,
      signOff: false,
      disclosure: null,
      noAiCoAuthors: null,
    },
    template: null,
    templates: [],
    signer: null,
    coAuthors: [],
    aiTools: [],
    ownSubject: null,
    upstream: 'upstreamorg/project',
    base: 'main',
    head: { owner: 'yourusername', branch: 'upstream/fix/issue-1234' },
    serverUrl: 'https://github.com',
    ...overrides,
  }
}

/** The same with a spec of these words. */
export function handoffOf(
  body: string,
  overrides: Partial<HandoffFacts> = {},
): HandoffFacts {
  return makeHandoff({ search: found(makeSpec(body)) }, overrides)
}
