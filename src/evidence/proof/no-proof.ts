import type { Proof } from '../evidence.ts'

/** The proof of a run without a reproduction step: nothing is shown, nothing is held back. */
export const noProof: Proof = {
  status: 'not-configured',
  seal: null,
  reason: null,
  remedy: null,
  files: [],
  accepted: null,
  diff: '',
  originalTail: '',
  cells: {
    originalBefore: null,
    originalAfter: null,
    newBefore: null,
    newAfter: null,
  },
  besides: { first: null, support: null },
}
