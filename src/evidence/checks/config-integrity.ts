import type { Config, StepConfig } from '../../config/config.ts'
import {
  type Finding,
  type GateId,
  gateIds,
  type GateLevel,
} from '../../finding.ts'
import { defaultGates } from '../../config/defaults.ts'
import { about, changedBase, ownBase } from './config-base.ts'
import { code, named } from './named.ts'

/** The configuration of the head, and the one of `source-ref`, or `null` where it has none. */
export type Configs = {
  /** The fork's default branch, or `null` when it is not known. */
  readonly defaultBranch?: string | null
  /** Configuration that only the branch has, as it was before the fix. */
  readonly first?: Config | null
  readonly head: Config
  readonly source: Config | null
  /** The fix branch carries the head's file itself. */
  readonly isFromHead: boolean
}

/**
 * Names every place where the branch's own configuration asks for less than,
 * or something else than, the one of `source-ref`. The rule is
 * `test-integrity/configuration`; each is for a person to judge, since a fix
 * may well need another command. Where only one side has a file there is
 * nothing to compare.
 */
export function checkConfigIntegrity({
  head,
  source,
  isFromHead,
  defaultBranch,
  first = null,
}: Configs): readonly Finding[] {
  if (!areComparable(head, source)) {
    return isFromHead
      ? [
          ...loweredGates(head, unlowered(head)),
          ...ownBase(head, defaultBranch ?? null),
          ...(first === null ? [] : sinceFirst(head, first)),
        ]
      : []
  }
  return [
    ...removedSteps(head, source).map((step) =>
      about(
        head,
        `The step ${code(step.id)} of the fork's configuration is taken out by this branch; it is judged all the same.`,
      ),
    ),
    ...changedSteps(head, source),
    ...loweredGates(head, source.gates),
    ...changedCriteria(head, source),
    ...changedEnvironment(head, source),
    ...changedBase(head, source),
  ]
}

/** Gates that a branch cannot lower for itself: what they look at is what a fraud would hide. */
const protectedGates: readonly GateId[] = [
  'dependencies',
  'proof',
  'steps',
  'criteria',
  'scope',
  'test-integrity',
  'spec-integrity',
]

/** Levels of a configuration that only the branch has: protected gates are never below their defaults. */
function unlowered({ gates }: Config): Config['gates'] {
  const levels = { ...gates }
  for (const id of protectedGates) {
    levels[id] = stricter(gates[id], defaultGates[id])
  }
  return levels
}

/**
 * The configuration by which a branch is judged. Where the fork has one beside
 * the branch's own, its steps are run as it has them, steps of the branch's own
 * come behind, and each gate has the stricter of both levels; else the branch
 * cannot lower the gates that watch itself. What differs is named by
 * {@link checkConfigIntegrity}.
 */
export function judgedConfig({ head, source, isFromHead }: Configs): Config {
  if (!areComparable(head, source)) {
    return isFromHead ? { ...head, gates: unlowered(head) } : head
  }
  const gates = { ...head.gates }
  for (const id of gateIds) gates[id] = stricter(gates[id], source.gates[id])
  const own = head.verify.value.filter(
    (step) => counterpart(step, source) === null,
  )
  const verify = [...source.verify.value, ...own]
  return {
    ...head,
    gates,
    requiresProof: head.requiresProof || source.requiresProof,
    verify: { ...head.verify, value: verify },
    criteria: { ...head.criteria, ...source.criteria },
  }
}

function areComparable(head: Config, source: Config | null): source is Config {
  return source !== null && head.path !== null && source.path !== null
}

/** A reproduction step under another name is a changed one: there can be but one. */
function removedSteps(head: Config, source: Config): readonly StepConfig[] {
  return source.verify.value.filter((step) => counterpart(step, head) === null)
}

function counterpart(
  { id, kind }: StepConfig,
  { verify }: Config,
): StepConfig | null {
  const isSame = (one: StepConfig): boolean =>
    kind === 'reproduction' && one.kind === 'reproduction'
  return (
    verify.value.find((one) => one.id === id) ??
    verify.value.find(isSame) ??
    null
  )
}

