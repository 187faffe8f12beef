/** `/usr/bin/python3: No module named pytest`, as `python3 -m pytest` says before anything ran. */
const missingModule =
  /^(?:\S{0,500}\/)?python[\d.]{0,6}(?:\.exe)?: No module named ([\w.]{1,100})$/u

/** The tool that is not installed by what the shell or Python says, or `null`. */
export function missingTool(exitCode: number, output: string): string | null {
  if (exitCode === 127) return missingCommand(output)
  return exitCode === 1 ? missingModuleIn(output) : null
}

/** Name in the shell's `bash: line 1: foo: command not found`, or `null`. */
function missingCommand(output: string): string | null {
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

function missingModuleIn(output: string): string | null {
  const said = output.split('\n').filter((line) => line.trim() !== '')
  const [last = ''] = said.slice(-1)
  // Anything before it would have been printed by a module that is there.
  return said.length === 1
    ? (missingModule.exec(last.trim())?.[1] ?? null)
    : null
}
