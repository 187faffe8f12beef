import { tableCell } from '../../markdown/write.ts'

/** A table of Markdown cells; pipes in them are escaped. At most three columns fit a phone. */
export function table(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map(tableCell).join(' | ')} |`
  return [
    `| ${headings.join(' | ')} |`.replace('|  |', '| |'),
    line(headings.map(() => '---')),
    ...rows.map(line),
  ].join('\n')
}
