import { fence, link } from '../markdown/write.ts'

/** Step summary of a run that was stopped: what happened and what to do, as it stands in the log. */
export function troubleSummary(description: string): string {
  const addresses = description
    .split('\n')
    .filter((line) => /^https?:\/\/\S+$/u.test(line))
    .map((url) => link(url, url))
  const parts = ['# Staging PR stopped', fence(description), ...addresses]
  return `${parts.join('\n\n')}\n`
}
