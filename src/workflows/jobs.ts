import { type ActionReference, checkout, uploadArtifact, uses } from './uses.ts'

const permissions = `    permissions:
      contents: read
      pull-requests: write
      statuses: write
`

/** The job that calls the workflow with a job for each step. The guard is an expression. */
export function callerJob(guard: string | null, by: MadeFor): string {
  return `  staging-pr:
${condition(guard)}${permissions}    uses: ${uses(by.action).jobs}
    with:
      branch: \${{ inputs.branch }}
${setupInput(by.setup)}`
}

/** What workflows are made for. */
export type MadeFor = {
  readonly action: ActionReference
  /** Commands that make a fresh runner ready for a step; `null` where none are known. */
  readonly setup: string | null
}

function setupInput(setup: string | null): string {
  return setup === null
    ? `      # setup: npm ci # what makes a fresh runner ready for a step\n`
    : `      setup: ${setup}\n`
}

/** The same for all branches that wait. */
export function sweepJob({ action, setup }: MadeFor): string {
  const input =
    setup === null
      ? '    # with:\n    #   setup: npm ci # what makes a fresh runner ready for a step\n'
      : `    with:\n${setupInput(setup)}`
  return `  staging-pr:
${permissions}    uses: ${uses(action).jobs}
${input}`
}

/** The job that does everything, beside a token that may write. `ref` and guard are expressions. */
export function oneJob(
  { ref, guard }: { readonly ref: string; readonly guard: string | null },
  { action, setup }: MadeFor,
): string {
  return `  staging-pr:
${condition(guard)}    runs-on: ubuntu-latest
    timeout-minutes: 60
${permissions}    steps:
      - uses: ${checkout}
        with:
          ref: \${{ ${ref} }}
          fetch-depth: 0
          persist-credentials: false
${setup === null ? '' : `      - run: ${setup}\n`}      - uses: ${uses(action).action}
        with:
          branch: \${{ inputs.branch }}
`
}

/** The job that hands an approved staging PR over, and keeps the package. `ref` and guard are expressions. */
export function handoffJob(
  { ref, guard }: { readonly ref: string; readonly guard: string | null },
  { action, setup }: MadeFor,
): string {
  return `  handoff:
${condition(guard)}    runs-on: ubuntu-latest
    timeout-minutes: 60
${permissions}    steps:
      - uses: ${checkout}
        with:
          ref: \${{ ${ref} }}
          fetch-depth: 0
          persist-credentials: false
${setup === null ? '' : `      - run: ${setup}\n`}      - id: staging-pr
        uses: ${uses(action).action}
        with:
          mode: handoff
          branch: \${{ inputs.branch }}
      - if: \${{ !cancelled() && steps.staging-pr.outputs.handoff-path != '' }}
        uses: ${uploadArtifact}
        with:
          name: upstream-pr-\${{ github.run_attempt }}
          path: \${{ steps.staging-pr.outputs.handoff-path }}
`
}

/** The job that dispatches the workflow `staging-pr.yml` for the head of a pull request: it checks out nothing and runs nothing of the project. */
export function dispatchingJob(guard: string): string {
  return `  dispatch:
${condition(guard)}    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions:
      actions: write
    steps:
      - name: Dispatch the workflow that verifies
        shell: bash
        env:
          TOKEN: \${{ github.token }}
          REF: \${{ github.event.repository.default_branch }}
          BRANCH: \${{ github.event.pull_request.head.ref }}
        run: |
          jq --null-input '{ref: env.REF, inputs: {branch: env.BRANCH}}' |
            curl --fail-with-body --silent --show-error \\
              --header "Authorization: Bearer $TOKEN" \\
              --header 'Accept: application/vnd.github+json' \\
              --data @- \\
              "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/actions/workflows/staging-pr.yml/dispatches"
`
}

function condition(guard: string | null): string {
  if (guard === null) return ''
  const lines = guard.split('\n')
  // Folded, so that no colon in it is taken for YAML's.
  return lines.length === 1
    ? `    if: ${guard}\n`
    : `    if: >-\n${lines.map((line) => `      ${line}\n`).join('')}`
}
