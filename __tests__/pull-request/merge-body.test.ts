import { describe, expect, it } from '@jest/globals'
import { array, assert, constantFrom, property, string } from 'fast-check'

import {
  type Generated,
  humanText,
  mergeBody,
} from '../../src/pull-request/merge-body.ts'
import {
  readRegion,
  withoutMarkerLines,
  withoutMarkers,
  writeRegion,
} from '../../src/pull-request/region.ts'
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
      patch: null,
      handoff: null,
      clean: null,
      spent: null,
      since: null,
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

describe('the first marker', () => {
  const marker = {
    run: '7.1',
    head: '9f3c2a7d1e22',
    status: 'failure',
    sum: 'aa',
    text: 'bb',
    title: 'cc',
  } as const

  it.each([
    [null, null],
    ['k3pt_-', null],
    [null, '9f3c2a7d1e22:tests/a.rs'],
    ['k3pt_-', '9f3c2a7d1e22:a=b.rs'],
  ])(
    'says what it was told, with and without the rest: %j %j',
    (kept, originals) => {
      const facts = {
        ...marker,
        kept,
        originals,
        patch: null,
        handoff: null,
        clean: null,
        spent: null,
        since: null,
      }

      expect(readRegion(writeRegion('Content', facts))).toEqual({
        status: 'found',
        above: '',
        below: '',
        content: 'Content',
        marker: facts,
      })
    },
  )

  it('holds the rest in words of its own', () => {
    const facts = {
      ...marker,
      kept: 'k3pt',
      originals: 'orig',
      patch: 'p4tch',
      handoff: '7:me',
      clean: 'c1ea',
      spent: '2026',
      since: '2025',
    }

    expect(writeRegion('Content', facts).split('\n')[0]).toContain(
      'v1 run=7.1 head=9f3c2a7d1e22 status=failure sum=aa text=bb title=cc handoff=7:me clean=c1ea spent=2026 since=2025 originals=orig patch=p4tch kept=k3pt. Rewritten',
    )
  })

  it('says nothing where a person emptied it', () => {
    expect(
      readRegion('<!-- staging-pr:begin -->\nOld\n<!-- staging-pr:end -->'),
    ).toEqual({
      status: 'found',
      above: '',
      below: '',
      content: 'Old',
      marker: {
        run: null,
        head: null,
        status: null,
        sum: null,
        text: null,
        title: null,
        kept: null,
        originals: null,
        patch: null,
        handoff: null,
        clean: null,
        spent: null,
        since: null,
      },
    })
  })
})

describe('a line is a marker', () => {
  const [begin = ''] = region.split('\n')
  const end = '<!-- staging-pr:end -->'

  it.each([
    ['with white space behind it', `${begin}  \nOld\n${end}\t`],
    ['with the line end of Windows', `${begin}\r\nOld\r\n${end}\r\n`],
  ])('%s', (_, body) => {
    expect(readRegion(body)).toMatchObject({ status: 'found', content: 'Old' })
  })

  it.each([
    ['that is not closed', begin.replace(' -->', ''), end],
    ['with a word behind it', `${begin} x`, `${end} x`],
    ['with a word before it', `x ${begin}`, `x ${end}`],
    ['of another name', begin.replace('pr:', 'pr2:'), end.replace('pr:', 'x:')],
  ])('but not %s', (_, first, last) => {
    const reading = readRegion(`${first}\nOld`)
    expect(reading).toEqual({ status: 'none' })
    if (last !== end) {
      expect(readRegion(`Old\n${last}`)).toEqual({ status: 'none' })
    }
  })

  it('and goes out of a text as a line, while text about it stays', () => {
    expect(
      withoutMarkerLines(`a\r\n${begin}\r\nb\n> ${begin}\n${end}\nc`),
    ).toBe(`a\nb\n> ${begin}\nc`)
  })

  it('and cannot be made by a generated text', () => {
    expect(withoutMarkers(`a ${end} <!-- other -->`)).toBe(
      'a <\u2060!-- staging-pr:end --> <!-- other -->',
    )
  })
})

