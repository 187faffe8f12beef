import { Refusal } from './errors.ts'
import { GitHubTrouble } from './io/github-port.ts'

/** What a file system or the system itself refuses, whoever asks. */
const machineCodes: ReadonlySet<unknown> = new Set([
  'EACCES',
  'EDQUOT',
  'EMFILE',
  'ENFILE',
  'ENOMEM',
  'ENOSPC',
  'ENOTDIR',
  'EPERM',
  'EROFS',
])

function isOfMachine(error: unknown): error is Error {
  return (
    error instanceof Error && 'code' in error && machineCodes.has(error.code)
  )
}

/**
 * Known trouble as message, remedy and address; anything else as a fault of
 * this product with the request to report it. Never a stack trace.
 */
export function describeTrouble(error: unknown): string {
  if (error instanceof Refusal || error instanceof GitHubTrouble) {
    const parts = [error.message, error.remedy, error.url]
    return parts.filter((part) => part !== null && part !== '').join('\n')
  }
  if (isOfMachine(error)) {
    return `Staging PR cannot work on this machine: ${error.message}\nCheck that the disk has room and that the checkout and the temporary folder can be written, then run again.`
  }
  const what = error instanceof Error ? error.message : String(error)
  return `Staging PR stopped on something that it did not expect: ${what}\nThis is a fault of the product. Please report it with the log of this run.`
}
