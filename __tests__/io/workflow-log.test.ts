import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import type { RunLog } from '../../src/io/run-log-port.ts'
import { createWorkflowLog } from '../../src/io/workflow-log.ts'
import { runnerCommands } from '../support/runner-commands.ts'

/** What a run writes to its log. */
function logOf(act: (log: RunLog) => void): string {
  let text = ''
  act(
    createWorkflowLog({
      write: (more: string) => {
        text += more
      },
    }),
  )
  return text
}

function namesIn(log: string): readonly string[] {
  return runnerCommands(log).map(({ name }) => name)
}

const hostile = [
  '::error::x',
  '::add-mask::a',
  '  \t::warning file=a,line=1::x',
  'x ##[set-output name=a]b',
  '##[add-matcher]x.json',
  '##[error]x',
  '####[error]x',
  '#\u2060#[error]x',
  '##\u200d[error]x',
  'a\r::error::x',
  'a\r\n::error::x',
  '%0A::error::x',
  'a\u2028::error::x',
  'a\u0085::error::x',
  '\u00a0::error::x',
  '\u3000::error::x',
  '\ufeff::error::x',
  '\u2060::error::x',
  ':\u2060:error::x',
  '\u200b::error::x',
  '\0::error::x',
  '\u001b[0m::error::x',
  '::stop-commands::a',
  '::a::',
  '::ENDGROUP::',
  ':::error::x',
]

const pieces =
  ': :: # ## [ ##[ ] %0A error add-mask set-output stop-commands endgroup'
    .split(' ')
    .concat([' ', '\r', '\n', '\t', '\u2028', '\u2060', '\u200b'])
    .concat(['\u00a0', '\0', '\u001b[0m', '\ufeff'])

describe('the reader of this test', () => {
  it.each([
    ['::error::x', ['error']],
    [' \t::Error file=a::x', ['error']],
    ['x ##[error]y', ['error']],
    ['##[set-output name=a]b', ['set-output']],
    ['a\r::error::x', ['error']],
    ['x ::error::y', []],
    ['::nothing::x', []],
    [
      '::stop-commands::T\n::error::x\n##[error]y\n::t::\n::error::z',
      ['error'],
    ],
  ])('finds what the runner finds in %j', (log, names) => {
    expect(namesIn(log)).toEqual(names)
  })
})

describe('what commands print', () => {
  it.each(hostile)('is no workflow command: %j', (line) => {
    const log = logOf((log) => {
      log.childLine(line)
      log.info(line)
    })

    expect(namesIn(log)).toEqual([])
  })

  it('cannot end the pause, since its token is made anew each time', () => {
    const log = logOf((log) => {
      log.childLine('first')
      log.info('between')
      log.childLine('second')
    })

    const tokens = log.match(/::stop-commands::(\S+)/gu)
    expect(new Set(tokens).size).toBe(2)
    expect(tokens?.[0]).toMatch(/^::stop-commands::[0-9a-f-]{36}$/u)
  })

  it('stands between the pause and its end, and commands of our own go on after it', () => {
    const log = logOf((log) => {
      log.group('test')
      log.childLine('::error::x')
      log.endGroup()
      log.warning('done')
    })

    expect(runnerCommands(log)).toEqual([
      { name: 'group', data: 'test' },
      { name: 'endgroup', data: '' },
      { name: 'warning', data: 'done' },
    ])
    expect(log.replaceAll(/[0-9a-f-]{36}/gu, 'TOKEN')).toBe(
      [
        '::group::test',
        '::stop-commands::TOKEN',
        ':\u2060:error::x',
        '::TOKEN::',
        '::endgroup::',
        '::warning::done',
        '',
      ].join('\n'),
    )
  })

  it('is no workflow command, whatever it is made of', () => {
    const piece = fc.oneof(
      fc.constantFrom(...pieces),
      fc.string({ maxLength: 3 }),
    )
    const text = fc.array(piece, { maxLength: 12 }).map((all) => all.join(''))
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), (texts) => {
        const log = logOf((log) => {
          for (const one of texts) {
            log.childLine(one)
            log.info(one)
          }
        })

        expect(namesIn(log)).toEqual([])
      }),
      { numRuns: process.env['FULL'] === '1' ? 20_000 : 500 },
    )
  })
})

describe('messages of our own', () => {
  it('are one command each, whatever they quote', () => {
    for (const text of hostile) {
      const log = logOf((log) => {
        log.group(text)
        log.notice(text, { file: text, line: 3 })
        log.error(`a\n${text}`)
      })

      expect(namesIn(log)).toEqual(['group', 'notice', 'error'])
    }
  })

  it('refer to nothing outside of the fork, whose own pages stay links', () => {
    const chunks: string[] = []
    const log = createWorkflowLog(
      { write: (text) => chunks.push(text) },
      (text) => text.replaceAll('hunter22', '(redacted)'),
      'github.com/you/keep',
    )

    log.error(
      'Handles #12 of @alice, https://github.com/o/r/issues/3 and https://github.com/you/keep/pull/1',
      { file: 'a/hunter22.txt', line: 1 },
    )

    expect(chunks.join('')).toBe(
      '::error file=a/(redacted).txt,line=1::Handles #\u206012 of @\u2060alice, https:\u2060//github\u2060.com/o/r/issues/3 and https://github.com/you/keep/pull/1\n',
    )
  })

  it('show no control or reordering character, in the name of a file either', () => {
    const log = logOf((log) => {
      log.error('m', { file: 'a\u001b[31mb\u202ec\u0007.md', line: 1 })
    })

    expect(log).toBe('::error file=ab\\u{202E}c.md,line=1::m\n')
  })

  it('name file and line', () => {
    const log = logOf((log) => {
      log.error('50% of\nit', { file: 'a,b:c.md', line: 7 })
    })

    expect(log).toBe('::error file=a%2Cb%3Ac.md,line=7::50%25 of%0Ait\n')
  })
})
