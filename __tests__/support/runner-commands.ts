/**
 * Which commands the runner would carry out of a log: an own rendering of its
 * two readers (actions/runner, ActionCommand.cs and ActionCommandManager.cs).
 */

/** A command that the runner would carry out. */
export type RunnerCommand = { readonly name: string; readonly data: string }

const registered: ReadonlySet<string> = new Set([
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'internal-set-repo-path',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
])

/** Characters that weigh nothing where .NET compares by culture, as the runner does. */
const weightless = String.raw`[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u206a-\u206f\ufeff\0-\x08\x0e-\x1f]`

/** White space as .NET's TrimStart knows it. */
const leadingBlanks =
  /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u

const newKey = new RegExp(`^${weightless}*:${weightless}*:`, 'u')
const oldKey = new RegExp(`#${weightless}*#${weightless}*\\[`, 'u')

/** Reads a log as the runner reads standard output; a lone carriage return ends a line too. */
export function runnerCommands(log: string): readonly RunnerCommand[] {
  const found: RunnerCommand[] = []
  const names = new Set(registered)
  let token: string | null = null
  for (const line of log.split(/\r\n|\r|\n/u)) {
    const command = newCommand(line, names) ?? oldCommand(line, names)
    if (command === null) continue
    if (token !== null) {
      if (command.name !== token) continue
      names.delete(token)
      token = null
    } else if (command.name === 'stop-commands') {
      token = command.data.toLowerCase()
      names.add(token)
    } else {
      found.push(command)
    }
  }
  return found
}

/** `::name properties::data` at the beginning of a line. */
function newCommand(
  line: string,
  names: ReadonlySet<string>,
): RunnerCommand | null {
  const text = line.replace(leadingBlanks, '')
  if (!newKey.test(text)) return null
  const end = text.indexOf('::', 2)
  if (end < 0) return null
  return named(names, text.slice(2, end), text.slice(end + 2))
}

/** `##[name properties]data` anywhere in a line. */
function oldCommand(
  line: string,
  names: ReadonlySet<string>,
): RunnerCommand | null {
  const start = line.search(oldKey)
  if (start < 0) return null
  const end = line.indexOf(']', start)
  if (end < 0) return null
  return named(names, line.slice(start + 3, end), line.slice(end + 1))
}

function named(
  names: ReadonlySet<string>,
  info: string,
  data: string,
): RunnerCommand | null {
  const [word = ''] = info.split(' ')
  const name = word.toLowerCase()
  return names.has(name) ? { name, data } : null
}
