import type { Config } from '../../config/config.ts'
import { finding, type Finding } from '../../finding.ts'
import { named } from './named.ts'

/** A finding about the branch's own configuration, for a person to judge. */
export function about({ path }: Config, message: string): Finding {
  return finding({
    rule: 'test-integrity/configuration',
    severity: 'warn',
    message,
    path,
  })
}

/** Against another base, what the branch takes out may not show. */
export function changedBase(head: Config, source: Config): readonly Finding[] {
  const told: readonly (readonly [string, (config: Config) => unknown])[] = [
    ['base', ({ base }) => base?.value],
    ['upstream', ({ upstream }) => upstream?.value],
    ['upstream-base', ({ upstreamBase }) => upstreamBase?.value],
  ]
  const keys = told.flatMap(([key, of]) =>
    JSON.stringify(of(head)) === JSON.stringify(of(source)) ? [] : [key],
  )
  if (keys.length === 0) return []
  const message = `${named(keys)} ${keys.length === 1 ? 'is' : 'are'} not as in the fork's configuration: the branch is compared with something else.`
  return [about(head, message)]
}

/** What a branch's only configuration says of its own base. */
export function ownBase(
  head: Config,
  defaultBranch: string | null,
): readonly Finding[] {
  const told = [
    ['base', head.base?.value === defaultBranch ? null : head.base],
    ['upstream', head.upstream],
    ['upstream-base', head.upstreamBase],
  ] as const
  const keys = told.flatMap(([key, value]) =>
    value === null || value.source.startsWith('input ') ? [] : [key],
  )
  if (keys.length === 0 || head.path === null) return []
  const message = `This branch's own configuration sets ${named(keys)}, which no other branch of the fork confirms: see that it is compared with the right code.`
  return [about(head, message)]
}
