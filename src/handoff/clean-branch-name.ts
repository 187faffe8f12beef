/** Name of the branch that goes upstream, made of a fix branch. */
export function cleanBranchOf(branch: string): string {
  return `upstream/${branch}`
}
