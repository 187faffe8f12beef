import { finding } from '../../src/finding.ts'
import type { StagingFacts } from '../../src/pull-request/staging-facts.ts'
import { makePage } from './preview-pages.ts'
import { makeEvidence, makeFacts } from './staging-facts.ts'

/** The page of a scenario, with a diff of each of its files, something said on a line, and a sidebar. */
export function scenarioPage(facts: StagingFacts | undefined): string {
  if (facts === undefined) throw new Error('There is no such scenario.')
  const paths = facts.changes.map(({ path }) => path)
  const { evidence } = facts
  const said = paths.flatMap((path) =>
    (['error', 'warn', 'note'] as const).map((severity) =>
      finding({
        rule: 'test-integrity',
        severity,
        message: 'The lint `dead_code` is switched off here.',
        path,
        line: severity === 'note' ? 900 : 11,
      }),
    ),
  )
  return makePage({
    facts:
      evidence === null
        ? facts
        : {
            ...facts,
            evidence: {
              ...evidence,
              findings: [...evidence.findings, ...said],
            },
          },
    diff: paths.map(diffOfFile).join(''),
    sidebar: {
      reviewers: ['ann'],
      assignees: [],
      labels: ['staging', 'a-label-of-many-words'],
      milestone: null,
    },
  })
}

function diffOfFile(path: string): string {
  return `diff --git a/${path} b/${path}
--- a/${path}
+++ b/${path}
@@ -10,6 +10,7 @@ impl Store {
 // Waits for its turn, at most ten seconds.
-pub fn lock(key: &str) -> Result<(), Error> { Err("no lock") }
+#[allow(dead_code)]
+pub fn lock(key: &str, timeout: Duration) -> Result<Guard, Error> { wait(key, "${'x'.repeat(300)}", 10) }
 const LIMIT: u64 = 10;
 struct Guard { path: PathBuf }
 'a' "b" # c /* d */
`
}

const attempts = [
  '<script>globalThis.owned = 1</script>',
  '<img src="https://example.invalid/x.png" onerror="globalThis.owned = 1">',
  '<svg onload="globalThis.owned = 1"></svg>',
  '<iframe src="https://example.invalid/"></iframe>',
  '<style>@import "https://example.invalid/x.css"; body { display: none }</style>',
  '<link rel="stylesheet" href="https://example.invalid/x.css">',
  '<video src="https://example.invalid/x.mp4" autoplay></video>',
  '<a href="javascript:globalThis.owned = 1" style="position:fixed;inset:0">x</a>',
  '<meta http-equiv="refresh" content="0;url=https://example.invalid/">',
  '<details open ontoggle="globalThis.owned = 1"><summary>x</summary>y</details>',
  '![picture](https://example.invalid/y.png)',
] as const

/** A page of which every part tries to run a script or to load something. */
export function hostilePage(): string {
  const text = attempts.join('\n\n')
  return makePage({
    title: attempts[0],
    body: text,
    facts: makeFacts({
      evidence: makeEvidence({
        findings: attempts.map((message) =>
          finding({
            rule: 'scope',
            severity: 'error',
            message,
            path: 'a.rs',
            line: 1,
          }),
        ),
      }),
      changes: [
        {
          path: 'a.rs',
          status: 'modified',
          previousPath: null,
          added: 11,
          removed: 0,
          blob: null,
          previousBlob: null,
        },
      ],
    }),
    diff: `--- a/a.rs\n+++ b/a.rs\n@@ -0,0 +1,${attempts.length} @@\n${attempts.map((one) => `+${one}`).join('\n')}\n`,
    sidebar: {
      reviewers: [...attempts],
      assignees: [],
      labels: [...attempts],
      milestone: text,
    },
  })
}
