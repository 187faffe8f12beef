/**
 * Numbers before words in a summary line: `3 passed, 1 failed` → passed 3,
 * failed 1. Words that come twice are added up.
 */
export function countWords(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  const words = text.split(/[\s,|;()=]+/u)
  words.forEach((word, index) => {
    const next = words[index + 1]
    if (next === undefined || !/^\d{1,9}$/u.test(word)) return
    counts.set(next, (counts.get(next) ?? 0) + Number(word))
  })
  return counts
}
