/**
 * Reads a file of `name=value` and `name<<DELIMITER` entries as the runner
 * does (actions/runner, FileCommandManager). Throws on a malformed line, which
 * would fail the step there.
 */
export function parseFileCommands(content: string): Record<string, string> {
  const values: Record<string, string> = {}
  const lines = content.split('\n')
  let at = 0
  while (at < lines.length) {
    const line = lines[at] ?? ''
    at += 1
    if (line === '') continue
    const equals = line.indexOf('=')
    const heredoc = line.indexOf('<<')
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      values[line.slice(0, equals)] = line.slice(equals + 1)
      continue
    }
    if (heredoc < 0) throw new Error(`malformed file command: ${line}`)
    const delimiter = line.slice(heredoc + 2)
    const end = lines.indexOf(delimiter, at)
    if (end < 0) throw new Error(`no end of ${delimiter}`)
    values[line.slice(0, heredoc)] = lines.slice(at, end).join('\n')
    at = end + 1
  }
  return values
}
