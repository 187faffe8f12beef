/** Folders whose code is there to test other code. */
const testFolder =
  /(?:^|\/)(?:tests?|spec|specs|__tests__|__test__|e2e|regression|testdata|fixtures|__snapshots__|__mocks__)\//u

/** Names of test files in Rust, Python, Go and JavaScript. */
const testName =
  /(?:^|\/)(?:tests?|conftest|test_[^/]*|[^/]*_tests?|[^/]*[.-](?:test|spec)|test-[^/]*)\.(?:rs|pyi?|go|[cm]?[jt]sx?)$/u

/** Whether a path alone says that a file belongs to tests: its folder, or its name. */
export function isTestFile(path: string): boolean {
  const isSpec = path.includes('.chant/')
  return !isSpec && (testFolder.test(path) || testName.test(path))
}

const supportFolder =
  /(?:^|\/)(?:support|helpers?|testing|test[-_]?(?:support|utils?|helpers?|kit)|mocks?|stubs?|fakes?)\//u

const supportName =
  /(?:^|\/)[^/]*(?:test[-_]?(?:utils?|helpers?|support)|[-_.](?:mock|stub|fake)s?)\.[a-z]{1,4}$/u

/** Whether a path says that a file belongs to tests or that tests rest on it. */
export function isTestSupport(path: string): boolean {
  return isTestFile(path) || supportFolder.test(path) || supportName.test(path)
}
