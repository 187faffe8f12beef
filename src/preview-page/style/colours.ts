/** Primer's colours, light and dark (https://primer.style/product/primitives/color). */
export const colours = `
:root {
  color-scheme: light dark;
  --text: light-dark(#1f2328, #f0f6fc);
  --muted: light-dark(#59636e, #9198a1);
  --page: light-dark(#ffffff, #0d1117);
  --inset: light-dark(#f6f8fa, #151b23);
  --line: light-dark(#d1d9e0, #3d444d);
  --line-muted: light-dark(#d1d9e0b3, #3d444db3);
  --code: light-dark(#818b981f, #656c7633);
  --accent: light-dark(#0969da, #4493f8);
  --accent-soft: light-dark(#ddf4ff, #388bfd1a);
  --success: light-dark(#1a7f37, #3fb950);
  --success-strong: light-dark(#1f883d, #238636);
  --attention: light-dark(#9a6700, #d29922);
  --attention-soft: light-dark(#fff8c5, #bb800926);
  --danger: light-dark(#d1242f, #f85149);
  --danger-soft: light-dark(#ffebe9, #f851491a);
  --danger-strong: light-dark(#cf222e, #da3633);
  --important: light-dark(#8250df, #ab7df8);
  --draft: light-dark(#59636e, #656c76);
  --added: light-dark(#dafbe1, #2ea04326);
  --added-number: light-dark(#aceebb, #3fb9504d);
  --removed: light-dark(#ffebe9, #f851491a);
  --removed-number: light-dark(#ffcecb, #f851494d);
  --keyword: light-dark(#cf222e, #ff7b72);
  --constant: light-dark(#0550ae, #79c0ff);
  --string: light-dark(#0a3069, #a5d6ff);
  --entity: light-dark(#6639ba, #d2a8ff);
  --variable: light-dark(#953800, #ffa657);
}
:root:has(#theme-light:checked) { color-scheme: light; }
:root:has(#theme-dark:checked) { color-scheme: dark; }
`
