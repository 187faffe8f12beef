/** More is not parsed. UTF-16 units; files are held to 64 KiB. */
const maxCharacters = 64 * 1024

/** Deeper nesting is not parsed: it can exhaust the stack beyond catching. */
const maxDepth = 64

/** Columns of indentation, each of which may open a level. */
const maxIndentation = 256

/** Why a text is not given to the YAML parser, or `null`. */
export function refuseUnparsed(
  text: string,
): { readonly line: number; readonly message: string } | null {
  if (text.length > maxCharacters) {
    const message = 'the configuration is larger than 64 KiB'
    return { line: 1, message }
  }
  const control = text.search(/[^\P{Cc}\t\n\r]/u)
  if (control >= 0) {
    const line = text.slice(0, control).split('\n').length
    return { line, message: 'control characters are not allowed' }
  }
  const deep = text.split('\n').findIndex(isDeep())
  return deep < 0
    ? null
    : { line: deep + 1, message: `nested deeper than ${maxDepth} levels` }
}

/** Tells the line in which the nesting gets too deep, by upper bounds: open brackets, indentation, and signs that open a block. */
function isDeep(): (line: string) => boolean {
  let brackets = 0
  return (line) => {
    let deepest = brackets
    for (const character of line) {
      if (character === '[' || character === '{') brackets += 1
      if (character === ']' || character === '}') {
        brackets = Math.max(0, brackets - 1)
      }
      deepest = Math.max(deepest, brackets)
    }
    const indentation = line.search(/[^ ]/u)
    const signs = line.match(/(?:^|[\s[{,])[-?:](?=\s|$)/gu) ?? []
    return (
      deepest > maxDepth ||
      indentation > maxIndentation ||
      signs.length > maxDepth
    )
  }
}
