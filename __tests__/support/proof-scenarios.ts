import type { Evidence, Proof } from '../../src/evidence/evidence.ts'
import { noProof } from '../../src/evidence/proof/no-proof.ts'
import { finding, type Finding } from '../../src/finding.ts'
import type { StagingFacts } from '../../src/pull-request/staging-facts.ts'
import {
  makeChange,
  makeEvidence,
  makeStepResult,
  stepResults,
} from './staging-facts.ts'

const path = 'tests/regression/issue_1234_test.rs'
const blob = '7d0e5c1a9b8f4e3d2c1b0a9f8e7d6c5b4a392817'
const changedBlob = '1f4c9d8e7b6a5f4e3d2c1b0a99887766554433ff'
const commit = '1c77e05b3a2d4f6e8c9b0a1d2e3f4a5b6c7d8e9f'

const red = { red: 5, runs: 5 } as const
const green = { red: 0, runs: 5 } as const

const proven: Proof = {
  ...noProof,
  status: 'proven',
  seal: 'intact',
  files: [{ path, original: { blob, commit }, head: blob }],
  cells: { ...noProof.cells, newBefore: red, newAfter: green },
}

const changed: Proof = {
  ...proven,
  seal: 'edited',
  files: [{ path, original: { blob, commit }, head: changedBlob }],
  diff: `--- ${path}
+++ ${path}
@@ -14,6 +14,7 @@ fn issue_1234_concurrent_writes_keep_every_version() {
     let dir = tempfile::tempdir().unwrap();
+    let store = Arc::new(Store::open(dir.path()).unwrap());
     let writers: Vec<_> = (0..8)
         .map(|i| {
-            let store = Store::open(dir.path()).unwrap();
+            let store = Arc::clone(&store);
             thread::spawn(move || store.write("key", &i.to_string()).unwrap())`,
  cells: {
    newBefore: red,
    newAfter: green,
    originalBefore: red,
    originalAfter: green,
  },
}

const testChanged: Proof = {
  ...changed,
  status: 'test-changed',
  seal: 'broken',
  cells: { ...changed.cells, originalAfter: red },
  originalTail: `thread 'issue_1234_concurrent_writes_keep_every_version' panicked at tests/regression/issue_1234_test.rs:22:5:
assertion \`left == right\` failed
  left: 5
 right: 8
test result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out`,
}

/** How a proof changes the evidence around it. */
type Around = Pick<Evidence, 'conclusion'> & {
  readonly proof: Proof
  readonly findings?: readonly Finding[]
  /** Of the reproduction step on the head. */
  readonly step?: Parameters<typeof makeStepResult>[2]
}

function proofFinding({ status, reason, remedy }: Proof): readonly Finding[] {
  if (status === 'proven' || status === 'not-configured') return []
  const message = reason ?? status
  return [
    finding({ rule: `proof/${status}`, severity: 'error', message, remedy }),
  ]
}

/** The same fix with another proof. */
export function proofScenarios(
  ready: StagingFacts,
): Readonly<Record<string, StagingFacts>> {
  const withProof = ({ proof, step, ...around }: Around): StagingFacts => {
    const [reproduction, ...others] = stepResults
    const first = makeStepResult('reproduction', 'cargo test issue_1234', {
      ...reproduction,
      attempts: 5,
      ...step,
    })
    return {
      ...ready,
      changes: [...ready.changes, makeChange(path, { status: 'added' })],
      evidence: makeEvidence({
        criteria: ready.evidence?.criteria ?? [],
        steps: [first, ...others],
        proof,
        ...around,
        findings: [...proofFinding(proof), ...(around.findings ?? [])],
      }),
    }
  }
  return {
    proven: withProof({ conclusion: 'ready', proof: proven }),
    'proof-declared': withProof({
      conclusion: 'ready',
      proof: {
        ...proven,
        reason:
          'Before the fix it is red by what `red:` declares, not by a failed test.',
      },
    }),
    'test-changed': withProof({ conclusion: 'failed', proof: testChanged }),
    edited: withProof({
      conclusion: 'ready',
      proof: changed,
      findings: [
        finding({
          rule: 'proof/edited',
          severity: 'note',
          message:
            'The reproduction test was edited after the fix; the original passes on the fixed code too.',
          path,
        }),
      ],
    }),
    accepted: withProof({
      conclusion: 'ready',
      proof: {
        ...testChanged,
        status: 'proven',
        seal: 'accepted',
        accepted: {
          test: changedBlob,
          reason:
            'Eight stores over one folder were never supported: one store is shared.',
          source: '`.github/staging-pr.yml`',
        },
      },
    }),
    unsealed: withProof({
      conclusion: 'ready',
      proof: {
        ...proven,
        seal: 'unsealed',
        files: [{ path, original: null, head: blob }],
      },
      findings: [
        finding({
          rule: 'proof/unsealed',
          severity: 'warn',
          message:
            'The reproduction test has no version from before the fix, so nothing shows that it was written first.',
          remedy: 'Commit the test before the fix.',
          path,
        }),
      ],
    }),
    'not-reproduced': withProof({
      conclusion: 'failed',
      proof: {
        ...proven,
        status: 'not-reproduced',
        cells: { ...proven.cells, newBefore: green },
      },
    }),
    'not-fixed': withProof({
      conclusion: 'failed',
      proof: {
        ...proven,
        status: 'not-fixed',
        cells: { ...noProof.cells, newAfter: { red: 1, runs: 5 } },
      },
      step: {
        status: 'failed',
        exitCode: 101,
        reason: 'red 1 of 5',
        tests: { passed: 0, failed: 1, skipped: 0 },
        tail: testChanged.originalTail,
      },
    }),
    inconclusive: withProof({
      conclusion: 'inconclusive',
      proof: {
        ...proven,
        status: 'inconclusive',
        reason:
          'The reproduction test shows nothing on the code before the fix: it does not build.',
        remedy:
          'Write it against the code as it was before the fix. If not compiling is how the bug shows, put the message of the compiler into `red:`.',
        cells: { ...proven.cells, newBefore: null },
      },
    }),
    'original-inconclusive': withProof({
      conclusion: 'inconclusive',
      proof: {
        ...changed,
        status: 'inconclusive',
        seal: null,
        reason:
          'The reproduction test shows nothing in its original version, on the fixed code: it does not build.',
        remedy:
          'Put the original back and add the new test under another name. If the original was wrong, a person can accept the new one with `accept-test`.',
        cells: { ...changed.cells, originalAfter: null },
      },
    }),
  }
}
