/** Names of tools that are no names of people, as they stand in co-author trailers. */
const unmistakable =
  /^(?:claude(?: code| (?:\d|opus|sonnet|haiku)[\w .()-]{0,40}| \([\w .()-]{1,40}\))|(?:chat)?gpt(?:[ -][\w .-]{1,30})?|(?:openai )?codex(?:[ -][\w .-]{1,30})?|(?:github )?copilot(?: [\w .-]{1,30}|\[bot\])?|(?:google )?gemini[ -](?:[\w .-]{1,30})|cursor(?: ?agent| ai)|devin(?: ai)|(?:claude|cursor|codex|gemini-code-assist|devin-ai-integration|google-labs-jules)\[bot\]|aider \([^()]{1,60}\)|windsurf(?: ai)?|amazon q(?: developer)?|openai|anthropic|qwen[\w .-]{0,30}|deepseek[\w .-]{0,30}|grok[\w .-]{0,30}|[\w .-]{0,40}\b(?:ai agent|coding agent|llm))$/iu

/** Names that people have as well: their address decides. */
const ambiguous = /^(?:claude|gemini|cursor|devin|jules|aider|cody|amp)$/iu

/** Addresses that are nobody's. */
const machines =
  /^(?:(?:no-?reply|donotreply|cursoragent|codex|claude|copilot|aider|gemini|bot|agent)@[\w.-]{1,100}|[^@\s]{0,80}(?:copilot|cursoragent|\[bot\])@users\.noreply\.github\.com)$/iu

/** Line that some tools leave in a message. */
const generatedWith =
  /^(?:\u{1f916} )?generated (?:with|by) \[?((?:claude|chatgpt|gpt|codex|github copilot|copilot|gemini|cursor|aider|devin|windsurf)(?: code| agent)?)\b/iu

/** A trailer that names a co-author, its name and address apart; `null` for any other line. */
function coAuthorIn(
  line: string,
): { readonly name: string; readonly address: string } | null {
  const found =
    /^co-authored-by[ \t]*:([^<\r\n]{1,200})(?:<([^>\r\n]{0,200})>)?/iu.exec(
      line,
    )
  return found === null
    ? null
    : { name: (found[1] ?? '').trim(), address: (found[2] ?? '').trim() }
}

/** Whether a line names an AI tool as co-author. In doubt it is a person. */
export function isAiCoAuthor(line: string): boolean {
  const author = coAuthorIn(line)
  if (author === null) return false
  const { name, address } = author
  if (unmistakable.test(name)) return true
  return ambiguous.test(name) && (address === '' || machines.test(address))
}

/** Tools that messages of commits name as co-authors or say they were made with, each once. */
export function aiHelpIn(messages: readonly string[]): readonly string[] {
  const names = messages.flatMap((message) =>
    message.split('\n').flatMap((line) => {
      if (isAiCoAuthor(line)) return coAuthorIn(line)?.name ?? []
      return generatedWith.exec(line.trim())?.[1] ?? []
    }),
  )
  const known = new Map(names.map((name) => [name.toLowerCase(), name]))
  return [...known.values()]
}

/** A message without the lines that name an AI tool as co-author; people stay. */
export function withoutAiCoAuthors(message: string): string {
  const lines = message.split('\n')
  const kept = lines.filter((line) => !isAiCoAuthor(line))
  if (kept.length === lines.length) return message
  return `${kept
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trimEnd()}\n`
}
