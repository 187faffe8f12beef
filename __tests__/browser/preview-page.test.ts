import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import axe from 'axe-core'
import type { Page } from 'playwright-core'

import {
  type Chromium,
  findChromium,
  startChromium,
} from '../../harness/chromium.ts'
import { temporaryFolder } from '../../harness/temporary-folder.ts'
import { bodyScenarios } from '../support/body-scenarios.ts'
import { hostilePage, scenarioPage } from '../support/rich-page.ts'

const executable = findChromium()
if (executable === null) {
  process.stderr.write(
    'Skipped: the preview page in a browser. There is no Chromium (CHROMIUM_PATH, /usr/bin/chromium, …).\n',
  )
}

const inChromium = executable === null ? describe.skip : describe

/** Different first screens, tables and folds; all of them with FULL=1. */
const scenarios =
  process.env['FULL'] === '1'
    ? Object.keys(bodyScenarios)
    : ['ready', 'test-changed', 'preview', 'red-upstream', 'hostile']

/** For people who want to look. */
const pictures = join(tmpdir(), 'staging-pr-pages')

/** What a browser says of a page while it is looked at. */
type Visit = {
  readonly page: Page
  readonly complaints: string[]
  readonly requests: string[]
}

inChromium('the page in Chromium', () => {
  const folder = temporaryFolder('pages')
  let browser: Chromium

  beforeAll(async () => {
    browser = await startChromium(executable ?? '')
  })

  afterAll(async () => {
    await browser[Symbol.asyncDispose]()
    await folder[Symbol.asyncDispose]()
  })

  async function visit(name: string, html: string): Promise<Visit> {
    const path = join(folder.path, `${name}.html`)
    writeFileSync(path, html)
    const page = await browser.context.newPage()
    const complaints: string[] = []
    const requests: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('dialog', (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('request', (request) => requests.push(request.url()))
    await page.goto(pathToFileURL(path).href)
    return { page, complaints, requests }
  }

  it.each(scenarios)(
    'has no fault that axe knows, in light and dark, wide and narrow, and asks for nothing: %s',
    async (name) => {
      const { page, complaints, requests } = await visit(
        name,
        scenarioPage(bodyScenarios[name]),
      )

      for (const colorScheme of ['light', 'dark'] as const) {
        for (const width of [1280, 375]) {
          await page.setViewportSize({ width, height: 900 })
          await page.emulateMedia({ colorScheme })
          const place = `${name}, ${colorScheme}, ${width}`
          expect([place, await faults(page)]).toEqual([place, []])
          expect([place, await overflow(page)]).toEqual([place, 0])
          const picture = `${name}-${colorScheme}-${width}.png`
          await page.screenshot({ path: join(pictures, picture) })
        }
      }
      expect(complaints).toEqual([])
      expect(requests.filter((url) => !/^(?:file|data):/u.test(url))).toEqual(
        [],
      )
      expect(requests.filter((url) => url.startsWith('file:'))).toHaveLength(1)
      await page.close()
    },
  )

  it('is held to contrasts that can be read', async () => {
    const { page } = await visit('pale', scenarioPage(bodyScenarios['ready']))

    await page.evaluate('document.querySelector("h1").style.color = "#bbb"')

    expect(await faults(page)).toEqual([
      expect.stringMatching(/^color-contrast: <h1/u),
    ])
    await page.close()
  })

  it('reaches every fold by Tab and opens and closes it by Enter', async () => {
    const { page } = await visit('keys', scenarioPage(bodyScenarios['ready']))
    const folds = await page.locator('summary').count()

    const toggled = new Set<number>()
    for (let at = 0; at < 200 && toggled.size < folds; at += 1) {
      await page.keyboard.press('Tab')
      const fold = await focusedFold(page)
      if (fold === null) continue
      await page.keyboard.press('Enter')
      const after = await focusedFold(page)
      expect(after).toEqual({ ...fold, open: !fold.open })
      await page.keyboard.press('Enter')
      toggled.add(fold.at)
    }

    expect(folds).toBeGreaterThan(3)
    expect(toggled.size).toBe(folds)
    await page.close()
  })

  it('shows where the focus is', async () => {
    const { page } = await visit('focus', scenarioPage(bodyScenarios['ready']))

    await page.keyboard.press('Tab')
    const width = await page.evaluate<string>(
      'getComputedStyle(document.activeElement).outlineWidth',
    )

    expect(width).toBe('2px')
    await page.close()
  })

  it('changes its colours without a script', async () => {
    const { page } = await visit('theme', scenarioPage(bodyScenarios['ready']))
    const background = (): Promise<string> =>
      page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
    await page.emulateMedia({ colorScheme: 'light' })

    const light = await background()
    await page.getByRole('radio', { name: 'Dark' }).check()
    const dark = await background()

    expect([light, dark]).toEqual(['rgb(255, 255, 255)', 'rgb(13, 17, 23)'])
    await page.close()
  })

  it('runs nothing and asks for nothing, whatever a spec holds', async () => {
    const { page, complaints, requests } = await visit('hostile', hostilePage())

    await page.mouse.click(300, 300)

    expect(await page.evaluate('globalThis.owned')).toBeUndefined()
    expect(complaints).toEqual([])
    expect(requests.filter((url) => !/^(?:file|data):/u.test(url))).toEqual([])
    expect(await faults(page)).toEqual([])
    await page.close()
  })
})

/** Rules of axe that the page breaks, with every fold open, and where. */
async function faults(page: Page): Promise<readonly string[]> {
  await page.evaluate(
    'for (const fold of document.querySelectorAll("details")) fold.open = true',
  )
  await page.evaluate(axe.source)
  return page.evaluate<string[]>(
    'axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`)))',
  )
}

/** By how much the page is wider than the window. Pixels. */
function overflow(page: Page): Promise<number> {
  return page.evaluate<number>(
    'document.documentElement.scrollWidth - window.innerWidth',
  )
}

type Fold = { readonly at: number; readonly open: boolean }

function focusedFold(page: Page): Promise<Fold | null> {
  return page.evaluate<Fold | null>(
    `(() => {
      const fold = document.activeElement
      if (fold?.tagName !== 'SUMMARY') return null
      const at = [...document.querySelectorAll('summary')].indexOf(fold)
      return { at, open: fold.parentElement.open }
    })()`,
  )
}
