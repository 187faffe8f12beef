import type { Check } from './check.ts'
import { actionsChecks } from './checks/actions.ts'
import { branchChecks } from './checks/branch.ts'
import { checkoutChecks } from './checks/checkout.ts'
import { cloneChecks } from './checks/clone.ts'
import { contentChecks } from './checks/content.ts'
import { distanceChecks } from './checks/distance.ts'
import { forkChecks } from './checks/fork.ts'
import { hookChecks } from './checks/hooks.ts'
import { jobChecks } from './checks/jobs.ts'
import { specChecks } from './checks/spec.ts'
import { stepChecks } from './checks/steps.ts'
import { tokenChecks } from './checks/tokens.ts'
import { triggerChecks } from './checks/triggers.ts'
import { upstreamWorkflowChecks } from './checks/upstream-workflows.ts'
import { workflowFileChecks } from './checks/workflow-file.ts'
import { workflowMissingChecks } from './checks/workflow-missing.ts'
import { workflowUsesChecks } from './checks/workflow-uses.ts'

/** Every check, in the order in which problems of one level are said. */
export const allChecks: readonly Check[] = [
  ...forkChecks,
  ...actionsChecks,
  ...cloneChecks,
  ...distanceChecks,
  ...branchChecks,
  ...hookChecks,
  ...workflowMissingChecks,
  ...workflowFileChecks,
  ...workflowUsesChecks,
  ...triggerChecks,
  ...jobChecks,
  ...tokenChecks,
  ...checkoutChecks,
  ...contentChecks,
  ...stepChecks,
  ...specChecks,
  ...upstreamWorkflowChecks,
]
