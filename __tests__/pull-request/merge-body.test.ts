import { describe, expect, it } from '@jest/globals'
import { array, assert, constantFrom, property, string } from 'fast-check'

import {
  type Generated,
  humanText,
  mergeBody,
} from '../../src/pull-request/merge-body.ts'
import { readRegion } from '../../src/pull-request/region.ts'
import { sum } from '../support/sum.ts'

function generated(content = 'Verdict\n\n## Testing'): Generated {
  return {
    content,
    marker: {
      run: '7.1',
      head: '9f3c2a7d1e22',
      status: 'success',
      sum: sum(content),
      title: sum('Title'),
      kept: null,
      originals: null,
    },
  }
}

function merged(existing: string | null, content?: string): string {
  return mergeBody(existing, generated(content), sum).body
}

const region = merged(null)

describe('a new body', () => {
  it('is the region alone, with a first marker that says what is kept', () => {
    expect(region).toBe(
      `<!-- staging-pr:begin v1 run=7.1 head=9f3c2a7d1e22 status=success sum=${sum('Verdict\n\n## Testing')} text=${sum('Verdict\n\n## Testing')} title=${sum('Title')}. Rewritten on every push, down to staging-pr:end. Write above or below; that is kept. -->
Verdict

## Testing
<!-- staging-pr:end -->`,
    )
  })

  it('never holds a second marker, whatever the content was made from', () => {
    const body = merged(null, 'a\n<!-- staging-pr:end -->\nb')

    expect(readRegion(body)).toMatchObject({ status: 'found', below: '' })
  })
})

describe('text of people', () => {
  it('above and below stays byte for byte, line ends included', () => {
    const existing = `Hello\r\n\r\n${region.replaceAll('\n', '\r\n')}\r\n\r\nBye  \r\n`

    const body = merged(existing, 'New')

    expect(body.startsWith('Hello\r\n\r\n<!-- staging-pr:begin')).toBe(true)
    expect(body.endsWith('<!-- staging-pr:end -->\r\n\r\nBye  \r\n')).toBe(true)
  })

  it('stays whole in a body without our markers, and the region goes below', () => {
    const body = merged('Please look at this.')

    expect(body).toBe(`Please look at this.\n\n${region}`)
  })

  it('survives any number of rewrites', () => {
    assert(
      property(
        string({ unit: 'binary' }),
        string({ unit: 'binary' }),
        array(constantFrom('One', 'Two\n\n```\ncode\n```', '> [!TIP]')),
        (above, below, contents) => {
          const start = `${above}\n${region}\n${below}`

          const end = contents.reduce((body, one) => merged(body, one), start)

          expect(end.startsWith(`${above}\n<!-- staging-pr:begin`)).toBe(true)
          expect(end.endsWith(`<!-- staging-pr:end -->\n${below}`)).toBe(true)
        },
      ),
    )
  })
})

describe('an edit inside the region', () => {
  const edited = region.replace('Verdict', 'Verdict\n\nLooks good to me.')

  it('is kept once, folded below, and said', () => {
    const { body, notice } = mergeBody(edited, generated(), sum)

    expect(body.startsWith(region)).toBe(true)
    expect(body.slice(region.length)).toContain('Looks good to me.')
    expect(body.slice(region.length)).toContain('Edited by hand')
    expect(body.slice(region.length)).not.toContain('Verdict')
    expect(notice).toBe(
      'The generated part was edited by hand. It was written anew, and the edit is kept folded below it.',
    )
  })

  it('is not kept again on the next push', () => {
    const once = merged(edited)

    const twice = mergeBody(once, generated(), sum)

    expect(twice).toEqual({ body: once, notice: null })
  })

  it('leaves nothing behind where only generated lines were removed', () => {
    const { body, notice } = mergeBody(
      region.replace('Verdict\n', ''),
      generated(),
      sum,
    )

    expect({ body, notice }).toEqual({ body: region, notice: null })
  })

  it('that only changed line ends is no edit', () => {
    expect(merged(region.replaceAll('\n', '\r\n'))).toBe(region)
  })

  it('counts as text of people, which leaves less room', () => {
    expect(humanText(`Hi\n${region}`, sum)).toBe('Hi\n')
    expect(humanText(`Hi\n${edited}`, sum)).toContain('Looks good to me.')
  })
})

describe('damaged markers', () => {
  const [begin = '', ...rest] = region.split('\n')

  it.each([
    ['two regions', `Hi\n${region}\nmine\n${region}\nBye`],
    ['a begin without an end', `Hi\n${begin}\nold\nmine`],
    ['an end without a begin', `mine\n${rest.join('\n')}\nBye`],
    ['a begin inside a region', `Hi\n${begin}\nmine\n${region}\nBye`],
    ['an end before the begin', `${rest.at(-1)}\nmine\n${begin}\nold`],
  ])('end in one region, and nothing is lost: %s', (_, existing) => {
    const { body, notice } = mergeBody(existing, generated(), sum)

    expect(readRegion(body)).toMatchObject({
      status: 'found',
      content: 'Verdict\n\n## Testing',
    })
    expect(body).toContain('mine')
    expect(notice).toBe(
      'The markers of the generated part were damaged. It was written anew, and what stood between them is kept folded below it.',
    )
    expect(merged(body)).toBe(body)
  })

  it('are not guessed about: text around the outermost ones stays in place', () => {
    const body = merged(`Hi\n${region}\nmine\n${region}\nBye`)

    expect(body.startsWith('Hi\n<!-- staging-pr:begin')).toBe(true)
    expect(body.endsWith('\nBye')).toBe(true)
  })
})

describe('text about markers', () => {
  it.each([
    ['in a fence', `\`\`\`\n${region}\n\`\`\``],
    ['in a longer fence', `\`\`\`\`md\n${region}\n\`\`\`\``],
    ['in a quote', region.replace(/^/gmu, '> ')],
    ['indented', region.replace(/^/gmu, '    ')],
    ['in a sentence', `It begins with ${region.split('\n')[0]} and so on`],
  ])('is text: %s', (_, text) => {
    expect(readRegion(text)).toEqual({ status: 'none' })
    expect(readRegion(`${text}\n\n${region}`)).toMatchObject({
      status: 'found',
      above: `${text}\n\n`,
      below: '',
    })
  })

  it('does not hide a region below a fence that was never closed', () => {
    expect(readRegion(`\`\`\`\nopen\n\n${region}`)).toMatchObject({
      status: 'found',
    })
  })
})

describe('any body at all', () => {
  it('ends with exactly one region, and merging again changes nothing', () => {
    const piece = constantFrom(
      'text',
      '```',
      '~~~',
      region,
      region.split('\n')[0] ?? '',
      '<!-- staging-pr:end -->',
      '<!-- staging-pr:begin',
      '> quote',
      '\r',
      '',
    )
    assert(
      property(array(piece, { maxLength: 12 }), (pieces) => {
        const first = merged(pieces.join('\n'), 'Content')

        const reading = readRegion(first)

        expect(reading).toMatchObject({ status: 'found', content: 'Content' })
        expect(merged(first, 'Content')).toBe(first)
      }),
    )
  })
})
