/** How test programs say that a test failed, where none of the runners that are known writes the summary. */
const forms: readonly RegExp[] = [
  /^FAIL(?:[:!(]|$|\s+(?:\S*[/.:]\S|\(|\d))/u,
  /^FAIL(?:ED|URES?)(?![\w.-])/u,
  /^(?:\w{1,40}\.)?AssertionError\b/u,
  /^\s{0,9}[1-9]\d{0,8} failing$/u,
  /^\d{1,9} examples?, [1-9]\d{0,8} failures?\b/u,
  /\bTests run: \d{1,9}, Failures: (?:[1-9]|\d{1,9}, Errors: [1-9])/u,
  /^Failed! {1,2}- Failed: /u,
  /^\[ {2}FAILED {2}\]/u,
  /^\d{1,3}% tests passed, [1-9]\d{0,8} tests? failed\b/u,
]

/** Whether a line of the output says that a test failed, whatever the exit status. */
export function printsFailure(output: string): boolean {
  return output
    .split('\n')
    .some(
      (line) => forms.some((form) => form.test(line)) || isFailedPoint(line),
    )
}

/** TAP; a point that is a plan or is left out may fail. */
function isFailedPoint(line: string): boolean {
  return /^not ok \d/u.test(line) && !/# (?:TODO|SKIP)\b/iu.test(line)
}
