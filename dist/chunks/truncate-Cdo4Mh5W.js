function e(e,t){if(e.length<=t)return e;let n=e.charCodeAt(t-1),r=n>=55296&&n<=56319;return e.slice(0,r?t-1:t)}function t(e,t){if(e.length<=t)return e;let n=e.length-t,r=e.charCodeAt(n),i=r>=56320&&r<=57343;return e.slice(i?n+1:n)}function n(e,n){let r=e.trimEnd().split(`
`).slice(-n.lines).join(`
`);if(r.length<=n.characters)return r;let i=t(r,n.characters),a=i.indexOf(`
`);return a<0?i:i.slice(a+1)}export{t as n,n as r,e as t};