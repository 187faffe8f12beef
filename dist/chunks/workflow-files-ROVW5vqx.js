const e={checkout:`actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1`,action:`OWNER/staging-pr@v0 # better: the commit of a release`,jobs:`OWNER/staging-pr/.github/workflows/staging-pr.yml@v0 # better: the commit of a release`},t=`    permissions:
      contents: read
      pull-requests: write
      statuses: write
`;function n(n){return`  staging-pr:
${o(n)}${t}    uses: ${e.jobs}
    with:
      branch: \${{ inputs.branch }}
      # setup: npm ci # what makes a fresh runner ready for a step
`}const r=`  staging-pr:
${t}    uses: ${e.jobs}
    # with:
    #   setup: npm ci # what makes a fresh runner ready for a step
`;function i(n,r){return`  staging-pr:
${o(r)}    runs-on: ubuntu-latest
    timeout-minutes: 60
${t}    steps:
      - uses: ${e.checkout}
        with:
          ref: \${{ ${n} }}
          fetch-depth: 0
          persist-credentials: false
      - uses: ${e.action}
        with:
          branch: \${{ inputs.branch }}
`}function a(e){return`  dispatch:
${o(e)}    runs-on: ubuntu-latest
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
`}function o(e){return e===null?``:`    if: ${e}\n`}const s=[`push`,`dispatch`,`mirror`],c=`.github/workflows/staging-pr.yml`,l="`workflow_dispatch` fires when you run `gh workflow run staging-pr.yml -R YOU/PROJECT -f branch=fix/issue-1234`";function u(e){return[...d[e.layout](e),...e.sweep?[f()]:[]]}const d={push:e=>[{path:c,text:b(`Staging PR`,`${m}${h}`,y(e,{group:`inputs.branch || github.ref_name`,ref:`inputs.branch || github.ref`,guard:null})),fires:"`push` fires on every push of a branch `fix/**` or `chant/**` that holds this file, so commit it on the fix branch."}],dispatch:e=>[{path:c,text:b(`Staging PR`,`${h}${g}`,y(e,{group:`inputs.branch || github.head_ref`,ref:`inputs.branch || github.event.pull_request.head.sha`,guard:`github.event_name != 'pull_request' || ${p}`})),fires:`${l}, the first time for each branch; afterwards \`pull_request\` fires on every push to a branch that has a staging PR; commit it on the fork's default branch.`}],mirror:e=>[{path:c,text:b(`Staging PR`,h,y(e,{group:`inputs.branch`,ref:`inputs.branch`,guard:null})),fires:`${l}, and when the other workflow dispatches it; commit it on the fork's default branch.`},{path:`.github/workflows/staging-pr-on-push.yml`,text:b(`Staging PR on push`,_,{job:a(p)}),fires:"`pull_request_target` fires on every push to a branch that has a staging PR, and all that it does is to dispatch the other workflow; commit it there too."}]};function f(){return{path:`.github/workflows/staging-pr-sweep.yml`,text:b(`Staging PR sweep`,v,{job:r}),fires:"`schedule` fires every night for all fix branches that wait for a run; commit it on the fork's default branch, and switch it on once on the Actions tab, since schedules of forks are off."}}const p=`github.event.pull_request.head.repo.full_name == github.repository`,m=`  push:
    branches: ['fix/**', 'chant/**']
`,h=`  workflow_dispatch:
    inputs:
      branch:
        description: Fix branch to stage
        required: true
`,g=`  pull_request:
    types: [synchronize, reopened]
`,_=`  pull_request_target:
    types: [synchronize, reopened]
`,v=`  schedule:
    - cron: '17 3 * * *'
  workflow_dispatch:
`;function y(e,{group:t,ref:r,guard:a}){return e.oneJob?{concurrency:`concurrency:
  group: staging-pr-\${{ ${t} }}
  cancel-in-progress: false

`,job:i(r,a)}:{job:n(a)}}function b(e,t,{concurrency:n=``,job:r}){return`name: ${e}

on:
${t}
permissions: {}

${n}jobs:
${r}`}export{u as n,s as t};