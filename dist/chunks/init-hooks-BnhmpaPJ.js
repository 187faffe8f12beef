import{t as e}from"./errors-Dj2QkoWt.js";import{n as t}from"./local-run-BaeAIWby.js";import{dirname as n,resolve as r}from"node:path";import{chmod as i,mkdir as a,readFile as o,writeFile as s}from"node:fs/promises";const c=String.raw`#!/bin/sh
${`# staging-pr commit-msg hook`}
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
`;async function l(e,{print:n}){if(n)return e.out(c),0;let r=await t(e);try{let t=await u(r);return await d(t),e.out(f(t)),0}finally{r.close()}}async function u({git:t,topLevel:n}){let i=(await t.run([`config`,`--get-all`,`core.hooksPath`])).stdout.toString(`utf8`).trim().split(`
`).at(-2);if(i!==void 0&&i!==``)throw new e(`The hooks of this clone are in ${i} (\`core.hooksPath\`), which may be shared with others.`,{remedy:'Call it from there: save it beside your clone (`staging-pr init --hooks --print > ../no-upstream-references && chmod +x ../no-upstream-references`), and let your commit-msg hook run `../no-upstream-references "$1"`.'});let a=await t.run([`rev-parse`,`--git-common-dir`]);return r(n,a.stdout.toString(`utf8`).trim(),`hooks/commit-msg`)}async function d(t){let r=await o(t,`utf8`).catch(()=>null);if(r!==null&&!r.includes(`# staging-pr commit-msg hook`))throw new e(`There is a commit-msg hook already: ${t}.`,{remedy:'It stays as it is. Save ours under another name (`staging-pr init --hooks --print`), and run it from yours with "$1".'});await a(n(t),{recursive:!0}),await s(t,c),await i(t,493)}function f(e){return`Installed ${e}.
A commit whose message refers to an issue by its number is refused now: pushed to your fork, it would put an event on the thread upstream.
Skip it once with git commit --no-verify. Take it out again: rm '${e}'
`}export{l as initHooks};