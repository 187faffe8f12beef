/** Where a template for pull requests stands (https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/creating-a-pull-request-template-for-your-repository). */
const single = /^(?:\.github\/|docs\/)?pull_request_template\.md$/iu

/** Where several stand, for people to choose from. */
const several = /^(?:\.github\/|docs\/)?pull_request_template\/[^/]+\.md$/iu

/** Names of templates that are for fixes. */
const forFixes = /(?:^|[^a-z])(?:bug|(?:bug|hot)?fix)(?:e?s)?(?:[^a-z]|$)/iu

/** Whether a path is one of a template for pull requests; GitHub does not mind the case. */
export function isTemplatePath(path: string): boolean {
  return single.test(path) || several.test(path)
}

/** The template for a fix, or those that a person has to choose from. */
export type TemplateChoice = {
  /** Its text, or `null` where there is none or no one is plainly meant. */
  readonly template: string | null
  readonly templates: readonly string[]
}

/** The one template that GitHub offers by itself, else the one that is named for fixes. */
export function chooseTemplate(
  files: readonly { readonly path: string; readonly text: string }[],
): TemplateChoice {
  const [main] = files.filter(({ path }) => single.test(path))
  if (main !== undefined) return { template: main.text, templates: [] }
  const offered = files.filter(({ path }) => several.test(path))
  const [fits, ...others] = offered.filter(({ path }) =>
    forFixes.test(path.split('/').at(-1) ?? ''),
  )
  return fits !== undefined && others.length === 0
    ? { template: fits.text, templates: [] }
    : { template: null, templates: offered.map(({ path }) => path) }
}
