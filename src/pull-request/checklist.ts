/** Bold line above the tasks, and nowhere else in a generated text as the last of its kind. */
export const checklistHeading = '**Review checklist**'

const beginning = '<!-- staging-pr:review'
const marker = `${beginning} Ticks in this list are kept. -->`

/** What stands below the tasks. */
const rule = '---'

/** A task as GitHub's own click leaves it: only the mark in the box differs. */
const task = /^- \[([ xX])\] (\*\*[^*]{1,60}\*\*) /u

/**
 * Puts the marker of the checklist above it. Call it on a text that can hold no
 * marker of ours yet: then no other text passes for the checklist afterwards.
 */
export function markChecklist(content: string): string {
  const lines = content.split('\n')
  const at = lines.lastIndexOf(checklistHeading)
  return at < 0 ? content : lines.toSpliced(at, 0, marker).join('\n')
}

/** The text without anybody's ticks in the checklist, as it was sent. */
export function withoutTicks(content: string): string {
  return remarked(content, () => ' ')
}

/**
 * The ticks of an earlier text, in a new one: by the label of the task. Where
 * damage left several checklists, a task counts as ticked if it is in each.
 */
export function carryTicks(earlier: string, content: string): string {
  const marks = new Map<string, string>()
  for (const { label, mark } of tasksIn(earlier.split('\n')).values()) {
    const isOpen = mark === ' ' || marks.get(label) === ' '
    marks.set(label, isOpen ? ' ' : mark)
  }
  return remarked(content, (label) => marks.get(label) ?? ' ')
}

type Task = { readonly label: string; readonly mark: string }

function remarked(content: string, markOf: (label: string) => string): string {
  const lines = content.split('\n')
  const tasks = tasksIn(lines)
  return lines
    .map((line, index) => {
      const found = tasks.get(index)
      if (found === undefined) return line
      return `- [${markOf(found.label)}${line.slice('- [ '.length)}`
    })
    .join('\n')
}

/** Tasks between the marker and the rule below it, by their line from 0. */
function tasksIn(lines: readonly string[]): ReadonlyMap<number, Task> {
  const tasks = new Map<number, Task>()
  let isInside = false
  for (const [index, line] of lines.entries()) {
    if (line.startsWith(beginning)) isInside = true
    else if (line === rule) isInside = false
    const found = isInside ? task.exec(line) : null
    if (found === null) continue
    const [, mark = ' ', label = ''] = found
    tasks.set(index, { label, mark })
  }
  return tasks
}
