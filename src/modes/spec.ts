import { readFile, stat } from 'node:fs/promises'
import { relative, resolve, sep } from 'node:path'
import type { Terminal } from './terminal.ts'
import { Refusal } from '../errors.ts'
import { readSpec } from '../spec/read-spec.ts'
import { specReport } from '../spec/spec-report.ts'
import { specSummary } from '../spec/spec-summary.ts'
import type { SpecReading } from '../spec/spec.ts'
import { decodeSpecText, maxSpecBytes } from '../spec/spec-text.ts'
import { parseOptions } from './options.ts'

/** Command `spec`: says what was understood of spec files. Exit status 2 when one is refused or unreadable. */
export async function spec(
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const { values, positionals } = parseOptions({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  })
  if (positionals.length === 0) {
    throw new Refusal('No spec file was named.', {
      remedy: 'staging-pr spec .chant/specs/*.md',
    })
  }
  const readings = await Promise.all(
    positionals.map(async (path) => ({
      path,
      reading: await readFromDisk(terminal.directory, path),
    })),
  )
  const text = values.json
    ? JSON.stringify(
        readings.map(({ path, reading }) => specReport(reading, path)),
        null,
        2,
      )
    : readings
        .map(({ path, reading }) => specSummary(reading, path))
        .join('\n\n')
  terminal.out(`${text}\n`)
  return readings.every(({ reading }) => reading.ok) ? 0 : 2
}

/** A pipe would be waited for, and a device never ends. */
async function readBounded(file: string): Promise<Uint8Array> {
  const found = await stat(file)
  if (!found.isFile()) throw new Error('it is no regular file')
  return found.size > maxSpecBytes
    ? new Uint8Array(maxSpecBytes + 1)
    : readFile(file)
}

async function readFromDisk(
  directory: string,
  path: string,
): Promise<SpecReading> {
  const bytes = await readBounded(resolve(directory, path)).catch(
    (cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new Refusal(`${path} cannot be read: ${reason}`, { cause })
    },
  )
  const text =
    bytes.length > maxSpecBytes
      ? ' '.repeat(maxSpecBytes + 1)
      : (decodeSpecText(bytes) ?? '\0')
  const name = relative(directory, resolve(directory, path))
    .split(sep)
    .join('/')
  return readSpec({ path: name, text, blob: null })
}
