/**
 * Prints what CHANGELOG.md says of a version, for its release.
 *
 * node scripts/release-notes.ts vX.Y.Z
 */
import { readFileSync } from 'node:fs'
import { argv } from 'node:process'
import { pathToFileURL } from 'node:url'

/**
 * The notes of a release: the section of the changelog that is headed by the
 * version. Throws when tag, package and changelog do not agree.
 */
export function releaseNotes(
  tag: string,
  of: { readonly version: string; readonly changelog: string },
): string {
  if (tag !== `v${of.version}`) {
    throw new Error(
      `The tag is ${tag}, and package.json says ${of.version}: expected v${of.version}.`,
    )
  }
  const sections = of.changelog.split(/^## /mu).slice(1)
  const found = sections.find(
    (section) => section.split(/\s/u, 1)[0] === of.version,
  )
  const notes = found?.slice(found.indexOf('\n')).trim() ?? ''
  if (notes === '') {
    throw new Error(
      `CHANGELOG.md says nothing of ${of.version}: give the section "Unreleased" the heading "## ${of.version} (YYYY-MM-DD)".`,
    )
  }
  return notes
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
  const read = (name: string): string =>
    readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')
  const { version }: { readonly version: string } = JSON.parse(
    read('package.json'),
  )
  const changelog = read('CHANGELOG.md')
  process.stdout.write(
    `${releaseNotes(argv[2] ?? '', { version, changelog })}\n`,
  )
}
