import{t as e}from"./errors-Dj2QkoWt.js";import{n as t}from"./gh-command-CchIvW5W.js";import{n}from"./local-run-BL8-sNDM.js";import{join as r,resolve as i}from"node:path";import{chmod as a,mkdir as o,readFile as s,writeFile as c}from"node:fs/promises";const l=`# staging-pr commit-msg hook`,u=String.raw`#!/bin/sh
${l}
# Refuses messages that refer to an issue by its number or address: GitHub
# writes an event on upstream's thread when such a commit is pushed to a fork.
# Skip it once with: git commit --no-verify

word='[A-Za-z0-9_-]'
name='[A-Za-z0-9_.-]'
page='github\.com/'"$name"'+/'"$name"'+/(issues|pull|discussions)/[0-9]'
pattern='(^|[^A-Za-z0-9_&])#[0-9]'
pattern="$pattern"'|(^|[^A-Za-z0-9_./-])'"$word"'{2,39}#[0-9]'
pattern="$pattern"'|(^|[^A-Za-z0-9_./-])'"$name"'+/'"$name"'+#[0-9]'
pattern="$pattern"'|(^|[^A-Za-z0-9])[Gg][Hh]-[0-9]'
pattern="$pattern"'|(^|[^A-Za-z0-9_.-])(www\.)?'"$page"

# Without an editor (git says so by GIT_EDITOR) every line is part of the message.
text() {
  if [ "$GIT_EDITOR" = ':' ]; then cat "$1"; return; fi
  mark=$(git config core.commentChar || echo '#')
  [ "$mark" = '#' ] || { cat "$1"; return; }
  sed '/^# -\{8,\} >8 -\{8,\}/,$d; /^#[^0-9]/d; /^#$/d' "$1"
}

found=$(text "$1" | LC_ALL=C grep -Ei "$pattern") || exit 0

{
  echo 'This message refers to an issue by its number or address. Pushed to your'
  echo 'fork, it would put an event on the thread upstream. Say it in words:'
  echo
  printf '%s\n' "$found" | LC_ALL=C sed -E \
    -e 's,([Hh][Tt][Tt][Pp][Ss]?://)?([Ww]{3}\.)?[Gg][Ii][Tt][Hh][Uu][Bb]\.[Cc][Oo][Mm]/('"$name"'+/'"$name"'+)/([Ii]ssues|[Pp]ull|[Dd]iscussions)/([0-9]+)[^] )>]*,issue \5 of \3,g' \
    -e 's,('"$name"'+/)?'"$name"'*#([0-9]+),issue \2,g' \
    -e 's,[Gg][Hh]-([0-9]+),issue \1,g' \
    -e 's,([Ii]ssues?|PRs?|[Pp]ull requests?) issue ,\1 ,g' \
    -e 's,^,  ,'
  echo
  echo 'The number belongs into the description of the upstream PR. To commit as it'
  echo 'is: git commit --no-verify'
} >&2
exit 1
`,d=`# staging-pr pre-push hook`;function f(e){return String.raw`#!/bin/sh
${d}
# Verifies a fix branch before it is pushed.
# Skip it once with: git push --no-verify

program=${e}
branch=$(git symbolic-ref --quiet --short HEAD) || exit 0
case $branch in
  fix/* | chant/*) ;;
  *) exit 0 ;;
esac

head=$(git rev-parse HEAD)
pushed=no
while read -r _ sha ref _; do
  if [ "$ref" = "refs/heads/$branch" ] && [ "$sha" = "$head" ]; then pushed=yes; fi
done
[ "$pushed" = yes ] || exit 0

if [ ! -f "$program" ]; then
  echo "staging-pr is not at $program any more, so nothing was verified." >&2
  echo 'Install the hook again: staging-pr init --hooks' >&2
  exit 0
fi
if ! git diff --quiet HEAD --; then
  echo "$branch was not pushed: there are changes that are not committed, so what" >&2
  echo 'is tested would not be what is pushed. Commit or stash them, or push with --no-verify.' >&2
  exit 1
fi
node "$program" verify --fail-on verification </dev/null >&2 && exit 0

{
  echo
  echo "$branch was not pushed, since it is not verified. To push it all the same:"
  echo '  git push --no-verify'
} >&2
exit 1
`}function p({program:e}){return[{name:`commit-msg`,text:u,mark:l,given:`with "$1"`},{name:`pre-push`,text:f(t(e)),mark:d,given:`with its standard input`}]}async function m(e,{print:t}){if(t)return e.out(p(e).map(({name:e,text:t})=>`# hooks/${e}\n${t}`).join(`
`)),0;let r=await n(e);try{return await h(r,e),0}finally{r.close()}}async function h(e,t){let n=await g(e),i=p(t);for(let e of i)await _(r(n,e.name),e);await o(n,{recursive:!0});for(let{name:e,text:t}of i){let i=r(n,e);await c(i,t),await a(i,493)}t.out(v(n))}async function g({git:t,topLevel:n}){let r=(await t.run([`config`,`--get-all`,`core.hooksPath`])).stdout.toString(`utf8`).trim().split(`
`).at(-2);if(r!==void 0&&r!==``)throw new e(`The hooks of this clone are in ${r} (\`core.hooksPath\`), which may be shared with others.`,{remedy:'Call them from there: `staging-pr init --hooks --print` shows both; save each beside your clone, and let your commit-msg hook run the first with "$1", your pre-push hook the second with its standard input.'});let a=await t.run([`rev-parse`,`--git-common-dir`]);return i(n,a.stdout.toString(`utf8`).trim(),`hooks`)}async function _(t,{name:n,mark:r,given:i}){let a=await s(t,`utf8`).catch(()=>null);if(!(a===null||a.includes(r)))throw new e(`There is a ${n} hook already: ${t}.`,{remedy:`It stays as it is, and nothing was installed. Save ours under another name (\`staging-pr init --hooks --print\`), and run it from yours ${i}.`})}function v(e){return`Installed the hooks commit-msg and pre-push in ${e}.
A commit whose message refers to an issue by its number is refused now: pushed to your fork, it would put an event on the thread upstream. Skip it once with git commit --no-verify.
A fix branch is verified before it is pushed. Skip it once with git push --no-verify.
Take them out again: rm ${t(r(e,`commit-msg`))} ${t(r(e,`pre-push`))}
`}export{l as i,m as n,h as r,g as t};