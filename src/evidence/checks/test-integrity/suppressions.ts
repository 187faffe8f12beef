import { finding, type Finding } from '../../../finding.ts'
import {
  type CodeLanguage,
  codeLanguageOf,
  splitLine,
} from '../../../plan/code-line.ts'
import type { DiffLine } from '../../../plan/diff.ts'
import type { Hunk } from '../../hunks.ts'
import { code } from '../named.ts'

type Patterns = { readonly code?: RegExp; readonly comment?: RegExp }

/** What tells a linter, type checker or formatter to look away. */
const patterns: Readonly<Record<CodeLanguage, Patterns>> = {
  rust: {
    code: /#!?\[(?:cfg_attr\([^\]#]{1,200}, ?)?(?:allow|expect)\([^\]]{0,200}\]?|#!?\[[^\]#]{0,100}(?:rustfmt::skip|rustfmt_skip)/u,
  },
  python: {
    code: /@(?:typing\.)?no_type_check\b/u,
    comment:
      /#\s{0,9}(?:noqa|type:\s{0,9}ignore|pylint:\s{0,9}(?:disable|skip-file)|pyright:\s{0,9}(?:ignore|basic)|pyre-ignore|mypy:\s{0,9}(?:ignore-errors|disable)|ruff:\s{0,9}noqa|flake8:\s{0,9}noqa|fmt:\s{0,9}(?:off|skip)|yapf:\s{0,9}disable|isort:\s{0,9}skip|nosec)\b/iu,
  },
  javascript: {
    comment:
      /(?:\/\/|\/\*|\*)\s{0,9}(?:eslint-disable|eslint\s{1,9}[\w@/-]{1,80}:\s{0,9}["']?(?:off|0)\b|(?:c8|istanbul|v8)\s{1,9}ignore\b|node:coverage\s{1,9}(?:disable|ignore)\b|@ts-(?:ignore|expect-error|nocheck)|oxlint-disable|biome-ignore|prettier-ignore|tslint:disable|deno-lint-ignore|deno-fmt-ignore)[\w-]{0,40}/u,
  },
  go: {
    comment: /\/\/\s?(?:nolint\b|lint:(?:file-)?ignore\b|#nosec\b)|#nosec\b/u,
  },
}

/** Lint suppressions that the branch adds, one finding a file. One that was only moved is not new. */
export function checkSuppressions(hunks: readonly Hunk[]): readonly Finding[] {
  const removed = countRemoved(hunks)
  const files = new Map<string, Suppression[]>()
  for (const hunk of hunks) {
    const added = suppressionsIn(hunk, hunk.added).filter(({ text }) => {
      const count = removed.get(text) ?? 0
      removed.set(text, count - 1)
      return count <= 0
    })
    if (added.length === 0) continue
    const known = files.get(hunk.path)
    if (known === undefined) files.set(hunk.path, [...added])
    else known.push(...added)
  }
  return [
    ...[...files].map(([path, found]) => report(path, found)),
    ...checkStrictness(hunks),
  ]
}

/** What asks a checker to look harder than it does by itself. */
const strictness =
  /^\s{0,20}(?:\/\/\s?@ts-check\b|#!?\[(?:deny|forbid)\(|#\s?mypy:\s?(?:strict|disallow)|#\s?pyright:\s?strict\b)/u

function checkStrictness(hunks: readonly Hunk[]): readonly Finding[] {
  const added = new Set(
    hunks.flatMap((hunk) => hunk.added.map(({ text }) => text.trim())),
  )
  return hunks.flatMap(({ path, removed }) => {
    if (codeLanguageOf(path) === null) return []
    const line = removed.find(
      ({ text }) => strictness.test(text) && !added.has(text.trim()),
    )
    if (line === undefined) return []
    return [
      finding({
        rule: 'test-integrity/suppression',
        severity: 'warn',
        message: `${code(path)} no longer asks a checker to be strict: ${code(line.text.trim())} is taken out.`,
        remedy: 'Put it back, or say why not.',
        path,
      }),
    ]
  })
}

type Suppression = {
  readonly mark: string
  /** The whole line, without its indentation. */
  readonly text: string
  readonly line: number
}

function suppressionsIn(
  { path }: Hunk,
  lines: readonly DiffLine[],
): readonly Suppression[] {
  const language = codeLanguageOf(path)
  if (language === null) return []
  return lines.flatMap(({ text, line }) => {
    const split = splitLine(text, language)
    const mark =
      patterns[language].code?.exec(split.code)?.[0] ??
      patterns[language].comment?.exec(split.comment)?.[0]
    return mark === undefined ? [] : [{ mark, text: text.trim(), line }]
  })
}

function countRemoved(hunks: readonly Hunk[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const hunk of hunks) {
    for (const { text } of suppressionsIn(hunk, hunk.removed)) {
      counts.set(text, (counts.get(text) ?? 0) + 1)
    }
  }
  return counts
}

function report(path: string, found: readonly Suppression[]): Finding {
  const [first] = found
  const what = code(first?.mark ?? '')
  const message =
    found.length === 1
      ? `${code(path)} tells a linter to look away: ${what}.`
      : `${code(path)} tells a linter ${found.length} times to look away, first with ${what}.`
  return finding({
    rule: 'test-integrity/suppression',
    severity: 'warn',
    message,
    remedy: 'Mend what it complains of, or say why not.',
    path,
    line: first?.line ?? null,
  })
}
