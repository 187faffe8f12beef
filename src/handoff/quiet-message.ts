import { codePieces } from '../text/code-spans.ts'
import {
  refersUpstream,
  withoutReferences,
} from '../text/upstream-references.ts'

/**
 * A commit message that points at no thread and names nobody: references in
 * words, names without their `@`. Code keeps its names, since nobody is meant
 * there, and its numbers behind a space, since GitHub links them in messages
 * whatever stands around them. A word joiner would be seen in `git log`.
 */
export function quietMessage(message: string): string {
  const quiet = message
    .split(/(\n[ \t]*\n)/u)
    .map((paragraph) =>
      codePieces(paragraph)
        .map(({ text, isCode }) =>
          isCode ? numbersApart(text) : withoutMentions(text),
        )
        .join(''),
    )
    .join('')
  return withoutReferences(quiet)
}

function numbersApart(code: string): string {
  if (!refersUpstream(code)) return code
  return code
    .replace(/(?<!&)#(?=\d)/gu, '# ')
    .replace(/(?<![A-Za-z0-9])(GH)-(?=\d)/giu, '$1 ')
}

/** `@somebody` without its mark; `@scope/package` as code, where it keeps its name. */
function withoutMentions(prose: string): string {
  return prose.replace(
    /(?<![A-Za-z0-9@])@([A-Za-z0-9][\w-]{0,100})(\/[A-Za-z0-9][\w.-]{0,100})?/gu,
    (_, name: string, rest: string | undefined) =>
      rest === undefined ? name : scoped(`${name}${rest}`),
  )
}

/** A full stop at its end ends the sentence. */
function scoped(name: string): string {
  const bare = name.replace(/\.$/u, '')
  return `\`@${bare}\`${name.slice(bare.length)}`
}
