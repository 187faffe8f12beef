import type { FixOnly } from '../../plan/fix-only.ts'

/** What a test failed by, that only the fix brings. */
export type MissingInFix =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string }

/** Forms in which JavaScript and Python say that a name is not there. */
const missingNames: readonly RegExp[] = [
  /(?:^|[^\w$])([A-Za-z_$][\w$]{0,200})\)? is not a (?:function|constructor)\b/u,
  /(?:^|[^\w$.])([A-Za-z_$][\w$]{0,200}) is not defined\b/u,
  / has no attribute '([A-Za-z_]\w{0,200})'/u,
  /\bname '([A-Za-z_]\w{0,200})' is not defined\b/u,
  / got an unexpected keyword argument '([A-Za-z_]\w{0,200})'/u,
]

/** A message that says so of a name or a file of the fix; `null` for any other. */
export function missingInFix(
  message: string,
  { names, files }: FixOnly,
): MissingInFix | null {
  const text = message.slice(0, maxCharacters)
  const name = missingNames
    .map((form) => form.exec(text)?.[1])
    .find((found) => found !== undefined && names.has(found))
  if (name !== undefined) return { kind: 'name', name }
  if (!/\bno such file or directory\b/iu.test(text)) return null
  const path = files.find((file) => isNamed(file, text))
  return path === undefined ? null : { kind: 'file', path }
}

/** Messages are short; what stands further right is not looked at. UTF-16 units. */
const maxCharacters = 4_000

/** By its whole path, or by the end of it, as a command in a folder opens it. */
function isNamed(file: string, text: string): boolean {
  const quoted = /(?:'([^']{1,1000})'|open ([^\s':]{1,1000}))/u.exec(text)
  const opened = (quoted?.[1] ?? quoted?.[2] ?? '').replace(/^(?:\.\/)+/u, '')
  if (opened === '') return false
  return opened.endsWith(`/${file}`) || `/${file}`.endsWith(`/${opened}`)
}
