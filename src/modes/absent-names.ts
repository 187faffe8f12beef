import { filesWithWord } from '../io/git/grep.ts'
import type { GitRepository } from '../io/git/repository.ts'
import { isTestFile } from '../plan/test-path.ts'
import type { Spec } from '../spec/spec.ts'

/** More names are not looked for. */
const mostNames = 20

/** Tests and documents that the ticked criteria of a spec name as code, and that the commit does not have. */
export async function absentNames(
  repository: GitRepository,
  commit: string,
  spec: Spec | null,
): Promise<readonly string[]> {
  if (spec === null) return []
  const names = spec.criteria.items.flatMap(({ text, checked }) =>
    checked ? codesIn(text) : [],
  )
  const wanted = [...new Set(names)].slice(0, mostNames)
  const isAbsent = await Promise.all(
    wanted.map((name) =>
      isTestName(name)
        ? hasNoWord(repository, commit, name)
        : hasNoFile(repository, commit, { name, root: spec.root }),
    ),
  )
  return wanted.filter((_, index) => isAbsent[index])
}

/** What stands between backticks and looks like a path or like the name of a test. */
function codesIn(text: string): readonly string[] {
  const parts = text.slice(0, 2_000).split('`')
  return parts
    .filter((_, at) => at % 2 === 1 && at < parts.length - 1)
    .map((part) => part.trim())
    .filter((part) => isTestName(part) || isPath(part))
}

function isTestName(name: string): boolean {
  return /^\w{4,120}$/u.test(name) && /^test_|_test$|^Test[A-Z]/u.test(name)
}

/** Of a test or a document: other files may be made by the code. */
function isPath(name: string): boolean {
  const isMeant = isTestFile(name) || /\.(?:md|mdx|rst|adoc)$/iu.test(name)
  return (
    isMeant &&
    /^(?:\.\/)?[\w@.-]{1,100}(?:\/[\w@.-]{1,100}){1,20}\.[A-Za-z]\w{0,9}$/u.test(
      name,
    )
  )
}

async function hasNoWord(
  repository: GitRepository,
  commit: string,
  name: string,
): Promise<boolean> {
  const files = await filesWithWord(repository.git, commit, name)
  return files !== null && files.every(isWords)
}

/** What only speaks of a test: the spec that names it is one. */
function isWords(path: string): boolean {
  return /(?:^|\/)\.chant\/|\.(?:md|mdx|rst|adoc|txt)$/iu.test(path)
}

async function hasNoFile(
  repository: GitRepository,
  commit: string,
  { name, root }: { readonly name: string; readonly root: string },
): Promise<boolean> {
  const path = name.replace(/^\.\//u, '')
  for (const one of new Set([path, `${root}${path}`])) {
    if ((await repository.fileAt(commit, one)) !== null) return false
  }
  return true
}
