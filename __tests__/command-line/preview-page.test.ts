import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'

import { named, ofClass, textOf } from '../support/preview-pages.ts'
import { canary, fix } from '../whole-run/scene.ts'
import { type Desk, setDesk } from './desk.ts'

function page(desk: Desk, path = 'page.html'): string {
  return readFileSync(join(desk.world.clone, path), 'utf8')
}

/** A program on the PATH of the desk that stands for the platform's opener. */
function putOpener(desk: Desk, script: string): string {
  for (const name of ['open', 'xdg-open']) {
    const path = join(desk.root, name)
    writeFileSync(path, `#!/bin/sh\n${script}\n`)
    chmodSync(path, 0o755)
  }
  return `${desk.root}:${process.env['PATH'] ?? ''}`
}

const workflow = (inputs: string): string =>
  `on: push\njobs:\n  stage:\n    runs-on: x\n    steps:\n      - uses: actions/checkout@v7\n        with: {labels: wrong}\n      - uses: me/staging-pr@v0\n        with: ${inputs}\n`

describe('preview --html', () => {
  it('writes a page with title, body, checks and diff, and says where it is', async () => {
    await using desk = setDesk()
    desk.commit(fix)
    await desk.staging('verify')
    const file = join(desk.world.clone, 'page.html')

    const { exitCode, stdout, stderr } = await desk.staging(
      'preview',
      '--html',
      'page.html',
    )

    expect([exitCode, stderr]).toEqual([0, ''])
    expect(stdout).toBe(`Fix issue 1234: Keys are lost\n${file}\n`)
    expect(named(page(desk), 'h1').map(textOf)).toEqual([
      'Fix issue 1234: Keys are lost',
    ])
    expect(page(desk)).toContain('Ready for your review.')
    expect(page(desk)).toContain('All checks have passed')
    expect(ofClass(page(desk), 'removed').map(textOf)).toContain('1−broken')
  })

  it('says that nothing was run where there is no evidence', async () => {
    await using desk = setDesk()
    desk.commit(fix)

    await desk.staging('preview', '--html', 'page.html')

    expect(page(desk)).toContain('not run yet')
    expect(page(desk)).toContain('Expected: waiting for status to be reported')
  })

  it('takes draft, labels and people from the workflow, and knows no expression', async () => {
    await using desk = setDesk()
    desk.commit({
      ...fix,
      '.github/workflows/a.yml': 'on: [broken',
      '.github/workflows/b.yml': workflow(
        '{draft: auto, labels: "bug, staging", reviewers: "${{ vars.WHO }}", milestone: "1.2"}',
      ),
    })

    await desk.staging('preview', '--html', 'page.html')

    expect(ofClass(page(desk), 'state').map(textOf)).toEqual(['Draft'])
    expect(ofClass(page(desk), 'sidebar').map(textOf)).toEqual([
      'ReviewersNo reviewsAssigneesNo one assignedLabelsbugstagingMilestone1.2',
    ])
  })

  it('refuses a link with status 2 and leaves it alone', async () => {
    await using desk = setDesk()
    desk.commit(fix)
    symlinkSync('keep.txt', join(desk.world.clone, 'page.html'))

    const { exitCode, stderr } = await desk.staging(
      'preview',
      '--html',
      'page.html',
    )

    expect(exitCode).toBe(2)
    expect(stderr).toContain('is a link, so it is left alone')
    expect(page(desk, 'keep.txt')).toBe('fixed\n')
  })

  it('opens the page with the opener of the platform, which gets no secret', async () => {
    await using desk = setDesk()
    desk.commit(fix)
    const path = putOpener(
      desk,
      `echo "$1" > '${desk.root}/opened'; env >> '${desk.root}/opened'`,
    )

    const { exitCode, stdout, stderr } = await desk.stagingIn(
      { PATH: path },
      'preview',
      '--open',
    )

    const file = stdout.trimEnd().split('\n').at(-1) ?? ''
    const opened = readFileSync(join(desk.root, 'opened'), 'utf8')
    expect([exitCode, stderr]).toEqual([0, ''])
    expect(file).toBe(join(desk.world.clone, '.git/staging-pr/preview.html'))
    expect(existsSync(file)).toBe(true)
    expect(opened.split('\n')[0]).toBe(file)
    expect(opened).not.toContain(canary)
  })

  it('says kindly that it could not be opened', async () => {
    await using desk = setDesk()
    desk.commit(fix)
    const path = putOpener(desk, 'exit 3')

    const { exitCode, stderr } = await desk.stagingIn(
      { PATH: path },
      'preview',
      '--html',
      'page.html',
      '--open',
    )

    expect(exitCode).toBe(0)
    expect(stderr).toMatch(
      /^It could not be opened here \((?:xdg-)?open ended with 3\)\. Open the file in a browser yourself\.\n$/u,
    )
  })
})

describe('the bundle', () => {
  const dist = fileURLToPath(new URL('../../dist/', import.meta.url))

  it('keeps what the page is made of out of the reach of the action', () => {
    const seen = new Set<string>()
    const visit = (path: string): void => {
      if (seen.has(path)) return
      seen.add(path)
      const text = readFileSync(join(dist, path), 'utf8')
      for (const [, name = ''] of text.matchAll(
        /[./]+\/((?:[\w-]+\/)*[\w-]+\.js)["'`]/gu,
      )) {
        visit(name.startsWith('chunks/') ? name : `chunks/${name}`)
      }
    }
    visit('index.js')

    const pages = readdirSync(join(dist, 'chunks'))
      .map((name) => `chunks/${name}`)
      .filter((path) =>
        /highlightAuto|markdown-alert/u.test(
          readFileSync(join(dist, path), 'utf8'),
        ),
      )
    expect(seen.size).toBeGreaterThan(30)
    expect(pages.length).toBeGreaterThan(0)
    expect(pages.filter((path) => seen.has(path))).toEqual([])
  })
})
