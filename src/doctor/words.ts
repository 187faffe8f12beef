import type { Facts } from './facts.ts'
import { fullName } from '../context/run-context.ts'

/** `owner/name` of the fork, or words to fill in. */
export function forkName({ fork }: Pick<Facts, 'fork'>): string {
  return fork === null ? 'YOU/PROJECT' : fullName(fork)
}

/** A page of the fork. */
export function forkPage(
  facts: Pick<Facts, 'fork' | 'server'>,
  path: string,
): string {
  return `${facts.server.url}/${forkName(facts)}/${path}`
}

/** The page on which most settings of Actions stand. */
export function actionsPage(facts: Pick<Facts, 'fork' | 'server'>): string {
  return forkPage(facts, 'settings/actions')
}

/** One shell word, whatever the text holds. */
export function word(text: string): string {
  return /^[\w./:@][\w./:@-]*$/u.test(text)
    ? text
    : `'${text.replaceAll("'", String.raw`'\''`)}'`
}

/** `one`, `one and another`, `a, b and c`. */
export function enumerate(names: readonly string[]): string {
  const last = names.at(-1) ?? ''
  return names.length < 2
    ? last
    : `${names.slice(0, -1).join(', ')} and ${last}`
}

/** `1 commit`, `2 commits`. */
export function count(number: number, what: string): string {
  return `${String(number)} ${what}${number === 1 ? '' : 's'}`
}
