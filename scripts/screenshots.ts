/**
 * Pictures of the README: two staging PRs of the demo, as a browser shows their
 * pages. `npm run screenshots` plays the demo first.
 */
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { findChromium, startChromium } from '../harness/chromium.ts'

const root = new URL('../', import.meta.url)
const images = new URL('docs/images/', root)

const executable = findChromium()
if (executable === null) throw new Error('There is no Chromium here.')
mkdirSync(images, { recursive: true })

await using browser = await startChromium(executable)
const page = await browser.context.newPage()
await page.emulateMedia({ colorScheme: 'light' })
for (const [name, height] of [
  ['staging-pr', 720],
  ['test-changed', 1000],
] as const) {
  await page.setViewportSize({ width: 1120, height })
  await page.goto(new URL(`demo-output/${name}.html`, root).href)
  const path = fileURLToPath(new URL(`${name}.png`, images))
  await page.screenshot({ path })
}
