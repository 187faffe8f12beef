/** The line that stands in an output where its middle is left out. */
export function leftOutLine(bytes: number): string {
  return `… (${bytes} bytes in all; the middle is left out) …`
}

/** Whether lines of an output are its beginning and its end only. */
export function isCutOutput(lines: readonly string[]): boolean {
  return lines.some((line) =>
    /^… \(\d{1,15} bytes in all; the middle is left out\) …$/u.test(line),
  )
}
