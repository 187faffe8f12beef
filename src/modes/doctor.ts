import { examine, type Examination } from '../doctor/examine.ts'
import type { Facts } from '../doctor/facts.ts'
import { doctorDocument, doctorText } from '../doctor/report.ts'
import { readFacts } from './doctor-facts.ts'
import { isUnreachable, readOnline } from './doctor-online.ts'
import { secretValues } from '../io/child-environment.ts'
import { createRedact } from '../text/redact.ts'
import { openLocalRepository } from './local-run.ts'
import { parseOptions } from './options.ts'
import type { Terminal } from './terminal.ts'

/** Command `doctor`: says what in the fork's settings, the workflow or the checkout will stop the action. Reads only, and the network only with `--online`. Throws {@link Refusal}. */
export async function doctor(
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const { values } = parseOptions({
    args: [...args],
    options: {
      online: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
    },
  })
  const repository = await openLocalRepository(terminal)
  try {
    const known = await readFacts(terminal, repository)
    const online = values.online ? await readOnline(terminal, known) : null
    const facts = { ...known, online }
    const examination = examine(facts)
    const redact = createRedact(secretValues(terminal.environment))
    terminal.out(
      redact(
        values.json
          ? `${JSON.stringify(doctorDocument(facts, examination), null, 2)}\n`
          : doctorText(facts, examination, values),
      ),
    )
    return exitStatus(facts, examination)
  } finally {
    repository.close()
  }
}

/** 0 nothing stops the action, 1 something does, 3 GitHub was to be asked and could not be. */
function exitStatus(facts: Facts, { problems }: Examination): number {
  if (problems.some(({ level }) => level === 'error')) return 1
  return isUnreachable(facts) ? 3 : 0
}
