import { describe, expect, it } from '@jest/globals'

import { checkProof } from '../../../src/evidence/checks/proof.ts'
import {
  type Proof,
  proofStatuses,
  seals,
} from '../../../src/evidence/evidence.ts'
import { noProof } from '../../../src/evidence/proof/no-proof.ts'
import { findingLines } from '../../support/finding-lines.ts'

function check(
  overrides: Partial<Proof>,
  requiresProof = false,
): readonly string[] {
  return findingLines(
    checkProof({ ...noProof, ...overrides }, { requiresProof }),
  )
}

describe('the gate proof', () => {
  it('holds back every status but a proof', () => {
    expect(proofStatuses.flatMap((status) => check({ status }))).toEqual([
      'error proof/not-reproduced: The reproduction test is green before the fix.',
      'error proof/not-fixed: The reproduction test is red after the fix.',
      'error proof/test-changed: The original reproduction test is red on the fixed code.',
      'error proof/inconclusive: The reproduction test came to no result.',
    ])
  })

  it('says the reason and the remedy of the proof itself', () => {
    const proof: Proof = {
      ...noProof,
      status: 'inconclusive',
      reason: 'cargo test ran no test.',
      remedy: 'Register the file.',
    }

    expect(checkProof(proof, { requiresProof: false })).toEqual([
      {
        rule: 'proof/inconclusive',
        severity: 'error',
        message: 'cargo test ran no test.',
        remedy: 'Register the file.',
        path: null,
        line: null,
      },
    ])
  })

  it('asks for a reproduction step where the configuration does', () => {
    expect(check({}, true)).toEqual([
      'error proof/not-configured: There is no reproduction step, and the configuration asks for a proof (`gates.proof: error`).',
    ])
  })

  it('tells of a test that no older version vouches for', () => {
    expect(seals.flatMap((seal) => check({ status: 'proven', seal }))).toEqual([
      'note proof/edited: The reproduction test was edited after the fix; the original passes on the fixed code too.',
      'warn proof/unsealed: The reproduction test has no version from before the fix, so nothing shows that it was written first.',
    ])
  })
})
