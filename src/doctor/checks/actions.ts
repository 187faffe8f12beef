import { type Check, error, note, warn, when } from '../check.ts'
import { online } from '../online.ts'
import { actionsPage, forkPage } from '../words.ts'

const actions: Check = {
  code: 'actions-enabled',
  level: 'error',
  what: 'GitHub Actions are switched on in the fork',
  remedy: 'the button on the _Actions_ tab, Settings → Actions → General',
  look: (facts) =>
    online(
      facts,
      (from) => from.actions,
      ({ enabled }) =>
        when(
          !enabled,
          error(
            'GitHub Actions are switched off in the fork, so no workflow ever runs',
            `press the button on ${forkPage(facts, 'actions')}, or allow actions on ${actionsPage(facts)}`,
          ),
        ),
    ),
}

const allowed: Check = {
  code: 'actions-allowed',
  level: 'error',
  what: 'the fork lets workflows use this action',
  remedy: 'Settings → Actions → General → Actions permissions',
  look: (facts) =>
    online(
      facts,
      (from) => from.actions,
      ({ enabled, allowed: which }) => {
        if (!enabled || which === 'all') return []
        return which === 'local_only'
          ? [
              error(
                "The fork allows only actions of its owner's own, so a workflow that uses staging-pr or actions/checkout does not start",
                `Settings → Actions → General → Actions permissions: ${actionsPage(facts)}`,
              ),
            ]
          : [
              note(
                'The fork allows chosen actions only; staging-pr and actions/checkout must be among them',
                actionsPage(facts),
              ),
            ]
      },
    ),
}

const mayCreate: Check = {
  code: 'create-pull-requests',
  level: 'error',
  what: 'GitHub Actions may create pull requests in the fork',
  remedy: 'Settings → Actions → General → Workflow permissions',
  look: (facts) =>
    online(
      facts,
      (from) => from.workflowPermissions,
      ({ mayCreatePullRequests }) =>
        when(
          !mayCreatePullRequests,
          error(
            '"Allow GitHub Actions to create and approve pull requests" is off, so the staging PR cannot be created, whatever the workflow\'s `permissions:` say',
            `switch it on under Workflow permissions: ${actionsPage(facts)}`,
          ),
        ),
    ),
}

const defaultPermissions: Check = {
  code: 'default-permissions',
  level: 'warn',
  what: 'workflows that name no permissions get a token that only reads',
  remedy: 'Settings → Actions → General → Workflow permissions',
  look: (facts) =>
    online(
      facts,
      (from) => from.workflowPermissions,
      ({ isWriteByDefault }) =>
        when(
          isWriteByDefault,
          warn(
            "Workflows that name no permissions get a token that may write everything in the fork: upstream's own workflows run with it too",
            `choose "Read repository contents and packages permissions": ${actionsPage(facts)}`,
          ),
        ),
    ),
}

/** The fork's settings of GitHub Actions. */
export const actionsChecks: readonly Check[] = [
  actions,
  allowed,
  mayCreate,
  defaultPermissions,
]
