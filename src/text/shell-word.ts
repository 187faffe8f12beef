/** One word of a POSIX shell, whatever the text holds. One that begins with a hyphen is quoted, so that a reader sees it is no option of ours. */
export function shellWord(text: string): string {
  return /^[\w./:@%+][\w./:@%+-]*$/u.test(text)
    ? text
    : `'${text.replaceAll("'", String.raw`'\''`)}'`
}
