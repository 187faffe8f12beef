import { uses } from './uses.ts'

const permissions = `    permissions:
      contents: read
      pull-requests: write
      statuses: write
`

/** The job that calls the workflow with a job for each step. The guard is an expression. */
export function callerJob(guard: string | null): string {
  return `  staging-pr:
${condition(guard)}${permissions}    uses: ${uses.jobs}
    with:
      branch: \${{ inputs.branch }}
      # setup: npm ci # what makes a fresh runner ready for a step
`
}

/** The same for all branches that wait. */
export const sweepJob = `  staging-pr:
${permissions}    uses: ${uses.jobs}
    # with:
    #   setup: npm ci # what makes a fresh runner ready for a step
`

/** The job that does everything, beside a token that may write. `ref` and guard are expressions. */
export function oneJob(ref: string, guard: string | null): string {
  return `  staging-pr:
${condition(guard)}    runs-on: ubuntu-latest
    timeout-minutes: 60
${permissions}    steps:
      - uses: ${uses.checkout}
        with:
          ref: \${{ ${ref} }}
          fetch-depth: 0
          persist-credentials: false
      - uses: ${uses.action}
        with:
          branch: \${{ inputs.branch }}
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
  return guard === null ? '' : `    if: ${guard}\n`
}
