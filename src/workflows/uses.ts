/** What workflows use, as their lines name it: pinned to a commit, with the version behind. */
export const uses = {
  checkout:
    'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1',
  action: 'OWNER/staging-pr@v0 # better: the commit of a release',
  jobs: 'OWNER/staging-pr/.github/workflows/staging-pr.yml@v0 # better: the commit of a release',
} as const
