import type { PackageManager } from './package-manager.ts'

/**
 * How tests are chosen by name, as far as the test script tells which runner
 * it starts; `null` when it does not, or when it starts several things. The
 * name is a regular expression as it stands between double quotes in bash.
 */
export function testRunnerArguments(
  script: string,
  manager: PackageManager,
): ((name: string) => string) | null {
  const words = script.trim().split(/\s+/u)
  const isOneCommand = !/[&|;<>`$()\n]/u.test(script)
  if (!isOneCommand) return null
  if (words.some(isJestOrVitest)) {
    return (name) => `${manager.testWith} -t "${name}"`
  }
  const at = words.indexOf('--test')
  if (words[0] !== 'node' || at < 0) return null
  // Options of node have to stand before the files, where npm's arguments do not go.
  const before = words.slice(0, at + 1).join(' ')
  const after = words
    .slice(at + 1)
    .map((word) => ` ${word}`)
    .join('')
  return (name) => `${before} --test-name-pattern="${name}"${after}`
}

function isJestOrVitest(word: string): boolean {
  return /^(?:[^\s]{0,99}\/)?(?:jest|vitest)(?:\.m?js)?$/u.test(word)
}
