import { userShape } from '../shapes/user.ts'
import type { World } from '../world.ts'
import type { Node } from './lookup.ts'

/** A `User`, or the `Bot` behind `GITHUB_TOKEN`, whose login has no `[bot]` here. */
export function accountNode(world: World, login: string): Node {
  const shape = userShape(world, login)
  const isBot = login.endsWith('[bot]')
  return {
    __typename: isBot ? 'Bot' : 'User',
    id: shape.node_id,
    databaseId: shape.id,
    login: isBot ? login.replace('[bot]', '') : login,
    url: shape.html_url,
    name: null,
  }
}
