const testFolder = /(?:^|\/)(?:tests?|__tests__|fixtures?|testdata)\//iu

/** Whether a path alone says that a file is documentation and no test data. */
export function isDocumentation(path: string): boolean {
  const isDocument =
    /(?:^|\/)docs?\//iu.test(path) ||
    /\.(?:md|mdx|rst|adoc)$/iu.test(path) ||
    /(?:^|\/)readme[^/]*$/iu.test(path)
  return isDocument && !testFolder.test(path)
}
