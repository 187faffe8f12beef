/** Diffs, and code in colours. */
export const code = `
.diff { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 12px; line-height: 20px; }
.diff td { padding: 0 10px; vertical-align: top; text-align: left; }
.diff col.number { width: 48px; }
.diff td.number { padding: 0 8px; color: var(--muted); text-align: right; font-variant-numeric: tabular-nums; user-select: none; }
.diff .code { position: relative; padding-left: 24px; }
.diff .code code { white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 4; font: inherit; }
.diff .mark { position: absolute; left: 10px; user-select: none; }
.diff .hunk td { padding: 4px 10px; background: var(--accent-soft); color: var(--muted); white-space: pre-wrap; overflow-wrap: anywhere; }
.diff .added td { background: var(--added); }
.diff .added .number { background: var(--added-number); color: var(--text); }
.diff .removed td { background: var(--removed); }
.diff .removed .number { background: var(--removed-number); color: var(--text); }
.diff .note-row td { padding: 0; border-block: 1px solid var(--line-muted); background: var(--inset); font-family: -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }
@media (max-width: 800px) {
  .diff col.number { width: 34px; }
  .diff td.number { padding: 0 4px; }
  .diff .code { padding-left: 18px; padding-right: 4px; }
  .diff .mark { left: 6px; }
}
.hljs-comment, .hljs-quote { color: var(--muted); }
.hljs-keyword, .hljs-doctag, .hljs-template-tag, .hljs-type, .hljs-variable.language_ { color: var(--keyword); }
.hljs-title, .hljs-section { color: var(--entity); }
.hljs-attr, .hljs-attribute, .hljs-literal, .hljs-meta, .hljs-number, .hljs-operator, .hljs-variable { color: var(--constant); }
.hljs-string, .hljs-regexp { color: var(--string); }
.hljs-built_in, .hljs-symbol { color: var(--variable); }
.hljs-addition { background: var(--added); color: light-dark(#116329, #aff5b4); }
.hljs-deletion { background: var(--removed); color: light-dark(#82071e, #ffdcd7); }
.hljs-emphasis { font-style: italic; }
.hljs-strong { font-weight: 600; }
`
