import type { Preset, Repository } from './preset.ts'

/** Go: the module at the root. */
export function goPreset(repository: Repository): Preset | null {
  if (!repository.has('go.mod')) return null
  const unformatted = `unformatted=$(gofmt -l .)`
  return {
    name: 'go',
    manifest: 'go.mod',
    steps: [
      [
        'reproduction',
        { run: String.raw`go test ./... -run "Issue_?$ISSUE(\D|$)"` },
      ],
      [
        'new-tests',
        {
          run: String.raw`go test ./... -run "^(${'$'}{NEW_TESTS//$'\n'/|})$"`,
        },
      ],
      ['test', { run: 'go test ./...' }],
      ['vet', { run: 'go vet ./...' }],
      [
        'fmt',
        { run: `${unformatted}; echo "$unformatted"; test -z "$unformatted"` },
      ],
    ],
  }
}
