/** Rendered Markdown. */
export const markdown = `
.markdown-body { font-size: 14px; line-height: 1.5; overflow-wrap: break-word; }
.markdown-body > :first-child { margin-top: 0; }
.markdown-body > :last-child { margin-bottom: 0; }
.markdown-body :is(p, ul, ol, dl, pre, blockquote, details, .scroll, .markdown-alert) { margin: 0 0 16px; }
.markdown-body :is(h2, h3, h4, h5, h6) { margin: 24px 0 16px; font-weight: 600; line-height: 1.25; }
.markdown-body h2 { padding-bottom: 0.3em; border-bottom: 1px solid var(--line-muted); font-size: 1.5em; }
.markdown-body h3 { font-size: 1.25em; }
.markdown-body h4 { font-size: 1em; }
.markdown-body h5 { font-size: 0.875em; }
.markdown-body h6 { color: var(--muted); font-size: 0.85em; }
.markdown-body :is(ul, ol) { padding-left: 2em; }
.markdown-body li + li { margin-top: 0.25em; }
.markdown-body li > :is(ul, ol) { margin: 0.25em 0 0; }
.markdown-body .contains-task-list { list-style: none; }
.markdown-body .task-list-item input { margin: 0 0.4em 0.2em -1.6em; vertical-align: middle; }
.markdown-body hr { height: 4px; margin: 24px 0; border: 0; background: var(--line); }
.markdown-body code { padding: 0.2em 0.4em; border-radius: 6px; background: var(--code); font-size: 85%; overflow-wrap: anywhere; white-space: break-spaces; }
.markdown-body pre { padding: 16px; overflow: auto; border-radius: 6px; background: var(--inset); font-size: 85%; line-height: 1.45; }
.markdown-body pre code { padding: 0; background: none; font-size: 100%; white-space: pre; overflow-wrap: normal; }
.markdown-body blockquote { padding: 0 1em; border-left: 0.25em solid var(--line); color: var(--muted); }
.markdown-body .scroll { overflow-x: auto; }
.markdown-body table { border-collapse: collapse; border-spacing: 0; }
.markdown-body :is(th, td) { padding: 6px 13px; border: 1px solid var(--line); }
.markdown-body th { font-weight: 600; }
.markdown-body tbody tr:nth-child(2n) { background: var(--inset); }
.markdown-body summary { cursor: pointer; }
.markdown-body details > summary { margin-bottom: 0; }
.markdown-body details[open] > summary { margin-bottom: 16px; }
.markdown-body kbd { padding: 3px 5px; border: 1px solid var(--line); border-radius: 6px; background: var(--inset); font: 11px/1 ui-monospace, monospace; }
.markdown-body .picture { padding: 0 6px; border: 1px dashed var(--line); border-radius: 6px; color: var(--muted); }
.markdown-alert { padding: 8px 16px; border-left: 0.25em solid var(--line); }
.markdown-alert > :last-child { margin-bottom: 0; }
.markdown-body .markdown-alert-title { display: flex; align-items: center; gap: 8px; font-weight: 500; line-height: 1; }
.markdown-alert-note { border-color: var(--accent); }
.markdown-alert-note .markdown-alert-title { color: var(--accent); }
.markdown-alert-tip { border-color: var(--success); }
.markdown-alert-tip .markdown-alert-title { color: var(--success); }
.markdown-alert-important { border-color: var(--important); }
.markdown-alert-important .markdown-alert-title { color: var(--important); }
.markdown-alert-warning { border-color: var(--attention); }
.markdown-alert-warning .markdown-alert-title { color: var(--attention); }
.markdown-alert-caution { border-color: var(--danger); }
.markdown-alert-caution .markdown-alert-title { color: var(--danger); }
`
