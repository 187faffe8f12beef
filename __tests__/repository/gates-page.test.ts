import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { defaultGates } from '../../src/config/defaults.ts'
import { proofStatuses, stepStatuses } from '../../src/evidence/evidence.ts'
import { gateIds } from '../../src/finding.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const page = readFileSync(join(root, 'docs/gates.md'), 'utf8')
const source = readdirSync(join(root, 'src'), { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(root, 'src', name), 'utf8'))
  .join('\n')

/** What a computed part of a rule can be. */
const computed: Readonly<Record<string, readonly string[]>> = {
  'proof/${status}': proofStatuses
    .filter((one) => one !== 'proven' && one !== 'not-configured')
    .map((one) => `proof/${one}`),
  'steps/${step.status}': stepStatuses
    .filter((one) => one !== 'passed' && one !== 'skipped')
    .map((one) => `steps/${one}`),
  'steps/${status}': [],
}
const gate = `(?:${gateIds.join('|')})`
const plain = [
  ...source.matchAll(new RegExp(`'(${gate}/[a-z0-9-]+)'`, 'gu')),
  ...source.matchAll(new RegExp(`rule: '(${gate})'`, 'gu')),
].map(([, rule = '']) => rule)
const templates = [
  ...source.matchAll(new RegExp(`\`(${gate}/[^\`]*\\$\\{[^\`]*)\``, 'gu')),
].map(([, rule = '']) => rule)
const rules = new Set([
  ...plain,
  ...templates.flatMap((one) => computed[one] ?? []),
])

const rows = page.split('\n').flatMap((line) => {
  const [, first = '', ...rest] = line.split(' | ').join('|').split('|')
  const rule = /^`([a-z-]+(?:\/[a-z-]+)?)`$/u.exec(first.trim())?.[1]
  return rule === undefined || rest.length < 4 ? [] : [{ rule, rest }]
})

describe('the page about gates', () => {
  it('knows every way in which the code makes the name of a rule', () => {
    expect([...new Set(templates)].sort()).toEqual(Object.keys(computed).sort())
  })

  it('has a row for each rule of the code, and for no other', () => {
    expect(rules.size).toBeGreaterThan(50)
    expect(rows.map(({ rule }) => rule).sort()).toEqual([...rules].sort())
  })

  it('says of each rule how heavy it is, what is found and what to do', () => {
    const empty = rows.filter(
      ({ rest: [severity = '', found = '', todo = ''] }) =>
        [found, todo].some((cell) => cell.trim().length < 5) ||
        !/^(?:(?:error|warn|note)(?:, | or |$))+$/u.test(severity.trim()),
    )

    expect(empty).toEqual([])
  })

  it.each(gateIds)(
    'says of the gate %s at which level it stands by default',
    (id) => {
      const section = page
        .split(/^### /mu)
        .find((one) => one.split('\n', 1)[0]?.includes(`\`${id}\``))

      expect(section).toContain(`Default: \`${defaultGates[id]}\``)
    },
  )

  it('calls a finding as heavy as the code makes it, where that is one word', () => {
    const made = new Map<string, Set<string>>()
    for (const [, rule = '', severity = ''] of source.matchAll(
      /rule: '([a-z-]+\/[a-z0-9-]+)',\s+severity: '([a-z]+)'/gu,
    )) {
      made.set(rule, new Set([...(made.get(rule) ?? []), severity]))
    }
    const said = new Map(
      rows.map(({ rule, rest: [severity = ''] }) => [
        rule,
        severity.trim().split(/, | or /u),
      ]),
    )
    const wrong = [...made].filter(
      ([rule, severities]) =>
        ![...severities].every((one) => said.get(rule)?.includes(one)),
    )

    expect(made.size).toBeGreaterThan(30)
    expect(wrong).toEqual([])
  })
})
