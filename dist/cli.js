#!/usr/bin/env node
import{t as e}from"./chunks/describe-trouble-C4n8X-lK.js";import{n as t}from"./chunks/errors-DJU5Noxh.js";import{n}from"./chunks/product-DALmZHoc.js";import{fileURLToPath as r}from"node:url";import{createInterface as i}from"node:readline/promises";const a=`${n}: a pull request inside your fork, with proof.

Usage: staging-pr <command> [options]

  preview            print the staging PR's title and body as they would be sent
    --base REF       compare with this ref instead of upstream's
    --evidence DIR   take the evidence from this folder
    --html FILE      write a page that looks as GitHub will show it instead
    --open           and open it in a browser
  verify             run the verification steps for the current branch
    --base REF       compare with this ref instead of upstream's
    --json           print the evidence document
    --quiet          show the verdict alone, not what goes on before
    --fail-on WHAT   verification: exit with 0 when incomplete; not-ready; never
  spec FILE…         say what was understood of spec files
    --json           print it as JSON
  specs push         put the local .chant on a branch of its own in the fork
    --branch NAME    branch to push to (staging-specs)
    --remote NAME    remote of your fork (fork, else origin)
    --print          only show the git commands
  init               look at the clone, ask where the workflow lies, and write it
                     with the configuration; then say what to do next
    --layout L       push (on the fix branch), dispatch (on the default branch)
                     or mirror (on one of your own beside a mirrored main)
    --yes            ask nothing, take what is proposed
    --one-job        everything in one job, beside a token that may write
    --sweep          and a nightly run for all fix branches that wait
    --handoff        and a run that hands an approved staging PR over
    --alias          and git staging: push the branch and start its run
    --print          only show the files
    --force          replace other workflows, and show the difference
  init --hooks       install git hooks: no commit message refers to upstream, and
                     a fix branch is verified before it is pushed
    --print          only show the scripts
  init --spec ISSUE  write the skeleton of a spec, filled from .chant/research
    --print          only show it
  review-spec        write a spec that asks a person or an agent for a review of
                     the branch
    --out PATH       write it there (.chant/specs, with a new id)
    --force          replace the one that is there
  handoff            write the package for the upstream pull request: title and
                     body, commit message, the command that opens it, and
                     a patch that marks the spec
    --branch         build a branch without what is for the fork alone, on
                     upstream's latest, and run the tests on it
    --rehearse       merge the fix with upstream's latest and run the tests on
                     it, without a branch
    --online         ask GitHub who approved it and what became of the issue, with
                     the token in GITHUB_TOKEN; reads only
    --base REF       compare with this ref instead of upstream's
    --out DIR        write it there
  doctor             say what in settings, workflow or clone will stop the action
    --online         ask GitHub too, with the token in GITHUB_TOKEN; reads only
    --json           print it as JSON, with stable codes
    --verbose        list the checks that passed

  --help, --version

Nothing but \`verify\`, \`handoff --branch\` and \`handoff --rehearse\` runs anything of the project;
only \`specs push\`, and \`doctor\` and \`handoff\` with \`--online\`, use the network.
Exit status: 0 ready, 1 failed or incomplete, 2 usage or configuration, 3 inconclusive;
of \`doctor\`: 0 no error, 1 an error, 2 usage, 3 GitHub could not be asked.
`,o={preview:async()=>(await import(`./chunks/preview-8pg6kUXi.js`)).preview,verify:async()=>(await import(`./chunks/verify-BlI6d2Hn.js`)).verify,spec:async()=>(await import(`./chunks/spec-BJ41b_xm.js`)).spec,init:async()=>(await import(`./chunks/init-BjV6Dg5r.js`)).init,specs:async()=>(await import(`./chunks/specs-BM0HFiRO.js`)).specs,"review-spec":async()=>(await import(`./chunks/review-spec-ztEjVZGN.js`)).reviewSpecCommand,handoff:async()=>(await import(`./chunks/handoff-DuUjS7nh.js`)).handoff,doctor:async()=>(await import(`./chunks/doctor-rNaj4Ycb.js`)).doctor};async function s([r,...i],s){try{let e=r===`help`||[r,...i].includes(`--help`);if(r===void 0||e)return s.out(a),r===void 0?2:0;if(r===`--version`)return s.out(`${n}\n`),0;let c=Object.hasOwn(o,r)?o[r]:void 0;if(c===void 0)throw new t(`There is no command ${r}.`,{remedy:`Commands: ${Object.keys(o).join(`, `)}. See staging-pr --help.`});return await(await c())(i,s)}catch(t){return s.err(`${e(t)}\n`),2}}function c(){let{stdin:e,stdout:n}=process;if(!e.isTTY||!n.isTTY)return null;let r=null;return async a=>{r??=i({input:e,output:n});let o=r,s=()=>{},c=new Promise((e,n)=>{s=()=>n(new t(`Left without an answer; nothing was written.`)),o.once(`close`,s)});try{return await Promise.race([o.question(a),c])}finally{o.off(`close`,s),e.unref()}}}function l(e,t){let n=!t.CI&&t.TERM!==`dumb`;return e.isTTY&&n?e:null}for(let e of[process.stdout,process.stderr])e.on(`error`,()=>{});process.exitCode=await s(process.argv.slice(2),{environment:process.env,directory:process.cwd(),program:r(import.meta.url),out:e=>process.stdout.write(e),err:e=>process.stderr.write(e),ask:c(),screen:l(process.stderr,process.env)});export{};