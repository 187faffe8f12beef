import { followBranches } from './pull-requests.ts'
import { type RepositoryState, type World, findRepository } from './world.ts'

/** A plain page for people: a repository's pull requests, or one of them; `null` when there is nothing. */
export function webPage(world: World, path: string): string | null {
  const [, owner = '', name = '', kind, number] = path.split('/')
  if (owner === '') return frame('Embedded GitHub', repositoryList(world))
  const repository = findRepository(world, owner, name)
  if (repository === undefined) return null
  world.git.forgetRefs()
  followBranches(world, repository)
  if (kind !== 'pull') return frame(`${owner}/${name}`, pullList(repository))
  const pull = repository.pulls.find((one) => String(one.number) === number)
  if (pull === undefined) return null
  const state = pull.mergedAt === null ? pull.state : 'merged'
  return frame(
    pull.title,
    `<p>${escape(`${state}${pull.draft ? ', draft' : ''}: ${pull.headRef} → ${pull.baseRef}`)}</p><pre>${escape(pull.body)}</pre>`,
  )
}

function repositoryList(world: World): string {
  const items = world.repositories.map(({ owner, name }) => {
    const path = escape(`${owner}/${name}`)
    return `<li><a href="/${path}">${path}</a></li>`
  })
  return `<ul>${items.join('')}</ul>`
}

function pullList(repository: RepositoryState): string {
  const items = repository.pulls.map((pull) => {
    const path = escape(`/${repository.owner}/${repository.name}/pull/`)
    return `<li><a href="${path}${String(pull.number)}">${escape(pull.title)}</a> (${pull.state})</li>`
  })
  return `<ul>${items.join('')}</ul>`
}

function frame(title: string, content: string): string {
  return `<!doctype html><meta charset="utf-8"><title>${escape(title)}</title><h1>${escape(title)}</h1>${content}\n`
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
}
