/**
 * U+2060: takes no room, breaks no line, and stands between `#` and a digit
 * or behind `@`, so that GitHub sees no reference and a reader no difference.
 */
export const wordJoiner = '\u2060'

/** Which addresses count as references. */
export type ReferenceScope = {
  /** Host names of GitHub servers, lower case, or every host that has a path of that shape. */
  readonly hosts: readonly string[] | 'any'
  /** `server.host/owner/name` in lower case whose own pages are no reference, or `null`. */
  readonly own: string | null
}

/** A form that GitHub would turn into a link, an event or a notification. */
export type Reference = {
  readonly kind:
    | 'mention'
    | 'number'
    | 'commit'
    | 'address'
    /** The beginning of an address, by which Markdown takes text for a link. */
    | 'scheme'
    | 'closing'
  /** Offset of the first character, UTF-16 units. */
  readonly start: number
  /** Where a word joiner breaks it. */
  readonly at: number
}
