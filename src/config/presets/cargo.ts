import type { Preset, Repository } from './preset.ts'

/** Cargo: the manifest at the root; a workspace is tested as a whole. */
export function cargoPreset(repository: Repository): Preset | null {
  if (!repository.has('Cargo.toml')) return null
  const manifest = repository.manifest('Cargo.toml') ?? ''
  const isWorkspace = /^[ \t]{0,20}\[workspace\]/mu.test(manifest)
  const scope = isWorkspace ? ' --workspace' : ''
  const test = `cargo test${scope}`
  return {
    name: 'cargo',
    manifest: 'Cargo.toml',
    steps: [
      ['reproduction', { run: `${test} "issue_$ISSUE"` }],
      ['new-tests', { run: `${test} -- $NEW_TESTS` }],
      // Without it, cargo ends at the first binary with a failure.
      ['test', { run: `${test} --no-fail-fast` }],
      ['clippy', { run: `cargo clippy${scope} --all-targets -- -D warnings` }],
      ['fmt', { run: `cargo fmt${isWorkspace ? ' --all' : ''} --check` }],
    ],
  }
}
