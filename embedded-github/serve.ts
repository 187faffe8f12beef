/**
 * Starts the embedded GitHub by hand:
 *
 *   node embedded-github/serve.ts --fork FORK.git --upstream UPSTREAM.git [--port N]
 */
import { parseArgs } from 'node:util'
import { startEmbeddedGitHub } from './embedded-github.ts'

const { values } = parseArgs({
  options: {
    fork: { type: 'string' },
    upstream: { type: 'string' },
    port: { type: 'string', default: '0' },
  },
})
if (values.fork === undefined || values.upstream === undefined) {
  console.error(
    'usage: node embedded-github/serve.ts --fork PATH --upstream PATH [--port N]',
  )
  process.exit(2)
}

const github = await startEmbeddedGitHub({ port: Number(values.port) })
github.addRepository({
  owner: 'upstream',
  name: 'project',
  gitDirectory: values.upstream,
})
const fork = github.addRepository({
  owner: 'contributor',
  name: 'project',
  gitDirectory: values.fork,
  parent: 'upstream/project',
})
github.onRequest(({ method, path }) => console.log(`${method} ${path}`))
console.log(`GITHUB_SERVER_URL=${github.url}
GITHUB_API_URL=${github.apiUrl}
GITHUB_GRAPHQL_URL=${github.graphqlUrl}
GITHUB_REPOSITORY=${fork.fullName}
INPUT_TOKEN=${fork.token}

Pull requests: ${fork.url}
Stop with Ctrl-C.`)
