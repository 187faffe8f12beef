import { describe, expect, it } from '@jest/globals'

import { failuresIn, summaryOf } from './summaries.ts'

/** `cargo test --no-fail-fast` of a crate with two test files and a doc test (cargo 1.95). */
const several = `    Finished \`test\` profile [unoptimized + debuginfo] target(s) in 0.03s
     Running unittests src/lib.rs (target/debug/deps/demo-8348ca7a80742723)

running 2 tests
test tests::slow ... ignored
test tests::inner ... ok

test result: ok. 1 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s

     Running tests/a.rs (target/debug/deps/a-e2f4edd464de6364)

running 1 test
test outer ... FAILED

failures:

---- outer stdout ----

thread 'outer' (15982) panicked at tests/a.rs:1:22:
assertion \`left == right\` failed
  left: 1
 right: 2


failures:
    outer

test result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.21s

error: test failed, to rerun pass \`--test a\`
   Doc-tests demo

running 1 test
test src/lib.rs - one (line 1) ... ok

test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.41s

error: 1 target failed:
    \`--test a\`
`

describe('cargo test', () => {
  it('is added up over test files and doc tests', () => {
    expect(summaryOf(several)).toBe('cargo test: 2 passed, 1 failed, 1 skipped')
    expect(failuresIn(several)).toEqual(['outer'])
  })

  it('with a name counts the one file that has the test', () => {
    const output = `
running 0 tests

test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 2 filtered out; finished in 0.00s

     Running tests/b.rs (target/debug/deps/b-d8c9b6a6ad769fd4)

running 1 test
test other ... ok

test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
`
    expect(summaryOf(output)).toBe('cargo test: 1 passed, 0 failed, 0 skipped')
  })

  it('with a name that no test has counts none', () => {
    const output = `
running 0 tests

test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 7 filtered out; finished in 0.00s
`
    expect(summaryOf(output)).toBe('cargo test: 0 passed, 0 failed, 0 skipped')
  })

  it('says nothing where the code does not compile', () => {
    const output = `error: this file contains an unclosed delimiter
error: could not compile \`demo\` (test "b") due to 1 previous error
`
    expect(summaryOf(output)).toBe('none')
  })

  it('is not read from a line that something else quotes', () => {
    expect(
      summaryOf('    test result: FAILED. 0 passed; 9 failed; 0 ignored'),
    ).toBe('none')
    expect(summaryOf('expected "test result: ok. 1 passed; 0 failed"')).toBe(
      'none',
    )
  })
})

describe('cargo nextest', () => {
  it('is read from its summary', () => {
    const output = `    Starting 3 tests across 2 binaries (1 test skipped)
        PASS [   0.004s] keep store::keeps_versions
        FAIL [   0.005s] (2/3) keep::lock waits
        PASS [   0.004s] keep::lock gives_up
────────────
     Summary [   0.012s] 3 tests run: 2 passed (1 slow), 1 failed, 1 skipped
        FAIL [   0.005s] (2/3) keep::lock waits
error: test run failed
`
    expect(summaryOf(output)).toBe(
      'cargo nextest: 2 passed, 1 failed, 1 skipped',
    )
    expect(failuresIn(output)).toEqual(['keep::lock waits'])
  })

  it('counts tests that ran out of time as failed', () => {
    const output =
      '     Summary [  60.012s] 2/9 tests run: 1 passed, 1 timed out, 0 skipped\n'

    expect(summaryOf(output)).toBe(
      'cargo nextest: 1 passed, 1 failed, 0 skipped',
    )
  })

  it('without a test counts none', () => {
    const now = `    Starting 0 tests across 2 binaries (5 tests skipped)
────────────
     Summary [   0.000s] 0 tests run: 0 passed, 5 skipped
error: no tests to run
(hint: use \`--no-tests\` to customize)
`
    expect(summaryOf(now)).toBe('cargo nextest: 0 passed, 0 failed, 5 skipped')
    expect(summaryOf('error: no tests to run\n')).toBe(
      'cargo nextest: 0 passed, 0 failed, 0 skipped',
    )
  })
})
