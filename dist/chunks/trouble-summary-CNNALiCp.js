import{i as e,o as t}from"./write-q4LKijnD.js";function n(n){let r=n.split(`
`).filter(e=>/^https?:\/\/\S+$/u.test(e)).map(e=>t(e,e));return`${[`# Staging PR stopped`,e(n),...r].join(`

`)}\n`}export{n as troubleSummary};