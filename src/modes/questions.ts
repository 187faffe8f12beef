import type { Ask } from './terminal.ts'
import { layouts, type Layout } from '../workflows/workflow-files.ts'
import { layoutUses, type Proposal } from '../init/propose-layout.ts'

/** Asks for one of several choices by number or name; an empty answer takes the proposed one. */
async function choose<Name extends string>(
  ask: Ask,
  question: string,
  {
    choices,
    proposed,
  }: {
    readonly choices: readonly (readonly [Name, string])[]
    readonly proposed: Name
  },
): Promise<Name> {
  const lines = choices.map(
    ([name, use], index) =>
      `  ${index + 1}  ${name.padEnd(10)}${use}${name === proposed ? '  (proposed)' : ''}`,
  )
  const text = `${question}\n${lines.join('\n')}\n`
  for (let prompt = text; ; prompt = `Expected 1 to ${choices.length}.\n`) {
    const answer = (await ask(`${prompt}> `)).trim()
    if (answer === '') return proposed
    const chosen = choices.find(
      ([name], index) => answer === name || answer === String(index + 1),
    )
    if (chosen !== undefined) return chosen[0]
  }
}

/** Where the workflow lies. */
export function askLayout(
  ask: Ask,
  { layout, why }: Proposal,
): Promise<Layout> {
  return choose(ask, `Which layout? ${layout} is proposed, since ${why}.`, {
    choices: layouts.map((name) => [name, layoutUses[name]] as const),
    proposed: layout,
  })
}

/** Whether everything is one job. */
export async function askOneJob(ask: Ask): Promise<boolean> {
  const answer = await choose(ask, 'How are the steps run?', {
    choices: [
      ['jobs', 'each step in a job of its own, without any token in its reach'],
      ['one', 'all in one job, beside the token that writes the staging PR'],
    ],
    proposed: 'jobs',
  })
  return answer === 'one'
}

/** A question that is answered by yes or no. */
export async function askYes(ask: Ask, question: string): Promise<boolean> {
  const answer = await ask(`${question} [y/N] `)
  return /^y(?:es)?$/iu.test(answer.trim())
}
