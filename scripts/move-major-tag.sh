#!/usr/bin/env bash
# Moves vX to the commit of vX.Y.Z, unless a newer release of the same major
# version is there: move-major-tag.sh vX.Y.Z
#
# Goes through the API, so that no credential lies in the checkout. Needs the
# tags (fetch-depth: 0), GH_TOKEN and GITHUB_REPOSITORY.
set -euo pipefail

tag=$1
major=${tag%%.*}
sha=$(git rev-parse --verify --quiet "refs/tags/$tag^{commit}")

newest=$(git for-each-ref --count=1 --sort=-version:refname --format='%(refname:strip=2)' "refs/tags/$major.*.*")
if [ "$newest" != "$tag" ]; then
  echo "$major stays: $newest is newer than $tag."
  exit 0
fi
refs="repos/$GITHUB_REPOSITORY/git/refs"
if gh api "repos/$GITHUB_REPOSITORY/git/ref/tags/$major" --silent 2>/dev/null; then
  gh api --method PATCH "$refs/tags/$major" -f sha="$sha" -F force=true --silent
else
  gh api --method POST "$refs" -f ref="refs/tags/$major" -f sha="$sha" --silent
fi
echo "$major is $sha now, as $tag."
