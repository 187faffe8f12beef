/** First line of a hook of ours: one that begins so may be written anew. */
export const prePushMark = '# staging-pr pre-push hook'

/**
 * The `pre-push` hook as a POSIX shell script: a fix branch is verified before
 * it is pushed. `program` is the path of the command line, as one shell word. A
 * push of anything else than the commit that is checked out passes
 * (https://git-scm.com/docs/githooks).
 */
export function prePushHook(program: string): string {
  return String.raw`#!/bin/sh
${prePushMark}
# Verifies a fix branch before it is pushed.
# Skip it once with: git push --no-verify

program=${program}
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
`
}
