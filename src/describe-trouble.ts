import { Refusal } from './errors.ts'
import { GitHubTrouble } from './io/github-port.ts'

/**
 * Known trouble as message, remedy and address; anything else as a fault of
 * this product with the request to report it. Never a stack trace.
 */
export function describeTrouble(error: unknown): string {
  if (error instanceof Refusal || error instanceof GitHubTrouble) {
    const parts = [error.message, error.remedy, error.url]
    return parts.filter((part) => part !== null && part !== '').join('\n')
  }
  const what = error instanceof Error ? error.message : String(error)
  return `Staging PR stopped on something that it did not expect: ${what}\nThis is a fault of the product. Please report it with the log of this run.`
}
