export { idOfPath as specIdOf, specPlace } from './spec-place.ts'

/** What an id says of a spec's driver. */
export type Membership = {
  /** Id of the driver, or `null`. */
  readonly driver: string | null
  /** Number after the first dot, or `null`. */
  readonly member: number | null
}

/** Driver and number of a spec by its id: `X.3` is member 3 of `X`, `X.3.1` too. */
export function membershipOf(id: string): Membership {
  const dot = id.indexOf('.')
  const digits = dot === -1 ? '' : leadingDigits(id.slice(dot + 1))
  if (digits === '') return { driver: null, member: null }
  return { driver: id.slice(0, dot), member: Number(digits) }
}

function leadingDigits(text: string): string {
  return /^\d{1,9}/u.exec(text)?.[0] ?? ''
}

/** Whether an id names a member of a driver, at any depth. */
export function isMemberOf(id: string, driver: string): boolean {
  return id.startsWith(`${driver}.`) && id.length > driver.length + 1
}
