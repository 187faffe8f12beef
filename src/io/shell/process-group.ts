import { readdirSync, readFileSync } from 'node:fs'

/** Variable by which a command's processes are found, also those that left its group. */
export const markerVariable = 'STAGING_PR_PROCESS'

/** Sends a signal to a whole process group; one that is gone already is fine. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch {
    // Nobody is left in the group.
  }
}

/**
 * Kills every process that carries this marker in its environment (Linux; a
 * process that called setsid is in no group of ours any more). Looks again
 * until none is found, since processes may have been starting meanwhile.
 */
export function reapMarked(marker: string): void {
  for (let round = 0; round < 5; round += 1) {
    const found = markedProcesses(marker)
    if (found.length === 0) return
    for (const pid of found) killOne(pid)
  }
}

function markedProcesses(marker: string): readonly number[] {
  const wanted = Buffer.from(`${markerVariable}=${marker}`)
  return processIds().filter((pid) => environmentOf(pid)?.includes(wanted))
}

function processIds(): readonly number[] {
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => Number.isInteger(pid) && pid > 1 && pid !== process.pid)
  } catch {
    // No /proc on this system: the process group has to do.
    return []
  }
}

function environmentOf(pid: number): Buffer | null {
  try {
    return readFileSync(`/proc/${pid}/environ`)
  } catch {
    // Gone meanwhile, or another user's.
    return null
  }
}

function killOne(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Gone meanwhile.
  }
}
