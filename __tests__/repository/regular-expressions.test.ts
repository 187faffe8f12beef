import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { describe, expect, it } from '@jest/globals'
import {
  type Expression,
  expressionsBelow,
  expressionsOf,
} from '../support/regular-expressions.ts'

const src = fileURLToPath(new URL('../../src', import.meta.url))

describe('the regular expressions of the source', () => {
  const { constant, composed } = expressionsBelow(src)

  it('take time that is linear in the text, whatever the text is', async () => {
    expect(constant.length).toBeGreaterThan(500)

    expect(await problemsOf(constant)).toEqual([])
  }, 240_000)

  it('are constant, save those that are bounded in another way', () => {
    expect(composed).toEqual([
      // Only asked whether the engine understands it.
      "config/step-schema.ts: new RegExp(source, 'u')",
      // A host stands at its two ends, and each repetition between is bounded: held to that below.
      "markdown/gate/strict.ts: new RegExp( `(https?:)(//[^\\\\s/()<>]{0,60})(${host.replaceAll('.', String.raw`\\.`)})(?=[^\\\\s()<>]{0,300}?(?:%|\\\\\\\\|/\\\\.{1,2}/))`, 'giu', )",
      // A host, character by character: held to that below.
      "markdown/reference-addresses.ts: new RegExp( `(?<![a-z0-9-])(?<!redirect\\\\.)${escapePattern(host)}`, 'giu', )",
    ])
  })

  it('take linear time where they are composed with a host', async () => {
    const hosts = ['github.com', 'git-hub.example-of.a.company.test']
    const written = hosts
      .map((host) => host.replaceAll('.', String.raw`\.`))
      .flatMap((host) => [
        String.raw`(https?:)(//[^\s/()<>]{0,60})(${host})(?=[^\s()<>]{0,300}?(?:%|\\|/\.{1,2}/))`,
        String.raw`(?<![a-z0-9-])(?<!redirect\.)${host}`,
      ])

    expect(
      await problemsOf(
        written.map((source) => ({ source, flags: 'giu', at: 'with a host' })),
      ),
    ).toEqual([])
  }, 120_000)
})

describe('the look for regular expressions', () => {
  it('finds literals and calls, wherever they stand, and tells constant texts from composed ones', () => {
    const text = [
      'const one: RegExp = /a+/u',
      'class Two { readonly #two = [/b/giu] }',
      "const three = (text: string) => new RegExp('c*', 'u').test(text) || RegExp('d').test(text)",
      'const four = (text: string) => new RegExp(`${text}e`)',
      "const five = 'not /f/ one' // nor /g/ this",
    ].join('\n')

    expect(expressionsOf('file.ts', text)).toEqual({
      constant: [
        { source: 'a+', flags: 'u', at: 'file.ts:1' },
        { source: 'b', flags: 'giu', at: 'file.ts:2' },
        { source: 'c*', flags: 'u', at: 'file.ts:3' },
        { source: 'd', flags: '', at: 'file.ts:3' },
      ],
      composed: ['file.ts: new RegExp(`${text}e`)'],
    })
  })

  it.each([
    ['spaces that are tried from each one', String.raw`\s*\n\s*`],
    ['a path with two ends', String.raw`(?:^|\/)tests?\/.*\.\w{1,5}$`],
    ['an open bracket', String.raw`\{([^{}]*,[^{}]*)\}`],
    [
      'a token behind each hyphen',
      String.raw`\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}`,
    ],
    ['a repetition of a repetition', '^(?:a+)+$'],
  ])(
    'calls out what takes more than linear time: %s',
    async (_, source) => {
      const [problem] = await problemsOf([{ source, flags: 'u', at: 'here' }])

      expect(problem).toMatch(
        /^here: .{1,200} is (?:2nd degree polynomial|exponential)/u,
      )
    },
    60_000,
  )
})

/** What recheck says against the expressions, asked by a worker for each processor. */
async function problemsOf(
  all: readonly Expression[],
): Promise<readonly string[]> {
  const expressions = [
    ...new Map(all.map((one) => [`/${one.source}/${one.flags}`, one])).values(),
  ]
  const next = new Int32Array(new SharedArrayBuffer(4))
  const workers = Math.min(availableParallelism(), expressions.length)
  const found = await Promise.all(
    Array.from({ length: workers }, () => ask({ expressions, next })),
  )
  return found.flat().sort()
}

async function ask(work: {
  readonly expressions: readonly Expression[]
  readonly next: Int32Array
}): Promise<readonly string[]> {
  const worker = new Worker(
    new URL('../support/check-expressions.ts', import.meta.url),
    { workerData: work, env: { ...process.env, RECHECK_BACKEND: 'pure' } },
  )
  const [found]: readonly (readonly string[])[] = await once(worker, 'message')
  return found ?? []
}
