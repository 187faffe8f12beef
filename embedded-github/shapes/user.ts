import type { RestEndpointMethodTypes } from '@octokit/plugin-rest-endpoint-methods'
import { botLogin } from '../caller.ts'
import type { World } from '../world.ts'
import type { Shape } from './shape.ts'

type SimpleUser = NonNullable<
  RestEndpointMethodTypes['pulls']['get']['response']['data']['user']
>

/** GitHub's id of the account behind `GITHUB_TOKEN`. */
const botId = 41_898_282

/** An account. Ids are made from the login, so they are the same in every run. */
export function userShape(world: World, login: string): Shape<SimpleUser> {
  const { web, api } = world.addresses
  const isBot = login.endsWith('[bot]')
  const id = login === botLogin ? botId : idOf(login)
  const name = encodeURIComponent(login)
  return {
    login,
    id,
    node_id:
      login === botLogin ? 'MDM6Qm90NDE4OTgyODI=' : `U_kgDO${String(id)}`,
    avatar_url: `${web}/avatars/${String(id)}`,
    gravatar_id: '',
    url: `${api}/users/${name}`,
    html_url: isBot
      ? `${web}/apps/${login.replace('[bot]', '')}`
      : `${web}/${login}`,
    repos_url: `${api}/users/${name}/repos`,
    events_url: `${api}/users/${name}/events{/privacy}`,
    received_events_url: `${api}/users/${name}/received_events`,
    followers_url: `${api}/users/${name}/followers`,
    following_url: `${api}/users/${name}/following{/other_user}`,
    gists_url: `${api}/users/${name}/gists{/gist_id}`,
    starred_url: `${api}/users/${name}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/users/${name}/subscriptions`,
    organizations_url: `${api}/users/${name}/orgs`,
    type: isBot ? 'Bot' : 'User',
    site_admin: false,
  }
}

/** A number below 100 million for a login. */
export function idOf(login: string): number {
  let sum = 7
  for (const character of login.toLowerCase()) {
    sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 99_999_989
  }
  return sum
}
