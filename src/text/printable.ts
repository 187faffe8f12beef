import stripAnsi from 'strip-ansi'

/** Longest line that is handed to the escape sequence stripper. UTF-16 units. */
const maxLineCharacters = 4096

/** Reorders or hides text: bidirectional controls, zero width, tags (Unicode; Trojan Source, CVE-2021-42574). */
const invisible =
  /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2061-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu

/** C0 and C1 controls but tab and line feed, and what is left of escape sequences. */
const controls = /[\p{Cc}]/gu

const lineEnds = /\r\n?|[\u0085\u2028\u2029]/gu

/**
 * Text as a person may see it: terminal sequences and control characters gone,
 * invisible and reordering characters shown as `\u{202E}`, lone surrogates
 * replaced. Linear in the length of the text.
 */
export function printableText(text: string): string {
  if (isPlain(text)) return text
  return text.replace(lineEnds, '\n').split('\n').map(printableLine).join('\n')
}

/** Most lines are plain ASCII; they are told by one pass. */
function isPlain(text: string): boolean {
  return /^[\t\n\x20-\x7e]*$/u.test(text)
}

function printableLine(line: string): string {
  const pieces: string[] = []
  for (let at = 0; at < line.length; at += maxLineCharacters) {
    pieces.push(stripAnsi(line.slice(at, at + maxLineCharacters)))
  }
  return pieces
    .join('')
    .replace(controls, (character) => (character === '\t' ? '\t' : ''))
    .replace(invisible, escapeCharacter)
    .replace(/\p{Cs}/gu, '\ufffd')
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return `\\u{${code.toString(16).toUpperCase()}}`
}
