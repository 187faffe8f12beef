/** Boxes: comment, checks, files. */
export const parts = `
.box { border: 1px solid var(--line); border-radius: 6px; }
.comment-head { padding: 8px 16px; border-bottom: 1px solid var(--line); border-radius: 6px 6px 0 0; background: var(--inset); color: var(--muted); }
.comment-head strong { color: var(--text); }
.comment .markdown-body { padding: 16px; }
.tag { display: inline-block; padding: 0 7px; border: 1px solid var(--line); border-radius: 2em; font-size: 12px; font-weight: 500; line-height: 18px; overflow-wrap: anywhere; }
.tag-muted { color: var(--muted); }
.tag-success { color: var(--success); border-color: currentColor; }
.tag-attention { color: var(--attention); border-color: currentColor; }
.tag-danger { color: var(--danger); border-color: currentColor; }
.text-success { color: var(--success); }
.text-attention { color: var(--attention); }
.text-danger { color: var(--danger); }
.text-muted { color: var(--muted); }
.checks { scroll-margin-top: 16px; }
.checks-head { display: flex; gap: 12px; align-items: center; padding: 16px; }
.checks h2 { margin: 0; font-size: 16px; font-weight: 600; }
.round { display: grid; flex: none; place-items: center; width: 32px; height: 32px; border-radius: 50%; color: #ffffff; }
.round-success { background: var(--success-strong); }
.round-danger { background: var(--danger-strong); }
.round-attention { background: none; border: 3px solid var(--attention); color: var(--attention); }
.rows-title { margin: 0; padding: 8px 16px; border-top: 1px solid var(--line-muted); background: var(--inset); color: var(--muted); font-size: 12px; font-weight: 600; }
.rows { margin: 0; padding: 0; list-style: none; }
.rows li { display: flex; gap: 12px; align-items: baseline; padding: 8px 16px 8px 24px; border-top: 1px solid var(--line-muted); }
.rows p { flex: 1; min-width: 0; overflow-wrap: anywhere; }
.rows code { font-size: 12px; }
.state-icon { align-self: flex-start; height: 20px; display: inline-flex; align-items: center; }
.time { flex: none; color: var(--muted); font-size: 12px; font-variant-numeric: tabular-nums; }
.files { margin-top: 32px; scroll-margin-top: 16px; }
.files > h2 { margin: 0; font-size: 20px; font-weight: 600; }
.file { margin-top: 16px; border: 1px solid var(--line); border-radius: 6px; overflow: clip; }
.file > summary { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; padding: 8px 12px; background: var(--inset); cursor: pointer; list-style: none; }
.file > summary:focus-visible { outline-offset: -2px; }
.file > summary::-webkit-details-marker { display: none; }
.file > summary::before { content: ""; flex: none; width: 6px; height: 6px; margin: 0 3px; border: solid var(--muted); border-width: 0 2px 2px 0; transform: rotate(-45deg); }
.file[open] > summary::before { transform: rotate(45deg); }
.file[open] > summary { border-bottom: 1px solid var(--line); }
.file h3 { margin: 0; font: 600 12px/20px ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; min-width: 0; }
.size { font-size: 12px; font-weight: 600; white-space: nowrap; }
.size .muted { font-weight: 400; }
.plus { color: var(--success); }
.minus { color: var(--danger); }
.note { display: flex; gap: 8px; margin: 8px 12px; padding: 8px 12px; border: 1px solid var(--line); border-left: 4px solid var(--accent); border-radius: 6px; background: var(--page); font-size: 13px; }
.note .icon { margin-top: 2px; color: var(--accent); }
.note p { min-width: 0; overflow-wrap: anywhere; }
.note code { padding: 1px 4px; border-radius: 4px; background: var(--code); font-size: 12px; }
.note-error { border-left-color: var(--danger); }
.note-error .icon { color: var(--danger); }
.note-warn { border-left-color: var(--attention); }
.note-warn .icon { color: var(--attention); }
.cut { padding: 8px 12px; color: var(--muted); font-size: 13px; }
`
