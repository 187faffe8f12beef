import type { Route, Routes } from '../route.ts'
import { matchPath } from '../route.ts'
import { actionsRoutes } from './actions.ts'
import { checkRunRoutes } from './check-runs.ts'
import { commentRoutes } from './comments.ts'
import { issueRoutes } from './issues.ts'
import { labelRoutes } from './labels.ts'
import { pullRoutes } from './pulls.ts'
import { repositoryRoutes } from './repositories.ts'
import { statusRoutes } from './statuses.ts'

/** Every operation that the embedded GitHub carries out. */
export const allRoutes: Routes = [
  ...repositoryRoutes,
  ...pullRoutes,
  ...issueRoutes,
  ...labelRoutes,
  ...statusRoutes,
  ...checkRunRoutes,
  ...commentRoutes,
  ...actionsRoutes,
]

/** More fixed parts first, so that `commits/{ref}/status` is not a ref named `x/status`. */
const bySpecificity = allRoutes.toSorted(
  (one, other) => fixedParts(other) - fixedParts(one),
)

function fixedParts(route: Route): number {
  return route.path.split('/').filter((part) => !part.startsWith('{')).length
}

/** A route with its decoded path parameters. */
export type FoundRoute = {
  readonly route: Route
  readonly params: Readonly<Record<string, string>>
}

/** The route of a request, or `null`. `path` is still encoded. Throws URIError for a broken encoding. */
export function findRoute(method: string, path: string): FoundRoute | null {
  const segments = path.slice(1).split('/')
  for (const route of bySpecificity) {
    if (route.method !== method) continue
    const params = matchPath(route.path, segments)
    if (params !== null) return { route, params }
  }
  return null
}