/** Keys of a step that say what is run and how it is read, as the file spells them. */
const telling: readonly (readonly [string, (step: StepConfig) => unknown])[] = [
  ['run', ({ run }) => run],
  ['kind', ({ kind }) => kind],
  ['setup', ({ setup }) => setup],
  ['shell', ({ shell }) => shell],
  ['working-directory', ({ workingDirectory }) => workingDirectory],
  ['env', ({ env }) => inOrder(env)],
  ['env-pass', ({ envPass }) => envPass.toSorted()],
  ['files', ({ files }) => files],
  ['red', ({ red }) => red],
  ['accepted', ({ accepted }) => accepted],
  ['junit', ({ junit }) => junit],
]

function changedSteps(head: Config, source: Config): readonly Finding[] {
  return differences(head, source).map(({ id, keys }) =>
    about(
      head,
      `The step ${code(id)} is not the one of the fork's configuration: ${named(keys)} ${keys.length === 1 ? 'differs' : 'differ'}. The fork's is run.`,
    ),
  )
}

/** What a branch changed of a configuration that only it has, once the fix began: a command that runs less shows less, and nobody but the branch says that it may. */
function sinceFirst(head: Config, first: Config): readonly Finding[] {
  const holds = (message: string): Finding => ({
    ...about(head, message),
    severity: 'error',
    remedy:
      'Put it back; or let a person with write access put the configuration on the default branch of the fork or on staging-specs, which then counts.',
  })
  return [
    ...removedSteps(head, first).map(({ id }) =>
      holds(
        `The step ${code(id)} stood in the configuration of this branch before the fix and is taken out.`,
      ),
    ),
    ...differences(head, first).map(({ id, keys }) =>
      holds(
        `The step ${code(id)} is not as in the configuration of this branch before the fix: ${named(keys)} ${keys.length === 1 ? 'differs' : 'differ'}.`,
      ),
    ),
  ]
}

function differences(
  head: Config,
  other: Config,
): readonly { readonly id: string; readonly keys: readonly string[] }[] {
  return other.verify.value.flatMap((step) => {
    const own = counterpart(step, head)
    if (own === null) return []
    const keys = [
      ...telling.flatMap(([key, of]) =>
        JSON.stringify(of(own)) === JSON.stringify(of(step)) ? [] : [key],
      ),
      ...weakened(own, step),
    ]
    return keys.length === 0 ? [] : [{ id: step.id, keys }]
  })
}

/** Numbers that only count in one direction. */
function weakened(own: StepConfig, step: StepConfig): readonly string[] {
  return [
    ...(own.runs < step.runs ? ['runs'] : []),
    ...(own.retries > step.retries ? ['retries'] : []),
    ...(own.baseline && !step.baseline ? ['baseline'] : []),
  ]
}

const weight: Readonly<Record<GateLevel, number>> = {
  off: 0,
  note: 1,
  warn: 2,
  error: 3,
}

function stricter(one: GateLevel, other: GateLevel): GateLevel {
  return weight[one] >= weight[other] ? one : other
}

function loweredGates(
  head: Config,
  gates: Config['gates'],
): readonly Finding[] {
  return gateIds.flatMap((id) => {
    const [own, strict] = [head.gates[id], gates[id]]
    if (weight[own] >= weight[strict]) return []
    const message = `This branch lowers the gate ${code(id)} from ${strict} to ${own}; it is judged as ${strict}.`
    return [about(head, message)]
  })
}

function changedCriteria(head: Config, source: Config): readonly Finding[] {
  const texts = Object.entries(source.criteria).flatMap(([text, step]) =>
    Object.hasOwn(head.criteria, text) && head.criteria[text] === step
      ? []
      : [text],
  )
  if (texts.length === 0) return []
  const message = `\`criteria\` no longer binds ${named(texts)} to the step of the fork's configuration; the fork's binding counts.`
  return [about(head, message)]
}

/** Commands may mean something else in another environment. */
function changedEnvironment(head: Config, source: Config): readonly Finding[] {
  const told = ({ env }: Config): string =>
    JSON.stringify([env.pass.toSorted(), inOrder(env.set)])
  if (told(head) === told(source)) return []
  const message =
    "`env` is not the one of the fork's configuration: commands see other variables."
  return [about(head, message)]
}

function inOrder(values: Readonly<Record<string, string>>): unknown {
  return Object.entries(values).toSorted(([one], [other]) =>
    one < other ? -1 : 1,
  )
}
