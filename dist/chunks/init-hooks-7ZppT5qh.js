import{n as e}from"./errors-DJU5Noxh.js";import{t}from"./write-named-file-BXK4pKdS.js";import{t as n}from"./shell-word-ByepUrAC.js";import{n as r}from"./local-run-BHRW6xKQ.js";import{join as i,resolve as a}from"node:path";import{lstat as o,mkdir as s,readFile as c}from"node:fs/promises";const l=`# staging-pr commit-msg hook`,u=String.raw`#!/bin/sh
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
`}function p({program:e}){return[{name:`commit-msg`,text:u,mark:l,given:`with "$1"`},{name:`pre-push`,text:f(n(e)),mark:d,given:`with its standard input`}]}async function m(e,{print:t}){if(t)return e.out(p(e).map(({name:e,text:t})=>`# hooks/${e}\n${t}`).join(`
`)),0;let n=await r(e);try{return await h(n,e),0}finally{n.close()}}async function h(e,n){let r=await _(e),a=p(n);for(let e of a)await b(i(r,e.name),e);await g(r);for(let{name:e,text:n}of a)await t(i(r,e),n,493);n.out(x(r))}async function g(t){try{await s(t,{recursive:!0})}catch(n){throw new e(`${t} cannot be a folder for hooks.`,{remedy:`Take away what lies there, then run this again.`,cause:n})}}async function _(t){let n=await v(t);if(n!==null)throw new e(`The hooks of this clone are in ${n} (\`core.hooksPath\`), which may be shared with others.`,{remedy:'Call them from there: `staging-pr init --hooks --print` shows both; save each beside your clone, and let your commit-msg hook run the first with "$1", your pre-push hook the second with its standard input.'});return y(t)}async function v({git:e}){let{stdout:t}=await e.run([`config`,`--type=path`,`--get-all`,`core.hooksPath`]),n=t.toString(`utf8`).trim().split(`
`).at(-2);return n===void 0||n===``?null:n}async function y({git:e,topLevel:t}){let n=await e.run([`rev-parse`,`--git-common-dir`]);return a(t,n.stdout.toString(`utf8`).trim(),`hooks`)}async function b(t,{name:n,mark:r,given:i}){let a=await o(t).catch(()=>null);if(a!==null&&(a.isFile()?await c(t,`utf8`):``).split(`
`)[1]!==r)throw new e(`There is a ${n} hook already: ${t}.`,{remedy:`It stays as it is, and nothing was installed. Save ours under another name (\`staging-pr init --hooks --print\`), and run it from yours ${i}.`})}function x(e){return`Installed the hooks commit-msg and pre-push in ${e}.
A commit whose message refers to an issue by its number is refused now: pushed to your fork, it would put an event on the thread upstream. Skip it once with git commit --no-verify.
A fix branch is verified before it is pushed. Skip it once with git push --no-verify.
Take them out again: rm ${n(i(e,`commit-msg`))} ${n(i(e,`pre-push`))}
`}export{d as a,y as i,m as n,l as o,h as r,v as t};