describe('text of people', () => {
  it.each([
    ['no line end', 'Text', '\n\n'],
    ['one line end', 'Text\n', '\n'],
    ['a line end of Windows', 'Text\r\n', '\n'],
    ['an empty line', 'Text\n\n', ''],
    ['an empty line of Windows', 'Text\r\n\r\n', ''],
  ])('has one empty line between itself and the region: %s', (_, text, gap) => {
    expect(merged(text)).toBe(`${text}${gap}${region}`)
    expect(mergeBody(text, generated(), sum).notice).toBeNull()
  })

  it('is nothing where a body is empty or white space', () => {
    expect(merged('')).toBe(region)
    expect(merged(' \r\n\n')).toBe(region)
    expect(humanText(null, sum)).toBe('')
    expect(humanText('Hello', sum)).toBe('Hello')
  })

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

  it('is told apart from news by more than numbers and hashes', () => {
    const old = merged(
      null,
      'Ran 12 tests at a1b2c3d\n\n  3 of 4\nface to face\n',
    )
    const news = 'Ran 7 tests at 99ff00e\n\n2 of 9'
    const edited = old.replace('Ran 12', 'Ran 13')

    const { body } = mergeBody(edited, generated(news), sum)

    expect(body).toContain('face to face')
    expect(body).not.toContain('Ran 13')
    expect(body).not.toContain('3 of 4')
    const { body: added } = mergeBody(
      edited.replace('tests at', 'tests  at').replace('3 of 4', '3 of 4a'),
      generated(news),
      sum,
    )
    expect(added).toContain('Ran 13 tests  at a1b2c3d')
    expect(added).not.toContain('3 of 4a')
  })

  it('stands in a fence of Markdown below a fold', () => {
    const kept = merged(edited).slice(region.length)

    expect(kept).toMatch(
      /^\n\n<details><summary><b>Edited by hand \(the part above is rewritten on every push, so this is kept here\)/u,
    )
    expect(kept).toContain('```markdown\nLooks good to me.\n```')
  })

  it('keeps its lines apart, and a line of a number alone', () => {
    const old = region.replace('Verdict', 'Verdict\n\nShip it.\n42')

    expect(merged(old)).toContain('```markdown\nShip it.\n42\n```')
  })

  it('that only added white space is no edit', () => {
    const old = merged(null, 'One\nTwo')

    expect(
      mergeBody(old.replace('One', 'One\n \n'), generated('One\nTwo'), sum),
    ).toEqual({ body: old, notice: null })
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

  it('leave everything in doubt on the side of what is missing, and the rest alone', () => {
    expect(readRegion(`Hi\n${begin}\nold\nmine`)).toEqual({
      status: 'damaged',
      above: 'Hi\n',
      below: '',
      content: 'old\nmine',
    })
    expect(readRegion(`mine\n${rest.join('\n')}\nBye`)).toEqual({
      status: 'damaged',
      above: '',
      below: '\nBye',
      content: 'mine\nVerdict\n\n## Testing',
    })
    expect(readRegion(`Hi\n${region}\nmine\n${region}\nBye`)).toEqual({
      status: 'damaged',
      above: 'Hi\n',
      below: '\nBye',
      content: 'Verdict\n\n## Testing\nmine\nVerdict\n\n## Testing',
    })
  })

  it('count as text of people with all that stands between them', () => {
    expect(humanText(`Hi\n${begin}\nold\nmine`, sum)).toBe('Hi\nold\nmine')
  })

  it('inside a fence are written anew above it, and its text is kept', () => {
    const { body, notice } = mergeBody(
      `\`\`\`\n${begin}\nmine\n\`\`\`\n${begin}`,
      generated(),
      sum,
    )

    expect(readRegion(body)).toMatchObject({ status: 'found' })
    expect(body).toContain('mine')
    expect(body).not.toContain(`mine\n\`\`\`\n${begin}`)
    expect(notice).toContain('The markers of the generated part were damaged.')
  })

  it('inside a closed fence with nothing between them make no quotation of the new region', () => {
    const end = rest.at(-1) ?? ''
    const fenced = `Hi\n\`\`\`sh\n${begin}\n${end}\n${end}\n\`\`\`\nBye`

    const { body } = mergeBody(fenced, generated(), sum)

    expect(readRegion(body)).toMatchObject({ status: 'found', above: '' })
    expect(body).toContain('Hi\n```sh\n```\nBye')
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
    ['in a fence with more text', `\`\`\`\na\n\n${region}\n\nb\n\`\`\``],
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

  it.each([
    ['between two fences', `~~~\na\n~~~\n${region}\n~~~\nb\n~~~`],
    ['below a fence of another kind', `~~~\n${region}\n\`\`\`\n~~~`],
    ['below a longer fence', `\`\`\`\`\n${region}\n\`\`\`\n\`\`\`\``],
    ['in a fence before another region', `~~~\n${region}\n${region}\n~~~`],
    ['in an open fence before another', `\`\`\`\n${region}\n\`\`\`js\n\`\`\``],
  ])('is no text where a region stands %s', (_, body) => {
    expect(readRegion(body)).toMatchObject({
      status: 'found',
      content: 'Verdict\n\n## Testing',
    })
  })

  it('is text once a fence is closed behind it, also twice in a body', () => {
    const quoted = `\`\`\`\n${region}\n\`\`\``

    expect(readRegion(`${quoted}\n${quoted}`)).toEqual({ status: 'none' })
    expect(readRegion(`${quoted}\n${region}\n${quoted}`)).toMatchObject({
      above: `${quoted}\n`,
      below: `\n${quoted}`,
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
