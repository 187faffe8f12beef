import type { ReproductionFile } from '../evidence/evidence.ts'
import { explainChanges } from '../evidence/explain-changes.ts'
import { prose } from '../markdown/prose.ts'
import { fullName } from '../context/run-context.ts'
import { specContent } from '../spec/content.ts'
import type { BodyInput, Detail } from './body/body-input.ts'
import { footer } from './body/footer.ts'
import { implementation } from './body/implementation.ts'
import { judgeList } from './body/judge-list.ts'
import { parentContext } from './body/parent-context.ts'
import { pointsOf } from './body/points.ts'
import { reviewChecklist } from './body/review-checklist.ts'
import { testing } from './body/testing.ts'
import { userImpact } from './body/user-impact.ts'
import { verdictSection } from './body/verdict.ts'
import type { StagingFacts } from './staging-facts.ts'

/** Renders the body at a level of detail. */
export type BodyWriter = (
  detail: Detail,
  volatile: BodyInput['volatile'],
) => string

/**
 * Prepares the body of the staging PR, without its markers. Sections stand in
 * a fixed order, whatever happened: verdict, what is left for a person, User
 * Impact, Parent Context, Implementation, Testing, review checklist, what is next.
 */
export function bodyWriter(facts: StagingFacts): BodyWriter {
  const shared = prepare(facts)
  return (detail, volatile) => render({ ...shared, detail, volatile })
}

/** What every rendering of one body shares. */
export type PreparedBody = Omit<BodyInput, 'detail' | 'volatile'>

/** Body, summary, status and log speak of the same facts; they are prepared once. */
const prepared = new WeakMap<StagingFacts, PreparedBody>()

/** Brings the facts of a staging PR into the form that sections are written from. */
export function prepare(facts: StagingFacts): PreparedBody {
  const known = prepared.get(facts)
  if (known !== undefined) return known
  const fresh = prepareBody(facts)
  prepared.set(facts, fresh)
  return fresh
}

function prepareBody(facts: StagingFacts): PreparedBody {
  const spec = facts.search.status === 'found' ? facts.search.spec : null
  return {
    facts,
    spec,
    content: spec === null ? null : specContent(spec),
    files: explainChanges(facts.changes, {
      spec,
      documents: facts.trail.documents.map(({ path }) => path),
      newTests: facts.plan.newTests,
      configPath: facts.config.path,
      reproduction: reproductionFilesOf(facts),
    }),
    prose: rememberedProse(facts),
  }
}

/** As they were run, else as they are planned to be. */
function reproductionFilesOf({
  evidence,
  reproductionFiles = [],
}: StagingFacts): readonly ReproductionFile[] {
  const proved = evidence?.proof.files ?? []
  return proved.length > 0 ? proved : reproductionFiles
}

/** A body is rendered more than once; its prose is parsed once. */
function rememberedProse({ context }: StagingFacts): BodyInput['prose'] {
  const known = new Map<string, string>()
  const options = {
    serverUrl: context.server.url,
    ownRepository: fullName(context.fork),
  }
  return (markdown) => {
    const text = known.get(markdown) ?? prose(markdown, options)
    known.set(markdown, text)
    return text
  }
}

/** Sections of a body; each is Markdown of its own. */
export type BodySections = Readonly<
  Record<
    | 'verdict'
    | 'userImpact'
    | 'parentContext'
    | 'implementation'
    | 'testing'
    | 'checklist'
    | 'footer',
    string
  >
> & {
  /** What is left for a person; `[]` when nothing is. */
  readonly left: readonly string[]
}

/** Writes the sections, for the body and for others that order them in another way. */
export function bodySections(input: BodyInput): BodySections {
  const points = pointsOf(input)
  const left = judgeList(points, input)
  return {
    verdict: verdictSection(input, points.open),
    left: left === null ? [] : [left],
    userImpact: userImpact(input),
    parentContext: parentContext(input),
    implementation: implementation(input),
    testing: testing(input),
    checklist: reviewChecklist(input),
    footer: footer(input, points),
  }
}

function render(input: BodyInput): string {
  const sections = bodySections(input)
  return [
    sections.verdict,
    ...sections.left,
    sections.userImpact,
    sections.parentContext,
    sections.implementation,
    sections.testing,
    sections.checklist,
    sections.footer,
  ].join('\n\n')
}
