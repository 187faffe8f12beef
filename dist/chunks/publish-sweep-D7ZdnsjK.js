import{t as e}from"./describe-trouble-CrCz5OUz.js";import{t}from"./errors-Dj2QkoWt.js";import{t as n}from"./github-port-xHHlHfPe.js";import{join as r}from"node:path";async function i(i,a,o){let s=[],c=[],l=!1;for(let[u,d]of a.entries()){let a={...i,temporaryFolder:r(i.temporaryFolder,`staging-pr-${u+1}`),writeSummary:e=>(s.push(e),Promise.resolve())};try{c.push(await o(a,d))}catch(r){if(!(r instanceof t||r instanceof n))throw r;l=!0,i.log.error(`${d.branch}: ${e(r)}`)}}return await i.writeSummary(s.join(`

---

`)),{status:`swept`,outcomes:c,hasTrouble:l}}export{i as publishAll};