/** First line of a hook of ours: one that begins so may be written anew. */
export const hookMark = '# staging-pr commit-msg hook'

/**
 * The `commit-msg` hook as a POSIX shell script that needs nothing of ours: it
 * refuses what `refersUpstream` finds, and shows the lines in other words. Lines
 * that begin with `#` are comments only where git opened an editor
 * (https://git-scm.com/docs/githooks).
 */
export const commitMessageHook = String.raw`#!/bin/sh
${hookMark}
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
`
