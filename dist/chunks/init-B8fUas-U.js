import{n as e}from"./errors-DJU5Noxh.js";import{t}from"./options-C1mJVUPR.js";const n={repository:`OWNER/staging-pr`,ref:`v0`,note:`better: the commit of a release`};function r({repository:e,ref:t,note:n}){return{action:`${e}@${t} # ${n}`,jobs:`${e}/.github/workflows/staging-pr.yml@${t} # ${n}`}}const i=`    permissions:
      contents: read
      pull-requests: write
      statuses: write
`;function a(e,t){return`  staging-pr:
${u(e)}${i}    uses: ${r(t.action).jobs}
    with:
      branch: \${{ inputs.branch }}
${o(t.setup)}`}function o(e){return e===null?`      # setup: npm ci # what makes a fresh runner ready for a step
`:`      setup: ${e}\n`}function s({action:e,setup:t}){let n=t===null?`    # with:
    #   setup: npm ci # what makes a fresh runner ready for a step
`:`    with:\n${o(t)}`;return`  staging-pr:
${i}    uses: ${r(e).jobs}
${n}`}function c({ref:e,guard:t},{action:n,setup:a}){return`  staging-pr:
${u(t)}    runs-on: ubuntu-latest
    timeout-minutes: 60
${i}    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          ref: \${{ ${e} }}
          fetch-depth: 0
          persist-credentials: false
${a===null?``:`      - run: ${a}\n`}      - uses: ${r(n).action}
        with:
          branch: \${{ inputs.branch }}
`}function l(e){return`  dispatch:
${u(e)}    runs-on: ubuntu-latest
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
`}function u(e){return e===null?``:`    if: ${e}\n`}const d=[`push`,`dispatch`,`mirror`],f=`.github/workflows/staging-pr.yml`;function p({fork:e=`YOU/PROJECT`}){return`\`workflow_dispatch\` fires when you run \`gh workflow run staging-pr.yml -R ${e} -f branch=fix/issue-1234\``}function m({action:e,setup:t}){return{action:e??n,setup:t??null}}function h(e){return[...g[e.layout](e),...e.sweep?[_(e)]:[]]}const g={push:e=>[{path:f,text:T(`Staging PR`,`${y}${b}`,w(e,{group:`inputs.branch || github.ref_name`,ref:`inputs.branch || github.ref`,guard:null})),fires:"`push` fires on every push of a branch `fix/**` or `chant/**` that holds this file, so commit it on the fix branch."}],dispatch:e=>[{path:f,text:T(`Staging PR`,`${b}${x}`,w(e,{group:`inputs.branch || github.head_ref`,ref:`inputs.branch || github.event.pull_request.head.sha`,guard:`github.event_name != 'pull_request' || ${v}`})),fires:`${p(e)}, the first time for each branch; afterwards \`pull_request\` fires on every push to a branch that has a staging PR; commit it on the fork's default branch.`}],mirror:e=>[{path:f,text:T(`Staging PR`,b,w(e,{group:`inputs.branch`,ref:`inputs.branch`,guard:null})),fires:`${p(e)}, and when the other workflow dispatches it; commit it on the fork's default branch.`},{path:`.github/workflows/staging-pr-on-push.yml`,text:T(`Staging PR on push`,S,{job:l(v)}),fires:"`pull_request_target` fires on every push to a branch that has a staging PR, and all that it does is to dispatch the other workflow; commit it there too."}]};function _(e){return{path:`.github/workflows/staging-pr-sweep.yml`,text:T(`Staging PR sweep`,C,{job:s(m(e))}),fires:"`schedule` fires every night for all fix branches that wait for a run; commit it on the fork's default branch, and switch it on once on the Actions tab, since schedules of forks are off."}}const v=`github.event.pull_request.head.repo.full_name == github.repository`,y=`  push:
    branches: ['fix/**', 'chant/**']
`,b=`  workflow_dispatch:
    inputs:
      branch:
        description: Fix branch to stage
        required: true
`,x=`  pull_request:
    types: [synchronize, reopened]
`,S=`  pull_request_target:
    types: [synchronize, reopened]
`,C=`  schedule:
    - cron: '17 3 * * *'
  workflow_dispatch:
`;function w(e,{group:t,ref:n,guard:r}){return e.oneJob?{concurrency:`concurrency:
  group: staging-pr-\${{ ${t} }}
  cancel-in-progress: false

`,job:c({ref:n,guard:r},m(e))}:{job:a(r,m(e))}}function T(e,t,{concurrency:n=``,job:r}){return`name: ${e}

on:
${t}
permissions: {}

${n}jobs:
${r}`}const E=`staging-pr init [--layout ${d.join(`|`)}] [--sweep] [--one-job] [--alias] [--yes] [--print] [--force]
staging-pr init --hooks [--print]
staging-pr init --spec ISSUE [--print]`,D={layout:{type:`string`},sweep:{type:`boolean`,default:!1},"one-job":{type:`boolean`,default:!1},alias:{type:`boolean`,default:!1},yes:{type:`boolean`,default:!1},force:{type:`boolean`,default:!1},print:{type:`boolean`,default:!1},hooks:{type:`boolean`,default:!1},spec:{type:`string`}};async function O(e,n){let{values:r}=t({args:[...e],options:D}),{print:i,hooks:a,spec:o}=r;if((a||o!==void 0)&&k(r),a){let{initHooks:e}=await import(`./init-hooks-CAgN8UMT.js`);return e(n,{print:i})}if(o!==void 0){let{initSpec:e}=await import(`./init-spec-gYDMQ3FB.js`);return e(n,{issue:A(o),print:i})}let s=j({...r,oneJob:r[`one-job`]}),{initFork:c}=await import(`./init-fork-DvrxqX3F.js`);return c(n,s)}function k(t){if(Object.entries(t).filter(([e,t])=>e!==`print`&&t!==void 0&&t!==!1).length===1)return;let n=t.hooks===!0?`--hooks`:`--spec`;throw new e(`\`${n}\` goes with \`--print\` alone.`,{remedy:E})}function A(t){let n=/^#?([1-9]\d{0,8})$/u.exec(t)?.[1];if(n!==void 0)return Number(n);throw new e(`\`--spec\`: expected the number of the upstream issue, got "${t}".`,{remedy:`staging-pr init --spec 1234`})}function j(t){let n=d.find(e=>e===t.layout)??null;if(t.layout!==void 0&&n===null)throw new e(`There is no layout ${t.layout}.`,{remedy:E});let{sweep:r,oneJob:i,alias:a,force:o,print:s,yes:c}=t;return{layout:n,sweep:r,oneJob:i,alias:a,force:o,print:s,yes:c}}function M({layout:t,sweep:n,oneJob:r}){if(n&&t===`push`)throw new e("A schedule fires for the default branch alone, and with the layout `push` no workflow lies there.",{remedy:`staging-pr init --layout dispatch --sweep`});if(n&&r)throw new e("`--sweep` and `--one-job` do not go together: a sweep stages several branches, and the one job stages one.",{remedy:`staging-pr init --layout ${t} --sweep`})}export{n as a,h as i,O as n,d as r,M as t};