import type { Element } from 'hast'
import { s } from 'hastscript'

/** Strokes on a field of 16 by 16. */
const drawings = {
  check: ['M2.5 8.5l3.5 3.5 7.5-8'],
  cross: ['M3.5 3.5l9 9', 'M12.5 3.5l-9 9'],
  dot: ['M8 5.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 1 1 0-5z'],
  skip: ['M3 13l10-10', 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 1 1 0-13z'],
  question: [
    'M5.5 6a2.5 2.5 0 1 1 3.8 2.1c-.9.6-1.3 1-1.3 1.9',
    'M8 12.9v.1',
    'M8 .9a7.1 7.1 0 1 1 0 14.2A7.1 7.1 0 1 1 8 .9z',
  ],
  branch: [
    'M4 2.2a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 1 1 0-3.4z',
    'M4 10.4a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 1 1 0-3.4z',
    'M12 10.4a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 1 1 0-3.4z',
    'M4 5.6v4.8',
    'M12 10.4V6.5a2.6 2.6 0 0 0-2.6-2.6H7.5',
    'M9.7 1.5L7.3 3.9l2.4 2.4',
  ],
  info: ['M8 1a7 7 0 1 1 0 14A7 7 0 1 1 8 1z', 'M8 7.4v4', 'M8 4.6v.1'],
  bulb: [
    'M5.6 10.7C5.4 9.3 3.4 8.3 3.4 5.6a4.6 4.6 0 0 1 9.2 0c0 2.7-2 3.7-2.2 5.1z',
    'M6 13h4',
    'M6.8 15.2h2.4',
  ],
  report: ['M1.5 2h13v9.5H8L4.5 14.7v-3.2h-3z', 'M8 4.2v3.2', 'M8 9.4v.1'],
  warning: ['M8 1.6L15 14H1z', 'M8 6v3.6', 'M8 11.7v.1'],
  stop: [
    'M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z',
    'M8 4.4v4',
    'M8 11v.1',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>

/** Name of a drawing. */
export type IconName = keyof typeof drawings

/** A drawing beside text that says the same. */
export function icon(name: IconName): Element {
  return s(
    'svg',
    {
      className: ['icon', `icon-${name}`],
      viewBox: '0 0 16 16',
      width: 16,
      height: 16,
      ariaHidden: 'true',
    },
    drawings[name].map((d) => s('path', { d })),
  )
}
