import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'

import { readJunit } from '../../../src/evidence/test-summary/junit.ts'

describe('a JUnit report', () => {
  it('names tests by file, class and name', () => {
    const results = readJunit(`<?xml version="1.0" encoding="utf-8"?>
<!-- written by <testcase name="nobody"/> -->
<testsuites>
  <testsuite name="pytest" tests="4">
    <testcase classname="test_a.TestC" name="test_m" time="0.1" />
    <testcase classname="test_a" name="test_p[a &lt; &#98; &amp;&#x26; &quot;c&quot;]" file="test_a.py">
      <failure message="a > b"><![CDATA[</failure><error/>]]></failure>
    </testcase>
    <testcase name='bare'><skipped/></testcase>
    <testcase classname="same" name="same"><error type="x"/><system-out>&bomb;</system-out></testcase>
  </testsuite>
</testsuites>`)

    expect(results).toEqual({
      runner: 'JUnit XML',
      passed: ['test_a.TestC test_m'],
      failed: ['test_a.py: test_a test_p[a < b && "c"]', 'same'],
      skipped: ['pytest bare'],
      complete: true,
      allFailures: true,
      stopped: false,
    })
  })

  it('takes a rerun that passed in the end for a pass', () => {
    const results = readJunit(
      '<testsuite><testcase name="races"><flakyFailure/><rerunFailure/></testcase></testsuite>',
    )

    expect(results?.passed).toEqual(['races'])
  })

  it.each([
    '',
    'text',
    '<html></html>',
    '<testsuite>',
    '<testsuite><testcase name="a"></testsuite></testcase>',
    '<testsuite><testcase name="a</testsuite>',
    '<!DOCTYPE x [<!ENTITY a "b">]><testsuite/>',
    '<testsuite><!-- </testsuite>',
    `${'<testsuite>'.repeat(100)}${'</testsuite>'.repeat(100)}`,
  ])('is not read from %j', (xml) => {
    expect(readJunit(xml)).toBe(null)
  })

  it('of hostile text is read or refused', () => {
    const xml = fc
      .array(
        fc.oneof(
          fc.constantFrom(
            '<testsuite>',
            '</testsuite>',
            '<testcase name="a">',
            '</testcase>',
            '<failure/>',
            '<!--',
            '<![CDATA[',
            '&amp;',
            '"',
            '<',
            ' x="y"',
          ),
          fc.string(),
        ),
        { maxLength: 60 },
      )
      .map((parts) => `<testsuite>${parts.join('')}`)

    fc.assert(
      fc.property(xml, (text) => {
        const results = readJunit(text)
        if (results !== null) expect(results.complete).toBe(true)
      }),
    )
    for (const part of ['<', '<a ', '<a b="', '<!--', '&amp;', '<a b="c" ']) {
      readJunit(`<testsuite>${part.repeat(100_000)}`)
    }
  })
})
