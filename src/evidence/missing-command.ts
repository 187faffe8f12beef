/** Name in the shell's `bash: line 1: foo: command not found`, or `null`. */
export function missingCommand(output: string): string | null {
  const line = output
    .split('\n')
    .findLast(
      (text) =>
        text.endsWith(': command not found') || text.endsWith(': not found'),
    )
  if (line === undefined) return null
  const words = line.slice(0, line.lastIndexOf(': ')).replace(/: command$/u, '')
  return words.slice(words.lastIndexOf(': ') + 2)
}
