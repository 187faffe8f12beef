import { fullName } from '../../context/run-context.ts'
import type { OtherCheck } from '../../evidence/other-checks.ts'
import { inlineCode, link } from '../../markdown/write.ts'
import { firstCharacters } from '../../text/truncate.ts'
import type { BodyInput } from './body-input.ts'

/** Names of one kind that are listed. */
const most = 5

/** Foreign names are cut to so many UTF-16 units; longer addresses are not linked. */
const nameCharacters = 120
const addressCharacters = 300

/** One line of what other workflows say of the commit; what failed or waits is named. */
export function otherChecks(input: BodyInput): readonly string[] {
  const checks = input.facts.otherChecks ?? []
  const of = (state: OtherCheck['state']): readonly OtherCheck[] =>
    checks.filter((check) => check.state === state)
  const [failed, waiting] = [of('failed'), of('waiting')]
  const [passed, running] = [of('passed').length, of('running').length]
  const parts = [
    ...(failed.length === 0
      ? []
      : [`${failed.length} failed (${names(failed, input)})`]),
    ...(waiting.length === 0
      ? []
      : [
          `${waiting.length} ${waiting.length === 1 ? 'waits' : 'wait'} for your approval (${names(waiting, input)})`,
        ]),
    ...(input.volatile === 'left out' ? [] : passing(passed, running)),
  ]
  if (parts.length === 0) return []
  return [`**Other checks on this commit:** ${parts.join(', ')}`]
}

/** They come and go while the page is right. */
function passing(passed: number, running: number): readonly string[] {
  return [
    ...(passed === 0 ? [] : [`${passed} passed`]),
    ...(running === 0 ? [] : [`${running} not done yet`]),
  ]
}

function names(checks: readonly OtherCheck[], input: BodyInput): string {
  const room = Math.min(most, input.detail.items)
  const shown = checks.slice(0, room).map((check) => nameOf(check, input))
  const more = checks.length - shown.length
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

/** Pages of the fork are linked, those of others are not. */
function nameOf({ name, url }: OtherCheck, { facts }: BodyInput): string {
  const { server, fork } = facts.context
  const home = `${server.url}/${fullName(fork)}/`
  const short = firstCharacters(name, nameCharacters)
  const shown = short.length < name.length ? `${short}…` : name
  const isLinked =
    url !== null && url.length <= addressCharacters && url.startsWith(home)
  return isLinked ? link(shown, url) : inlineCode(shown)
}
