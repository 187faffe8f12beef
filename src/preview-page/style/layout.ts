/** Page, columns and what is everywhere. */
export const layout = `
* { box-sizing: border-box; }
html { scroll-behavior: auto; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0;
  background: var(--page);
  color: var(--text);
  font: 14px/1.5 -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif, "Apple Color Emoji", "Segoe UI Emoji";
  overflow-wrap: break-word;
}
code, pre, .diff, .branch {
  font-family: ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace;
}
a { color: var(--accent); text-decoration: underline; text-underline-offset: 0.2em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
p { margin: 0; }
.sr-only {
  position: absolute; width: 1px; height: 1px; padding: 0; margin: -1px;
  overflow: hidden; clip-path: inset(50%); white-space: nowrap; border: 0;
}
.muted { color: var(--muted); }
.icon {
  flex: none; fill: none; stroke: currentColor; stroke-width: 1.5;
  stroke-linecap: round; stroke-linejoin: round; vertical-align: text-bottom;
}
.icon-dot { fill: currentColor; }
.banner {
  display: flex; flex-wrap: wrap; gap: 4px 16px; justify-content: space-between; align-items: center;
  padding: 8px 32px; background: var(--inset); border-bottom: 1px solid var(--line); font-size: 12px;
}
.themes { display: flex; gap: 12px; margin: 0; padding: 0; border: 0; }
.themes label { display: inline-flex; gap: 4px; align-items: center; min-height: 24px; cursor: pointer; }
.themes input { margin: 0; accent-color: var(--accent); }
main { max-width: 1280px; margin: 0 auto; padding: 16px 32px 64px; }
.repository { font-size: 14px; margin-bottom: 8px; }
h1 { margin: 0 0 8px; font-size: 32px; line-height: 1.25; font-weight: 400; overflow-wrap: anywhere; }
.state-line { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; color: var(--muted); }
.state-line strong { color: var(--text); font-weight: 600; }
.state {
  display: inline-flex; gap: 4px; align-items: center; padding: 5px 12px;
  border-radius: 2em; color: #ffffff; font-weight: 500; line-height: 20px;
}
.state-open { background: var(--success-strong); }
.state-draft { background: var(--draft); }
.branch {
  padding: 2px 6px; border-radius: 6px; background: var(--accent-soft); color: var(--accent);
  font-size: 12px; overflow-wrap: anywhere;
}
@media (prefers-color-scheme: light) { .branch { color: light-dark(#0550ae, #4493f8); } }
.tabs { margin: 16px 0 24px; border-bottom: 1px solid var(--line); }
.tabs ul { display: flex; flex-wrap: wrap; gap: 4px; margin: 0; padding: 0; list-style: none; }
.tabs a { display: inline-block; padding: 8px 12px; color: var(--text); text-decoration: none; border-bottom: 2px solid transparent; }
.tabs li:first-child a { border-color: light-dark(#fd8c73, #f78166); font-weight: 600; }
.tabs a:hover { background: var(--inset); }
.counter { padding: 0 6px; border-radius: 2em; background: var(--code); font-size: 12px; font-weight: 500; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) 256px; gap: 24px; align-items: start; }
.conversation { display: grid; grid-template-columns: minmax(0, 1fr); gap: 24px; scroll-margin-top: 16px; }
.sidebar h2 { margin: 0 0 4px; color: var(--muted); font-size: 12px; font-weight: 600; }
.sidebar > :nth-child(2n) { margin: 0 0 12px; padding: 0 0 12px; border-bottom: 1px solid var(--line-muted); font-size: 12px; }
.sidebar ul { list-style: none; display: flex; flex-wrap: wrap; gap: 4px; }
.labels li { padding: 0 8px; border: 1px solid var(--line); border-radius: 2em; background: var(--inset); font-weight: 500; line-height: 20px; overflow-wrap: anywhere; }
.names li { width: 100%; font-weight: 600; }
@media (max-width: 800px) {
  .banner { padding: 8px 16px; }
  main { padding: 16px 16px 48px; }
  h1 { font-size: 24px; }
  .columns { grid-template-columns: minmax(0, 1fr); }
}
@media print { .banner, .tabs { display: none; } }
`
