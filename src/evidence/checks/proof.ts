import { finding, type Finding } from '../../finding.ts'
import type { BranchCommit } from '../../plan/plan.ts'
import type { Proof } from '../evidence.ts'
import {
  type KnownOriginals,
  rewrittenOriginals,
} from '../proof/known-originals.ts'
import { earlierVersion } from '../proof/original-versions.ts'
import { named } from './named.ts'

/**
 * Gate `proof`: the reproduction test is red before the fix and green after
 * it. Without a reproduction step there is nothing to prove, unless the
 * configuration itself says `gates.proof: error`.
 */
export function checkProof(
  proof: Proof,
  { requiresProof }: { readonly requiresProof: boolean },
): readonly Finding[] {
  if (proof.status === 'not-configured') {
    return requiresProof ? [missing] : []
  }
  return [...checkStatus(proof), ...checkSeal(proof), ...checkSupport(proof)]
}

const missing: Finding = finding({
  rule: 'proof/not-configured',
  severity: 'error',
  message:
    'There is no reproduction step, and the configuration asks for a proof (`gates.proof: error`).',
  remedy:
    'Say under `verify.reproduction` in .github/staging-pr.yml how the bug is shown.',
})

type Unproven = Exclude<Proof['status'], 'proven' | 'not-configured'>

const words: Readonly<Record<Unproven, string>> = {
  'not-reproduced': 'The reproduction test is green before the fix.',
  'not-fixed': 'The reproduction test is red after the fix.',
  'test-changed': 'The original reproduction test is red on the fixed code.',
  inconclusive: 'The reproduction test came to no result.',
}

function checkStatus({ status, reason, remedy }: Proof): readonly Finding[] {
  if (status === 'proven' || status === 'not-configured') return []
  const message = reason ?? words[status]
  return [
    finding({ rule: `proof/${status}`, severity: 'error', message, remedy }),
  ]
}

/** A broken seal is the status `test-changed` already; an accepted one is said beside the verdict. */
function checkSeal({ seal, files }: Proof): readonly Finding[] {
  const path = files.length === 1 ? (files[0]?.path ?? null) : null
  switch (seal) {
    case 'unsealed':
      return [
        finding({
          rule: 'proof/unsealed',
          severity: 'warn',
          message: unsealedWords(files),
          remedy: 'Commit the test before the fix.',
          path,
        }),
      ]
    case 'edited':
      return [
        finding({
          rule: 'proof/edited',
          severity: 'note',
          message:
            'The reproduction test was edited after the fix; the original passes on the fixed code too.',
          path,
        }),
      ]
    case 'intact':
    case 'broken':
    case 'accepted':
    case null:
      return []
  }
}

function unsealedWords(files: Proof['files']): string {
  return files.some(({ original }) => original !== null)
    ? 'Code of the branch was changed before the reproduction test was committed, so nothing shows that it was written before the fix.'
    : 'The reproduction test has no version from before the fix, so nothing shows that it was written first.'
}

/** The test asks the same, and what answers it was made to answer otherwise. */
function checkSupport({ besides, files, status }: Proof): readonly Finding[] {
  const { support } = besides
  if (support === null || support.red === 0 || status !== 'proven') return []
  return [
    finding({
      rule: 'proof/support',
      severity: 'error',
      message: `With helpers, fixtures and test configuration as they were before the fix, ${named(files.map(({ path }) => path))} is red on the fixed code (${support.red} of ${support.runs}).`,
      remedy:
        'Leave them as they were, or give the new test helpers of its own; what the test rests on must not decide that it passes.',
      path: files[0]?.path ?? null,
    }),
  ]
}

/** The version that counts is not the first one that the branch had: what was asked may have become less. */
export function checkDrafts(
  { files, status, besides }: Proof,
  commits: readonly BranchCommit[],
): readonly Finding[] {
  const changed = files.filter((file) => earlierVersion(commits, file) !== null)
  if (changed.length === 0 || status === 'test-changed') return []
  const { first } = besides
  const paths = named(changed.map(({ path }) => path))
  if (first !== null && first.red > 0) {
    return [
      finding({
        rule: 'proof/drafts',
        severity: 'error',
        message: `The first version of ${paths} is red on the fixed code (${first.red} of ${first.runs}); it was changed before the fix, and the changed version counts as the original.`,
        remedy: `Mend the code so that the first version passes too. If that version was wrong, a person can say so with the input \`accept-test: ${acceptable(changed)}\`.`,
        path: changed[0]?.path ?? null,
      }),
    ]
  }
  return [
    finding({
      rule: 'proof/drafts',
      severity: 'warn',
      message: `${paths} was changed after its first version and before the fix; the changed version counts as the original.`,
      remedy: 'See that it still shows the bug of the issue.',
      path: changed[0]?.path ?? null,
    }),
  ]
}

/** Commits before the fix that were rewritten may have another original than the one that was red. */
export function checkOriginals(
  { files }: Proof,
  known: KnownOriginals,
): readonly Finding[] {
  const paths = rewrittenOriginals(known, files)
  if (paths.length === 0) return []
  return [
    finding({
      rule: 'proof/another-original',
      severity: 'warn',
      message: `An earlier run of this staging PR was red with another version of ${named(paths)}: the commits before the fix were rewritten since.`,
      remedy: 'See that the test still shows the bug of the issue.',
      path: paths[0] ?? null,
    }),
  ]
}

/** What a person gives to accept files as the head has them, one a line. */
function acceptable(files: Proof['files']): string {
  const blobs = files.flatMap(({ head }) => head?.slice(0, 12) ?? [])
  return blobs.map((blob) => `${blob} the reason`).join('\n')
}
