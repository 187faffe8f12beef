/** Whether a command names a path of the repository as a word of its own, with or without `./` before it. */
export function namesPath(command: string, path: string): boolean {
  for (
    let at = command.indexOf(path);
    at >= 0;
    at = command.indexOf(path, at + 1)
  ) {
    const before = command.slice(Math.max(0, at - 3), at)
    const after = command.charAt(at + path.length)
    const isStart = /(?:^|[\s'"=(;&|])(?:\.\/)?$/u.test(before)
    if (isStart && !/[\w./-]/u.test(after)) return true
  }
  return false
}
