import { Document, isMap } from 'yaml'
import { defaultBranches } from '../config/defaults.ts'
import type { SuggestedStep } from '../config/presets.ts'
import type { StepFile } from '../config/step-schema.ts'

/**
 * The configuration with the steps that the manifests suggest, a line for the
 * editor above it. `schemaUrl` is the address of the JSON Schema.
 */
export function configFile(
  steps: readonly SuggestedStep[],
  schemaUrl: string,
): string {
  const document = new Document({
    branches: defaultBranches,
    verify: Object.fromEntries(
      steps.map(({ id, ownId, step }) => [
        id,
        ownId === 'reproduction' ? step : written(step),
      ]),
    ),
  })
  document.commentBefore = ` yaml-language-server: $schema=${schemaUrl}\n What is verified on every push of a fix branch. All keys: the schema above.`
  const reproduction = document.getIn(['verify', 'reproduction'], true)
  if (isMap(reproduction)) {
    reproduction.comment =
      " files: ['tests/issue_*'] # the files of the reproduction test, where no spec names them"
  }
  const text = document.toString({ lineWidth: 0, singleQuote: true })
  return steps.length > 0 ? text : text.replace(/^verify: \{\}\n/mu, noSteps)
}

/** Nothing was found, so it is shown how steps are written. */
const noSteps = `# No manifest says how this repository is tested. Steps are run in order:
# verify:
#   reproduction:
#     run: make check-issue ISSUE=$ISSUE
#     files: ['tests/issue_*'] # the reproduction test: red before the fix, green after it
#   test: make check
`

/** A step of one key is short for its command. */
function written(step: StepFile): StepFile | string {
  if (typeof step === 'string') return step
  const { run, ...rest } = step
  return Object.keys(rest).length === 0 ? run : step
}
