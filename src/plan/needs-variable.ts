/**
 * Whether shell text needs a value for a variable: `$NAME`, `${NAME}`,
 * `${NAME…}` and PowerShell's `$env:NAME`, also between single quotes, since a
 * nested shell may read it there. A use that says what to do without a value
 * (`${NAME:-…}`, `${NAME+…}`, `${NAME:=…}`) needs none; `\$NAME` is no use.
 */
export function needsVariable(text: string, name: string): boolean {
  let at = text.indexOf('$')
  while (at >= 0) {
    if (!isEscaped(text, at) && needsValue(text.slice(at + 1, at + 80), name)) {
      return true
    }
    at = text.indexOf('$', at + 1)
  }
  return false
}

/** Whether an odd number of backslashes stands before a place. */
function isEscaped(text: string, at: number): boolean {
  let start = at
  while (start > 0 && text.charAt(start - 1) === '\\') start -= 1
  return (at - start) % 2 === 1
}

function needsValue(behind: string, name: string): boolean {
  const word = /^\{?(?:env:|[#!])?(\w{1,60})(:?[-+=])?/iu.exec(behind)
  if (word?.[1] !== name) return false
  return !behind.startsWith('{') || word[2] === undefined
}
