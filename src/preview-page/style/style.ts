import { code } from './code.ts'
import { colours } from './colours.ts'
import { layout } from './layout.ts'
import { markdown } from './markdown.ts'
import { parts } from './parts.ts'

/** The one style of the page. */
export const style = [colours, layout, parts, markdown, code].join('')
