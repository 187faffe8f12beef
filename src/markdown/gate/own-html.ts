/** Tags that the body is built with. Their attributes are fixed, so nothing can hide in them. */
const ownTag = /<(?:\/?(?:details|summary|b)|details open|br ?\/?)>/uy

/** The first and last line of the generated region, and the one above its checklist. */
const ownMarker =
  /^<!-- staging-pr:(?:(?:begin|review)(?: [\w .,:;=/-]{0,7000})?|end) ?-->[ \t]*$/u

/** The tag of ours at an offset, or `null`. */
export function ownTagAt(text: string, index: number): string | null {
  ownTag.lastIndex = index
  return ownTag.exec(text)?.[0] ?? null
}

/** Whether a whole line is a marker of ours. */
export function isOwnMarker(line: string): boolean {
  return ownMarker.test(line)
}

/** An escape that shows a character as it is and means nothing else. */
const harmlessEntity = /&(?:amp|lt|gt|quot|apos|nbsp);/uy

/** Whether the `&` at an offset begins an escape that cannot hide a reference. */
export function isHarmlessEntity(text: string, index: number): boolean {
  harmlessEntity.lastIndex = index
  return harmlessEntity.test(text)
}
