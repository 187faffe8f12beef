import type { GitProcess } from './git-process.ts'

/** No answer is waited for longer, and none is read beyond. */
const limits = { timeoutMs: 10_000, maxBytes: 4 * 1024 * 1024 } as const

/** How many lines of text files of a commit hold one of some texts; `null` where git does not say in time. */
export async function countLines(
  git: GitProcess,
  commit: string,
  texts: readonly string[],
): Promise<number | null> {
  const patterns = texts.flatMap((text) => ['-e', text])
  const text = await grep(git, ['-I', '-h', '-F', ...patterns, commit])
  return text === null ? null : text.split('\n').length - 1
}

/** Paths of the text files of a commit that hold a word; `null` where git does not say in time. */
export async function filesWithWord(
  git: GitProcess,
  commit: string,
  word: string,
): Promise<readonly string[] | null> {
  const args = ['-I', '-l', '-z', '-F', '-w', '-e', word, commit]
  return filesIn(await grep(git, args))
}

/** Paths of the files below some folders that hold one of some texts; `null` where git does not say in time. */
export async function filesWithText(
  git: GitProcess,
  commit: string,
  {
    texts,
    folders,
  }: { readonly texts: readonly string[]; readonly folders: readonly string[] },
): Promise<readonly string[] | null> {
  const patterns = texts.flatMap((text) => ['-e', text])
  const args = ['-a', '-l', '-z', '-F', ...patterns, commit, '--', ...folders]
  return filesIn(await grep(git, args))
}

function filesIn(text: string | null): readonly string[] | null {
  if (text === null) return null
  const names = text.split('\0').filter((name) => name !== '')
  return names.map((name) => name.slice(name.indexOf(':') + 1))
}

async function grep(
  git: GitProcess,
  args: readonly string[],
): Promise<string | null> {
  const { exitCode, stdout } = await git.run(
    ['grep', '--no-color', ...args],
    limits,
  )
  // 1 is git's word for no match.
  return exitCode === 0 || exitCode === 1 ? stdout.toString('utf8') : null
}
