/** A stream on which a list may be redrawn: a terminal that is no dumb one, with somebody before it. */
export function screenOf(
  stream: NodeJS.WriteStream,
  environment: Readonly<Record<string, string | undefined>>,
): NodeJS.WriteStream | null {
  const isWatched = !environment['CI'] && environment['TERM'] !== 'dumb'
  return stream.isTTY && isWatched ? stream : null
}
