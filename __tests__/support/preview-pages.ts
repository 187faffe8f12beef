import type { Element, Root } from 'hast'
import rehypeParse from 'rehype-parse'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import { sha256Base64 } from '../../src/modes/hashes.ts'
import type { PageInput } from '../../src/preview-page/page-input.ts'
import { previewPage } from '../../src/preview-page/preview-page.ts'
import { bodyBeside, stagingText } from '../../src/pull-request/staging-text.ts'
import type { StagingFacts } from '../../src/pull-request/staging-facts.ts'
import { makeFacts } from './staging-facts.ts'
import { sum } from './sum.ts'

/** A page of these facts, with what its staging PR would say. */
export function makePage(overrides: Partial<PageInput> = {}): string {
  const facts = overrides.facts ?? makeFacts()
  return previewPage({ ...pageInput(facts), ...overrides }, sha256Base64)
}

function pageInput(facts: StagingFacts): PageInput {
  const text = stagingText(facts, { status: 'success', hash: sum })
  return {
    facts,
    title: text.title,
    body: bodyBeside(text, null).body,
    isDraft: false,
    commits: 3,
    diff: '',
    sidebar: { reviewers: [], assignees: [], labels: [], milestone: null },
  }
}

const reader = unified().use(rehypeParse).freeze()

/** Every element of a page as a browser reads it, in order. */
export function elementsOf(page: string | Root): readonly Element[] {
  const root = typeof page === 'string' ? reader.parse(page) : page
  const elements: Element[] = []
  visit(root, 'element', (element) => {
    elements.push(element)
  })
  return elements
}

/** Elements of these names. */
export function named(
  page: string | Root,
  ...names: readonly string[]
): readonly Element[] {
  return elementsOf(page).filter(({ tagName }) => names.includes(tagName))
}

/** Elements of a class. */
export function ofClass(page: string | Root, name: string): readonly Element[] {
  return elementsOf(page).filter(({ properties }) => {
    const classes = properties['className']
    return Array.isArray(classes) && classes.includes(name)
  })
}

/** The text inside, white space folded. */
export function textOf(node: Element | Root): string {
  const parts: string[] = []
  visit(node, 'text', ({ value }) => {
    parts.push(value)
  })
  return parts.join('').replace(/\s+/gu, ' ').trim()
}
