import { describe, expect, it } from '@jest/globals'
import type { Detail } from '../../src/pull-request/body/body-input.ts'
import {
  fitBody,
  fullDetail,
  roomBeside,
  summaryDetail,
} from '../../src/pull-request/fit.ts'

describe('a body that has to fit', () => {
  it('gives up one thing after another, keeps what it gave up, and names each once', () => {
    const details: Detail[] = []
    const body = fitBody((detail, of) => {
      details.push(detail)
      return `${of} ${details.length}`
    }, 0)

    expect(body).toBe('shown 11')
    expect(details[0]).toEqual({ ...fullDetail, leftOut: [] })
    expect(
      details.map(({ tailLines, criteria, proseCharacters, files, items }) =>
        [tailLines, criteria, proseCharacters, files, items].join(' '),
      ),
    ).toEqual([
      '80 80 4000 60 30',
      '20 80 4000 60 30',
      '0 80 4000 60 30',
      '0 10 4000 60 30',
      '0 0 4000 60 30',
      '0 0 1000 60 30',
      '0 0 1000 15 30',
      '0 0 1000 15 5',
      '0 0 200 15 5',
      '0 0 200 0 5',
      '0 0 200 0 1',
    ])
    expect(details.at(-1)?.leftOut).toEqual([
      'output of failed steps',
      'acceptance criteria',
      'long passages of the spec',
      'changed files',
      'research, dependencies and members',
    ])
    expect(details[3]?.leftOut).toEqual([
      'output of failed steps',
      'acceptance criteria',
    ])
  })

  it('ends with the first rendering that fits to the letter', () => {
    const rooms = [3, 2, 1].map((room) => {
      let left = 4
      return fitBody(() => 'x'.repeat((left -= 1)), room)
    })

    expect(rooms).toEqual(['xxx', 'xx', 'x'])
  })

  it('begins with more for the summary of the run, and has left out nothing of it', () => {
    const written: Detail[] = []
    fitBody(
      (detail) => {
        written.push(detail)
        return ''
      },
      10,
      summaryDetail,
    )

    expect(written).toEqual([
      {
        tailLines: 1_000,
        criteria: 1_000,
        proseCharacters: 8_000,
        files: 1_000,
        items: 300,
        leftOut: [],
      },
    ])
  })
})

describe('room beside a text of people', () => {
  it('is 60,000 characters, less where that would go over the limit', () => {
    expect(roomBeside('')).toBe(60_000)
    expect(roomBeside('x'.repeat(20_000))).toBe(44_936)
    expect(roomBeside('x'.repeat(70_000))).toBe(0)
  })
})
