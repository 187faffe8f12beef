/** What a method does, in words for trouble, and the permission that it takes. */
export const operations = {
  lookUp: { what: 'read the fork', permission: null },
  branches: { what: 'read the branches', permission: null },
  milestones: { what: 'read the milestones', permission: null },
  otherChecks: {
    what: 'read the checks of other workflows',
    permission: 'checks: read',
  },
  mayPush: { what: 'read who may push', permission: null },
  upstreamIssue: { what: 'read the upstream issue', permission: null },
  setStatus: { what: 'set the commit status', permission: 'statuses: write' },
  addCheckRun: { what: 'add the check run', permission: 'checks: write' },
  leaveDraft: {
    what: 'take the staging PR out of draft',
    permission: 'contents: write',
  },
} as const
