import { describe, expect, it } from '@jest/globals'

import { prose } from '../../src/markdown/prose.ts'
import { sentence } from '../../src/markdown/sentence.ts'
import { gateLine, gateMarkdown } from '../../src/markdown/text-gate.ts'

const fork = { serverUrl: 'https://github.com', ownRepository: 'me/fork' }

/** The word joiner, which has no width. */
const j = '\u2060'

function filled(part: string, length: number): string {
  return part.repeat(Math.ceil(length / part.length)).slice(0, length)
}

/** Texts that stall a parser of Markdown which is given them as they are. */
const stalling: Readonly<Record<string, string>> = {
  'emphasis without end': filled('*a_ ', 65_536),
  '500 nested lists': Array.from(
    { length: 500 },
    (_, depth) => `${' '.repeat(2 * depth)}- a`,
  ).join('\n'),
  '20,000 nested quotes': `${'> '.repeat(20_000)}x`,
  'a quote that goes on without its mark': `> ${filled('a\n', 60_000)}`,
  '50,000 open brackets': '['.repeat(50_000),
  '16,000 underlined headings': filled('a\n=\n', 65_000),
  '8,000 links': filled('[a](b)\n\n', 64_000),
  'a megabyte of references': filled('@a #1 fixes #2 a@b.\n', 1_048_576),
  'a megabyte without a space': 'a'.repeat(1_048_576),
  'half a megabyte of one address': filled('https://github.com/', 524_288),
  'half a megabyte of names': filled('a@b.', 524_288),
  'terminal titles without end': '\u001b]0;'.repeat(50_000),
  'backslashes alone': '\\'.repeat(524_288),
}

describe('texts that stall a parser', () => {
  it.each(Object.keys(stalling))('%s comes out broken', (name) => {
    const text = stalling[name] ?? ''
    const gated = gateMarkdown(`@octocat\n\n${text}`, fork)

    expect(gated.startsWith(`@${j}octocat`)).toBe(true)
    expect(prose(text, fork).length).toBeLessThan(40_000)
    expect(gateLine(text, { maxCharacters: 100 }).length).toBeLessThan(101)
    expect(sentence(text, 100).length).toBeLessThan(101)
  })
})
