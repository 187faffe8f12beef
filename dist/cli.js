#!/usr/bin/env node
import{t as e}from"./chunks/describe-trouble-CrCz5OUz.js";import{t}from"./chunks/errors-Dj2QkoWt.js";import{n}from"./chunks/product-DALmZHoc.js";const r=`${n}: a pull request inside your fork, with proof.

Usage: staging-pr <command> [options]

  preview            print the staging PR's title and body as they would be sent
    --base REF       compare with this ref instead of upstream's
    --evidence DIR   take the evidence from this folder
  verify             run the verification steps for the current branch
    --base REF       compare with this ref instead of upstream's
    --json           print the evidence document
  spec FILE…         say what was understood of spec files
    --json           print it as JSON
  specs push         put the local .chant on a branch of its own in the fork
    --branch NAME    branch to push to (staging-specs)
    --remote NAME    remote of your fork (fork, else origin)
    --print          only show the git commands
  init --layout L    write the workflow: push (on the fix branch), dispatch (on
                     the default branch), mirror (on one beside a mirrored main)
    --sweep          and a nightly run for all fix branches that wait
    --one-job        everything in one job, beside a token that may write
    --print          only show the files
    --force          replace other files, and show the difference
  init --hooks       install a commit-msg hook: no message refers to upstream
    --print          only show the script

  --help, --version

Nothing but \`verify\` runs anything of the project; only \`specs push\` uses the network.
Exit status: 0 ready, 1 failed or incomplete, 2 usage or configuration, 3 inconclusive.
`,i={preview:async()=>(await import(`./chunks/preview-DJ5sEZU0.js`)).preview,verify:async()=>(await import(`./chunks/verify-CsU8gIcD.js`)).verify,spec:async()=>(await import(`./chunks/spec-DcMFvIcs.js`)).spec,init:async()=>(await import(`./chunks/init-Cya78-2x.js`)).init,specs:async()=>(await import(`./chunks/specs-Dd0shW_y.js`)).specs};async function a([a,...o],s){try{let e=a===`help`||[a,...o].includes(`--help`);if(a===void 0||e)return s.out(r),a===void 0?2:0;if(a===`--version`)return s.out(`${n}\n`),0;let c=Object.hasOwn(i,a)?i[a]:void 0;if(c===void 0)throw new t(`There is no command ${a}.`,{remedy:`Commands: ${Object.keys(i).join(`, `)}. See staging-pr --help.`});return await(await c())(o,s)}catch(t){return s.err(`${e(t)}\n`),2}}process.exitCode=await a(process.argv.slice(2),{environment:process.env,directory:process.cwd(),out:e=>process.stdout.write(e),err:e=>process.stderr.write(e)});export{};