import{n as e}from"./errors-DJU5Noxh.js";import{n as t,r as n,t as r}from"./uses-CaFDOYOt.js";import{t as i}from"./options-C1mJVUPR.js";const a=`    permissions:
      contents: read
      pull-requests: write
      statuses: write
`;function o(e,t){return`  staging-pr:
${d(e)}${a}    uses: ${n(t.action).jobs}
    with:
      branch: \${{ inputs.branch }}
${s(t.setup)}`}function s(e){return e===null?`      # setup: npm ci # what makes a fresh runner ready for a step
`:`      setup: ${e}\n`}function c({action:e,setup:t}){let r=t===null?`    # with:
    #   setup: npm ci # what makes a fresh runner ready for a step
`:`    with:\n${s(t)}`;return`  staging-pr:
${a}    uses: ${n(e).jobs}
${r}`}function l({ref:e,guard:t},{action:i,setup:o}){return`  staging-pr:
${d(t)}    runs-on: ubuntu-latest
    timeout-minutes: 60
${a}    steps:
      - uses: ${r}
        with:
          ref: \${{ ${e} }}
          fetch-depth: 0
          persist-credentials: false
${o===null?``:`      - run: ${o}\n`}      - uses: ${n(i).action}
        with:
          branch: \${{ inputs.branch }}
`}function u(e){return`  dispatch:
${d(e)}    runs-on: ubuntu-latest
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
`}function d(e){return e===null?``:`    if: ${e}\n`}const f=[`push`,`dispatch`,`mirror`],p=`.github/workflows/staging-pr.yml`;function m({fork:e=`YOU/PROJECT`}){return`\`workflow_dispatch\` fires when you run \`gh workflow run staging-pr.yml -R ${e} -f branch=fix/issue-1234\``}function h({action:e,setup:n}){return{action:e??t,setup:n??null}}function g(e){return[..._[e.layout](e),...e.sweep?[v(e)]:[]]}const _={push:e=>[{path:p,text:E(`Staging PR`,`${b}${x}`,T(e,{group:`inputs.branch || github.ref_name`,ref:`inputs.branch || github.ref`,guard:null})),fires:"`push` fires on every push of a branch `fix/**` or `chant/**` that holds this file, so commit it on the fix branch."}],dispatch:e=>[{path:p,text:E(`Staging PR`,`${x}${S}`,T(e,{group:`inputs.branch || github.head_ref`,ref:`inputs.branch || github.event.pull_request.head.sha`,guard:`github.event_name != 'pull_request' || ${y}`})),fires:`${m(e)}, the first time for each branch; afterwards \`pull_request\` fires on every push to a branch that has a staging PR; commit it on the fork's default branch.`}],mirror:e=>[{path:p,text:E(`Staging PR`,x,T(e,{group:`inputs.branch`,ref:`inputs.branch`,guard:null})),fires:`${m(e)}, and when the other workflow dispatches it; commit it on the fork's default branch.`},{path:`.github/workflows/staging-pr-on-push.yml`,text:E(`Staging PR on push`,C,{job:u(y)}),fires:"`pull_request_target` fires on every push to a branch that has a staging PR, and all that it does is to dispatch the other workflow; commit it there too."}]};function v(e){return{path:`.github/workflows/staging-pr-sweep.yml`,text:E(`Staging PR sweep`,w,{job:c(h(e))}),fires:"`schedule` fires every night for all fix branches that wait for a run; commit it on the fork's default branch, and switch it on once on the Actions tab, since schedules of forks are off."}}const y=`github.event.pull_request.head.repo.full_name == github.repository`,b=`  push:
    branches: ['fix/**', 'chant/**']
`,x=`  workflow_dispatch:
    inputs:
      branch:
        description: Fix branch to stage
        required: true
`,S=`  pull_request:
    types: [synchronize, reopened]
`,C=`  pull_request_target:
    types: [synchronize, reopened]
`,w=`  schedule:
    - cron: '17 3 * * *'
  workflow_dispatch:
`;function T(e,{group:t,ref:n,guard:r}){return e.oneJob?{concurrency:`concurrency:
  group: staging-pr-\${{ ${t} }}
  cancel-in-progress: false

`,job:l({ref:n,guard:r},h(e))}:{job:o(r,h(e))}}function E(e,t,{concurrency:n=``,job:r}){return`name: ${e}

on:
${t}
permissions: {}

${n}jobs:
${r}`}const D=`staging-pr init [--layout ${f.join(`|`)}] [--sweep] [--one-job] [--alias] [--yes] [--print] [--force]
staging-pr init --hooks [--print]
staging-pr init --spec ISSUE [--print]`,O={layout:{type:`string`},sweep:{type:`boolean`,default:!1},"one-job":{type:`boolean`,default:!1},alias:{type:`boolean`,default:!1},yes:{type:`boolean`,default:!1},force:{type:`boolean`,default:!1},print:{type:`boolean`,default:!1},hooks:{type:`boolean`,default:!1},spec:{type:`string`}};async function k(e,t){let{values:n}=i({args:[...e],options:O}),{print:r,hooks:a,spec:o}=n;if((a||o!==void 0)&&A(n),a){let{initHooks:e}=await import(`./init-hooks-pWFrRhBQ.js`);return e(t,{print:r})}if(o!==void 0){let{initSpec:e}=await import(`./init-spec-gDA7RBMk.js`);return e(t,{issue:j(o),print:r})}let s=M({...n,oneJob:n[`one-job`]}),{initFork:c}=await import(`./init-fork-qKpNT1bn.js`);return c(t,s)}function A(t){if(Object.entries(t).filter(([e,t])=>e!==`print`&&t!==void 0&&t!==!1).length===1)return;let n=t.hooks===!0?`--hooks`:`--spec`;throw new e(`\`${n}\` goes with \`--print\` alone.`,{remedy:D})}function j(t){let n=/^#?([1-9]\d{0,8})$/u.exec(t)?.[1];if(n!==void 0)return Number(n);throw new e(`\`--spec\`: expected the number of the upstream issue, got "${t}".`,{remedy:`staging-pr init --spec 1234`})}function M(t){let n=f.find(e=>e===t.layout)??null;if(t.layout!==void 0&&n===null)throw new e(`There is no layout ${t.layout}.`,{remedy:D});let{sweep:r,oneJob:i,alias:a,force:o,print:s,yes:c}=t;return{layout:n,sweep:r,oneJob:i,alias:a,force:o,print:s,yes:c}}function N({layout:t,sweep:n,oneJob:r}){if(n&&t===`push`)throw new e("A schedule fires for the default branch alone, and with the layout `push` no workflow lies there.",{remedy:`staging-pr init --layout dispatch --sweep`});if(n&&r)throw new e("`--sweep` and `--one-job` do not go together: a sweep stages several branches, and the one job stages one.",{remedy:`staging-pr init --layout ${t} --sweep`})}export{g as i,k as n,f as r,N as t};