/** Takes secrets out of a text. */
export type Redact = (text: string) => string

/** Stands where a secret stood. */
export const redacted = '(redacted)'

/** Shorter values are words, not secrets. UTF-16 units. */
const minCharacters = 8

/**
 * Makes a {@link Redact} for known values, in the forms in which they usually
 * turn up (plain, base64 at each of its three alignments, URI, JSON), and for
 * tokens that are known by how they look. Linear in the text.
 */
export function createRedact(values: readonly string[]): Redact {
  const forms = [
    ...new Set(
      values
        .flatMap((value) => [value, ...value.split('\n')])
        .map((value) => value.trim())
        .filter((value) => value.length >= minCharacters)
        .flatMap(formsOf),
    ),
  ].sort((one, other) => other.length - one.length)
  return (text) => {
    const known = forms.reduce(
      (left, form) =>
        left.includes(form) ? left.replaceAll(form, redacted) : left,
      text,
    )
    return patterns.reduce(
      (left, pattern) => left.replace(pattern, replacement),
      known,
    )
  }
}

function formsOf(value: string): readonly string[] {
  const json = JSON.stringify(value).slice(1, -1)
  return [value, encodeURIComponent(value), json, ...base64Forms(value)]
}

/** Base64 of the value wherever it begins in a longer text: the letters that depend on it alone. */
function base64Forms(value: string): readonly string[] {
  const bytes = new TextEncoder().encode(value)
  return [0, 1, 2].flatMap((before) => {
    const padded = new Uint8Array(before + bytes.length)
    padded.set(bytes, before)
    const whole = btoa(String.fromCodePoint(...padded))
    const start = Math.ceil((before * 8) / 6)
    const end = Math.floor(((before + bytes.length) * 8) / 6)
    const form = whole.slice(start, end)
    return [form, urlSafe(form)]
  })
}

function urlSafe(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_')
}

/**
 * A JSON web token, at the start of a run of its letters or behind a hyphen in
 * it. Whether one can be there is asked once a run, or every hyphen would lead
 * through the whole of it again.
 */
const webToken =
  /(?<![A-Za-z0-9_-])(?=[A-Za-z0-9_-]+\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10})((?:[A-Za-z0-9_]*-)*?)eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+/gu

/**
 * Tokens by their look: of GitHub (the newer ones hold a JWT), GitLab, package
 * registries (npm, PyPI, crates.io, Docker Hub), clouds (AWS, Google,
 * DigitalOcean), Slack, SendGrid, Stripe and services of language models; JSON
 * web tokens, private keys, and passwords in addresses. Each form is one that
 * its issuer made to be found.
 */
const patterns: readonly RegExp[] = [
  /\bgh[pousr]_[A-Za-z0-9._-]{36,}/gu,
  /\bgithub_pat_[A-Za-z0-9_]{22,}/gu,
  /\bnpm_[A-Za-z0-9]{36}\b/gu,
  /\bglpat-[A-Za-z0-9_-]{20,}/gu,
  /\bpypi-AgEI[A-Za-z0-9_-]{50,}/gu,
  /\bcio[A-Za-z0-9]{32}\b/gu,
  /\bdckr_pat_[A-Za-z0-9_-]{20,}/gu,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/gu,
  /\bAIza[A-Za-z0-9_-]{35}/gu,
  /\bdo[opr]_v1_[0-9a-f]{64}\b/gu,
  /\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}/gu,
  /\b[sr]k_live_[A-Za-z0-9]{20,}/gu,
  /\bsk-(?:ant-|proj-)[A-Za-z0-9_-]{20,}/gu,
  /\bhf_[A-Za-z0-9]{30,}\b/gu,
  /\bxox[abposr]-[A-Za-z0-9-]{10,}/gu,
  webToken,
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[A-Za-z0-9+/=\s]{0,10000}(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?/gu,
  /(?<=:\/\/[\w.%+-]{0,200}:)[^\s/@]{3,400}(?=@)/gu,
  /(?<=:\/\/)[^\s/@:]{20,400}(?=@)/gu,
]

/** What a pattern has caught stands before the secret. */
function replacement(_secret: string, before: unknown): string {
  return typeof before === 'string' ? before + redacted : redacted
}
