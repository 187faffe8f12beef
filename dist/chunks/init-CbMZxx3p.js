import{n as e}from"./errors-DJU5Noxh.js";import{i as t,n,r,t as i}from"./uses-D1usdBsA.js";import{t as a}from"./options-C1mJVUPR.js";const o=`    permissions:
      contents: read
      pull-requests: write
      statuses: write
`;function s(e,n){return`  staging-pr:
${p(e)}${o}    uses: ${t(n.action).jobs}
    with:
      branch: \${{ inputs.branch }}
${c(n.setup)}`}function c(e){return e===null?`      # setup: npm ci # what makes a fresh runner ready for a step
`:`      setup: ${e}\n`}function l({action:e,setup:n}){let r=n===null?`    # with:
    #   setup: npm ci # what makes a fresh runner ready for a step
`:`    with:\n${c(n)}`;return`  staging-pr:
${o}    uses: ${t(e).jobs}
${r}`}function u({ref:e,guard:n},{action:r,setup:a}){return`  staging-pr:
${p(n)}    runs-on: ubuntu-latest
    timeout-minutes: 60
${o}    steps:
      - uses: ${i}
        with:
          ref: \${{ ${e} }}
          fetch-depth: 0
          persist-credentials: false
${a===null?``:`      - run: ${a}\n`}      - uses: ${t(r).action}
        with:
          branch: \${{ inputs.branch }}
`}function d({ref:e,guard:n},{action:a,setup:s}){return`  handoff:
${p(n)}    runs-on: ubuntu-latest
    timeout-minutes: 60
${o}    steps:
      - uses: ${i}
        with:
          ref: \${{ ${e} }}
          fetch-depth: 0
          persist-credentials: false
${s===null?``:`      - run: ${s}\n`}      - id: staging-pr
        uses: ${t(a).action}
        with:
          mode: handoff
          branch: \${{ inputs.branch }}
      - if: \${{ !cancelled() && steps.staging-pr.outputs.handoff-path != '' }}
        uses: ${r}
        with:
          name: upstream-pr-\${{ github.run_attempt }}
          path: \${{ steps.staging-pr.outputs.handoff-path }}
`}function f(e){return`  dispatch:
${p(e)}    runs-on: ubuntu-latest
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
`}function p(e){if(e===null)return``;let t=e.split(`
`);return t.length===1?`    if: ${e}\n`:`    if: >-\n${t.map(e=>`      ${e}\n`).join(``)}`}const m=`github.event.pull_request.head.repo.full_name == github.repository`,h=`  workflow_dispatch:
    inputs:
      branch:
        description: Fix branch to stage
        required: true
`;function g(e,t,{concurrency:n=``,job:r}){return`name: ${e}

on:
${t}
permissions: {}

${n}jobs:
${r}`}function _({action:e,setup:t}){return{action:e??n,setup:t??null}}function v(e){let{layout:t}=e,n=t===`mirror`?``:`  pull_request_review:
    types: [submitted, dismissed]
  pull_request:
    types: [labeled]
`;return{path:`.github/workflows/staging-pr-handoff.yml`,text:g(`Staging PR handoff`,`${n}${h}${t===`push`?``:`  schedule:
    - cron: '47 3 * * *'
`}`,{concurrency:`concurrency:
  group: staging-pr-handoff-\${{ inputs.branch || github.event.pull_request.head.ref || 'all' }}
  cancel-in-progress: false

`,job:d({ref:`inputs.branch || github.event.pull_request.head.sha`,guard:n===``?null:y},_(e))}),fires:b(e)}}const y=`github.event.pull_request == null ||
(github.event.pull_request.head.repo.full_name == github.repository &&
(github.event_name != 'pull_request' || github.event.label.name == 'staging: approved'))`;function b({layout:e,fork:t=`YOU/PROJECT`}){let n=`\`gh workflow run staging-pr-handoff.yml -R ${t} -f branch=fix/issue-1234\``,r="`pull_request_review` fires when a staging PR is reviewed, `pull_request` when it is labelled `staging: approved`",i="`schedule` every night to see what became of it upstream, once you switch it on on the Actions tab";switch(e){case`push`:return`${r}, and \`workflow_dispatch\`, once the file is on the fork's default branch, when you run ${n}; commit it beside the other workflow.`;case`dispatch`:return`${r}, \`workflow_dispatch\` when you run ${n}, and ${i}; commit it beside the other workflow.`;case`mirror`:return`\`workflow_dispatch\` fires when you run ${n}, which counts as your approval of the staging PR, and ${i}; commit it on the fork's default branch.`}}const x=[`push`,`dispatch`,`mirror`],S=`.github/workflows/staging-pr.yml`;function C({fork:e=`YOU/PROJECT`}){return`\`workflow_dispatch\` fires when you run \`gh workflow run staging-pr.yml -R ${e} -f branch=fix/issue-1234\``}function w(e){return[...T[e.layout](e),...e.sweep?[E(e)]:[],...e.handoff===!0?[v(e)]:[]]}const T={push:e=>[{path:S,text:g(`Staging PR`,`${D}${h}`,j(e,{group:`inputs.branch || github.ref_name`,ref:`inputs.branch || github.ref`,guard:null})),fires:"`push` fires on every push of a branch `fix/**` or `chant/**` that holds this file, so commit it on the fix branch."}],dispatch:e=>[{path:S,text:g(`Staging PR`,`${h}${O}`,j(e,{group:`inputs.branch || github.head_ref`,ref:`inputs.branch || github.event.pull_request.head.sha`,guard:`github.event_name != 'pull_request' || ${m}`})),fires:`${C(e)}, the first time for each branch; afterwards \`pull_request\` fires on every push to a branch that has a staging PR; commit it on the fork's default branch.`}],mirror:e=>[{path:S,text:g(`Staging PR`,h,j(e,{group:`inputs.branch`,ref:`inputs.branch`,guard:null})),fires:`${C(e)}, and when the other workflow dispatches it; commit it on the fork's default branch.`},{path:`.github/workflows/staging-pr-on-push.yml`,text:g(`Staging PR on push`,k,{job:f(m)}),fires:"`pull_request_target` fires on every push to a branch that has a staging PR, and all that it does is to dispatch the other workflow; commit it there too."}]};function E(e){return{path:`.github/workflows/staging-pr-sweep.yml`,text:g(`Staging PR sweep`,A,{job:l(_(e))}),fires:"`schedule` fires every night for all fix branches that wait for a run; commit it on the fork's default branch, and switch it on once on the Actions tab, since schedules of forks are off."}}const D=`  push:
    branches: ['fix/**', 'chant/**']
`,O=`  pull_request:
    types: [synchronize, reopened]
`,k=`  pull_request_target:
    types: [synchronize, reopened]
`,A=`  schedule:
    - cron: '17 3 * * *'
  workflow_dispatch:
`;function j(e,{group:t,ref:n,guard:r}){return e.oneJob?{concurrency:`concurrency:
  group: staging-pr-\${{ ${t} }}
  cancel-in-progress: false

`,job:u({ref:n,guard:r},_(e))}:{job:s(r,_(e))}}const M=`staging-pr init [--layout ${x.join(`|`)}] [--sweep] [--handoff] [--one-job] [--alias] [--yes] [--print] [--force]
staging-pr init --hooks [--print]
staging-pr init --spec ISSUE [--print]`,N={layout:{type:`string`},sweep:{type:`boolean`,default:!1},handoff:{type:`boolean`,default:!1},"one-job":{type:`boolean`,default:!1},alias:{type:`boolean`,default:!1},yes:{type:`boolean`,default:!1},force:{type:`boolean`,default:!1},print:{type:`boolean`,default:!1},hooks:{type:`boolean`,default:!1},spec:{type:`string`}};async function P(e,t){let{values:n}=a({args:[...e],options:N}),{print:r,hooks:i,spec:o}=n;if((i||o!==void 0)&&F(n),i){let{initHooks:e}=await import(`./init-hooks-OHq3MdrB.js`);return e(t,{print:r})}if(o!==void 0){let{initSpec:e}=await import(`./init-spec-Bif3WPe1.js`);return e(t,{issue:I(o),print:r})}let s=L({...n,oneJob:n[`one-job`]}),{initFork:c}=await import(`./init-fork-DINVF8de.js`);return c(t,s)}function F(t){if(Object.entries(t).filter(([e,t])=>e!==`print`&&t!==void 0&&t!==!1).length===1)return;let n=t.hooks===!0?`--hooks`:`--spec`;throw new e(`\`${n}\` goes with \`--print\` alone.`,{remedy:M})}function I(t){let n=/^#?([1-9]\d{0,8})$/u.exec(t)?.[1];if(n!==void 0)return Number(n);throw new e(`\`--spec\`: expected the number of the upstream issue, got "${t}".`,{remedy:`staging-pr init --spec 1234`})}function L(t){let n=x.find(e=>e===t.layout)??null;if(t.layout!==void 0&&n===null)throw new e(`There is no layout ${t.layout}.`,{remedy:M});let{sweep:r,handoff:i,oneJob:a,alias:o,force:s,print:c,yes:l}=t;return{layout:n,sweep:r,handoff:i,oneJob:a,alias:o,force:s,print:c,yes:l}}function R({layout:t,sweep:n,oneJob:r}){if(n&&t===`push`)throw new e("A schedule fires for the default branch alone, and with the layout `push` no workflow lies there.",{remedy:`staging-pr init --layout dispatch --sweep`});if(n&&r)throw new e("`--sweep` and `--one-job` do not go together: a sweep stages several branches, and the one job stages one.",{remedy:`staging-pr init --layout ${t} --sweep`})}export{w as i,P as n,x as r,R as t};