import type { HollowFailure } from './hollow-failures.ts'

/** Why a failure shows nothing, a clause of plain text, and what to do about it. */
type Explained = { readonly reason: string; readonly remedy: string }

/** For a test that imports, or a file that needs, what is not there. */
export const unloadedRemedy =
  'Write it against the code as it was before the fix: what it imports must exist there, or be listed under `files:` where it belongs to the test. If this is how the bug shows, say so with `red:`.'

/** Words for a test that failed without having looked at anything. */
export function explainHollow(failure: HollowFailure): Explained {
  switch (failure.kind) {
    case 'import':
      return { reason: 'it imports what is not there', remedy: unloadedRemedy }
    case 'timeout':
      return {
        reason: 'its test ran out of the time that the test runner gives it',
        remedy:
          'If not coming to an end is how the bug shows, say so with `red:` and the words of the test runner.',
      }
    case 'name':
      return {
        reason: `it fails because \`${failure.name}\` is not there, which only the fix brings`,
        remedy:
          'Write it against the code as it was before the fix: with what a user could call then. If the missing name is the bug itself, say so with `red:`.',
      }
    case 'file':
      return {
        reason: `it fails because \`${failure.path}\` is not there, which only the fix brings`,
        remedy: 'List that file under `files:` where it belongs to the test.',
      }
  }
}
