import { requiredText } from '../json.ts'
import { notFound } from '../refusal.ts'
import {
  type Answer,
  type Call,
  type Routes,
  page,
  param,
  read,
  write,
} from '../route.ts'
import { userShape } from '../shapes/user.ts'
import { type Comment, fullName } from '../world.ts'
import { findPull } from './pulls.ts'

const never = 'the product writes no comments'

/** Comments on pull requests: they are there so that a use of them is seen. */
export const commentRoutes: Routes = [
  {
    operation: 'issues/list-comments',
    method: 'GET',
    path: '/repos/{owner}/{repo}/issues/{issue_number}/comments',
    needs: read('issues', 'pull-requests'),
    never,
    handle: (call) => {
      const { number } = findPull(call, 'issue_number')
      const found = call.repository.comments.filter(
        (comment) => comment.number === number,
      )
      return page(call, found, (comment) => shape(call, comment))
    },
  },
  {
    operation: 'issues/create-comment',
    method: 'POST',
    path: '/repos/{owner}/{repo}/issues/{issue_number}/comments',
    needs: write('issues', 'pull-requests'),
    never,
    handle: create,
  },
  {
    operation: 'issues/update-comment',
    method: 'PATCH',
    path: '/repos/{owner}/{repo}/issues/comments/{comment_id}',
    needs: write('issues', 'pull-requests'),
    never,
    handle: (call) => {
      const { comments } = call.repository
      const id = param(call, 'comment_id')
      const at = comments.findIndex((comment) => String(comment.id) === id)
      const found = comments[at]
      if (found === undefined) throw notFound()
      const changed = { ...found, body: requiredText(call.body, 'body') }
      comments[at] = changed
      return { status: 200, body: shape(call, changed) }
    },
  },
]

function create(call: Call): Answer {
  const { world, repository, caller } = call
  const comment: Comment = {
    id: world.nextId(),
    number: findPull(call, 'issue_number').number,
    author: caller.login,
    body: requiredText(call.body, 'body'),
    createdAt: world.now(),
  }
  repository.comments.push(comment)
  return { status: 201, body: shape(call, comment) }
}

function shape(call: Call, comment: Comment): object {
  const { world, repository } = call
  const place = `${fullName(repository)}/issues`
  return {
    id: comment.id,
    node_id: `IC_kwDO${String(comment.id)}`,
    url: `${world.addresses.api}/repos/${place}/comments/${String(comment.id)}`,
    body: comment.body,
    user: userShape(world, comment.author),
    created_at: comment.createdAt,
    updated_at: comment.createdAt,
  }
}
