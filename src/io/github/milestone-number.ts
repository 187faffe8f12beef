import { numberAt, textAt } from '../../context/decode.ts'
import { wrongShape } from './decode.ts'
import type { ForkName } from './look-up.ts'
import type { Client } from './octokit.ts'

/** Number of the open milestone with this title, or `null`. */
export async function milestoneNumber(
  client: Client,
  { owner, name }: ForkName,
  title: string,
): Promise<number | null> {
  const { data } = await client.request(
    'GET /repos/{owner}/{repo}/milestones',
    { owner, repo: name, state: 'open', per_page: 100 },
  )
  if (!Array.isArray(data)) throw wrongShape('the milestones', 'list')
  const found = data.find((one: unknown) => textAt(one, 'title') === title)
  return numberAt(found, 'number')
}
