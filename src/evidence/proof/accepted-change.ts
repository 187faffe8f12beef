import type { AcceptedChange, ReproductionFile } from '../evidence.ts'
import { isChanged } from './original-versions.ts'

/**
 * The acceptance that covers every changed reproduction file by the blob SHA of
 * its new version, or `null`. A short SHA of twelve digits or more will do.
 */
export function acceptedChange(
  files: readonly ReproductionFile[],
  acceptances: readonly AcceptedChange[],
): AcceptedChange | null {
  const heads = files.filter(isChanged).map(({ head }) => head)
  const covering = heads.map((head) =>
    acceptances.find((acceptance) => accepts(acceptance, head)),
  )
  const [first] = covering
  return first !== undefined && covering.every((one) => one !== undefined)
    ? first
    : null
}

/** Whether an acceptance means this version of a file; `null` where the head does not have the file. */
export function accepts(
  { test }: Pick<AcceptedChange, 'test'>,
  head: string | null,
): boolean {
  return (
    head !== null && test.length >= 12 && head.startsWith(test.toLowerCase())
  )
}
