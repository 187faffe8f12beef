import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'
import { temporaryFolder } from './temporary-folder.ts'

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
] as const

/** Path of a Chromium of this machine (`CHROMIUM_PATH`, else the usual places), or `null`. */
export function findChromium(): string | null {
  const given = process.env['CHROMIUM_PATH']
  return (
    [...(given === undefined ? [] : [given]), ...usualPlaces].find(
      existsSync,
    ) ?? null
  )
}

/** A Chromium with a profile of its own, which asks nothing of the network by itself. */
export type Chromium = AsyncDisposable & { readonly context: BrowserContext }

/** Starts the Chromium at a path. */
export async function startChromium(executablePath: string): Promise<Chromium> {
  const folder = temporaryFolder('chromium')
  const context = await chromium.launchPersistentContext(
    join(folder.path, 'profile'),
    {
      executablePath,
      headless: true,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  )
  return {
    context,
    [Symbol.asyncDispose]: async () => {
      await context.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}
