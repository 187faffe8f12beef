import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { OutputCollector } from '../../../src/io/shell/output-collector.ts'

const mebibyte = 1024 * 1024

/** Feeds text in chunks of the given sizes, over and over. */
function collect(text: string, sizes: readonly number[]) {
  const lines: string[] = []
  const collector = new OutputCollector((line) => lines.push(line))
  const bytes = Buffer.from(text)
  for (let at = 0, index = 0; at < bytes.length; index += 1) {
    const size = sizes[index % sizes.length] ?? 1
    collector.push(0, bytes.subarray(at, at + size))
    at += size
  }
  return { lines, output: collector.finish(), bytes: collector.bytes }
}

describe('lines of a command', () => {
  it('do not depend on how the bytes arrive', () => {
    const line = fc.string({ unit: 'binary', maxLength: 40 })
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        (texts, sizes) => {
          const text = texts.join('\n')

          const pieces = collect(text, sizes)
          const whole = collect(text, [Math.max(text.length * 4, 1)])

          expect(pieces).toEqual(whole)
        },
      ),
      { numRuns: 50 },
    )
  })

  it.each([1, 2, 3, 4, 5])('keep an emoji that is split at byte %i', (size) => {
    expect(collect('a👩‍🚀b\n', [size]).lines).toEqual(['a👩\\u{200D}🚀b'])
  })

  it('keep both streams apart until a line is complete', () => {
    const lines: string[] = []
    const collector = new OutputCollector((line) => lines.push(line))
    collector.push(0, Buffer.from('out '))
    collector.push(1, Buffer.from('err\n'))
    collector.push(0, Buffer.from('put\n'))

    expect(collector.finish()).toBe('err\nout put')
    expect(lines).toEqual(['err', 'out put'])
  })

  it('by the million are not all shown, though they are empty', () => {
    const { lines, output } = collect('\n'.repeat(1_000_000), [65_536])

    expect(lines.length).toBeLessThan(200_000)
    expect(output.length).toBeLessThan(1_000_000)
  })

  it.each([4_070, 4_096, 6_100, 6_143])(
    'show no half of a secret where they are cut, %i characters in',
    (before) => {
      const secret = 'canary-5f1c9d27-secret-value'
      const lines: string[] = []
      const collector = new OutputCollector(
        (line) => lines.push(line),
        (text) => text.replaceAll(secret, '(redacted)'),
      )

      collector.push(
        0,
        Buffer.from(`${'x'.repeat(before)}${secret}${'y'.repeat(3_000)}\n`),
      )
      const output = collector.finish()

      expect(output).not.toMatch(/can|secret/u)
      expect(lines.join('')).not.toMatch(/can|secret/u)
      expect(output).toContain('(line cut)')
    },
  )

  it('show the last state of a progress bar', () => {
    const bar = Array.from({ length: 500_000 }, (_, done) => `\r${done}`)

    const { lines } = collect(`${bar.join('')}\nend\n`, [65_536])

    expect(lines).toEqual(['499999', 'end'])
  })
})

describe('kept output', () => {
  it('is all of it while it is small', () => {
    const text = Array.from({ length: 3000 }, (_, at) => `line ${at}`)

    const { output } = collect(text.join('\n'), [1000])

    expect(output).toBe(text.join('\n'))
  })

  it.each([1, 3, 5, 20])('is bounded for %i MiB of short lines', (size) => {
    const line = 'some words of output\n'
    const text = line.repeat((size * mebibyte) / line.length)

    const { output, bytes } = collect(`begin\n${text}end`, [65_536])

    expect(output.length).toBeLessThanOrEqual(257 * 1024)
    expect(output.startsWith('begin\nsome words')).toBe(true)
    expect(output.endsWith('some words of output\nend')).toBe(true)
    expect(output).toContain(
      `\n… (${bytes} bytes in all; the middle is left out) …\n`,
    )
  })

  it('is bounded for empty lines', () => {
    const { output } = collect('\n'.repeat(5 * mebibyte), [65_536])

    expect(output.length).toBeLessThanOrEqual(257 * 1024)
  })

  it('says once that it goes on unseen, and shows the end', () => {
    const { lines } = collect(
      `${'x'.repeat(99)}\n`.repeat(60_000) + 'end',
      [65_536],
    )

    const notes = lines.filter((line) => line.startsWith('… (more than 4 MiB'))
    expect(notes).toHaveLength(1)
    expect(lines.at(-1)).toBe('end')
  })
})
