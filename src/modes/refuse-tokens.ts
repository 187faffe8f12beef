import type { Inputs } from '../context/inputs.ts'
import { Refusal } from '../errors.ts'
import {
  type CredentialPlace,
  readCredentialPlaces,
} from '../io/git/credential-places.ts'
import type { GitRepository } from '../io/git/repository.ts'
import type { Runner } from '../io/runner-port.ts'
import { dropCheckout, tokensInFiles } from '../io/token-files.ts'
import { tokensIn, type TokenInReach } from '../io/tokens-in-reach.ts'

/** A command of the project could take any token that this process can reach. Throws {@link Refusal} where there is one. */
export async function refuseTokens(
  { environment, server }: Runner,
  { token }: Pick<Inputs, 'token'>,
  repository: GitRepository,
): Promise<void> {
  const { settings, stores } = await readCredentialPlaces(repository.git)
  const { topLevel } = repository
  const { hostname: host } = new URL(server.url)
  const found = [
    ...tokensIn({ environment, input: token }),
    ...settings.map(inSetting),
    ...(await tokensInFiles({ environment, topLevel, host, stores })),
  ]
  if (found.length === 0) return
  throw new Refusal(
    `A token is within reach of the commands: ${found.map(({ where }) => where).join('; ')}. Mode \`verify\` runs them without any.`,
    { remedy: [...new Set(found.map(({ remedy }) => remedy))].join('\n') },
  )
}

/** What the step that checks out writes is its own to take away; anything else is of an earlier step. */
function inSetting({ name, scope }: CredentialPlace): TokenInReach {
  const isOfClone = scope === 'local' || scope === 'worktree'
  const isOfCheckout = isOfClone && /^(?:http|includeif)\./u.test(name)
  return {
    where: `the git configuration of ${isOfClone ? 'the checkout' : `this machine (${scope})`} (${name})`,
    remedy: isOfCheckout ? dropCheckout : takeOut(name, scope),
  }
}

function takeOut(name: string, scope: string): string {
  const remote = /^remote\.(.+)\.(?:push)?url$/u.exec(name)?.[1]
  if (remote !== undefined) {
    return `Give the remote ${remote} an address without a login: \`git remote set-url ${remote} https://…\`.`
  }
  const command = name.startsWith('url.')
    ? `git config --${scope} --edit`
    : `git config --${scope} --unset-all ${name}`
  return `Let no earlier step of this job put a login there, or take it out again: \`${command}\`.`
}
