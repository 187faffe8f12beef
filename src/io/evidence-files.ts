import { join } from 'node:path'
import { writeOwnFile } from './write-own-file.ts'

/** Files that stay when a run ends, whatever became of its writes to GitHub. */
export type EvidenceFiles = {
  /** Writes a file and answers with its absolute path. */
  write(name: string, text: string): Promise<string>
}

/** Files below `staging-pr/` in the runner's temporary folder. */
export function createEvidenceFiles(temporaryFolder: string): EvidenceFiles {
  const folder = join(temporaryFolder, 'staging-pr')
  return {
    write: async (name, text) => {
      const path = join(folder, name)
      await writeOwnFile(path, text)
      return path
    },
  }
}
