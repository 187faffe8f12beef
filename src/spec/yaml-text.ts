/** Words that YAML has for something else than text, in any of its versions. */
const words = /^(?:true|false|null|yes|no|on|off|y|n)$/iu

/** Digits with or without a power of ten (`1e83309`), and numbers of other bases. */
const numbers = /^(?:[\d._]+(?:e\d+)?|0[box][\da-f]+)$/iu

const plainWords = /^[A-Za-z][\w./]*(?:[ -][\w./]+)*$/u

const hash = /^[0-9a-f]{7,64}$/u

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/u

/**
 * One line of text as a YAML scalar: plain where nobody could take it for
 * something else, as chant writes it, else in quotes. It never holds `---`,
 * which chant takes for the end of a frontmatter wherever it stands.
 */
export function yamlText(text: string): string {
  const isPlain =
    moment.test(text) ||
    (!words.test(text) &&
      !numbers.test(text) &&
      (plainWords.test(text) || hash.test(text)))
  if (isPlain) return text
  const isSimple =
    !text.includes('---') &&
    /^[\x20-\x7e\u00a0-\u2027\u2030-\ud7ff]*$/u.test(text)
  return isSimple ? `'${text.replaceAll("'", "''")}'` : inDoubleQuotes(text)
}

function inDoubleQuotes(text: string): string {
  const whole = text.replace(/\p{Cs}/gu, '\ufffd')
  const escaped = whole.replace(
    /[^\x20\x21\x23-\x2c\x2e-\x5b\x5d-\x7e]/gu,
    (character) => {
      const code = character.codePointAt(0) ?? 0
      return `\\U${code.toString(16).padStart(8, '0')}`
    },
  )
  return `"${escaped}"`
}
