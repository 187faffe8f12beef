import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

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
      await mkdir(folder, { recursive: true })
      const path = join(folder, name)
      await writeFile(path, text)
      return path
    },
  }
}
