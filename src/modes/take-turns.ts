/** Runs what it is given one after the other, in the order in which it comes. */
export type InTurn = <Result>(act: () => Promise<Result>) => Promise<Result>

/** Makes {@link InTurn}. A rejection is its caller's alone. */
export function takeTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve()
  return (act) => {
    const turn = after(last, act)
    last = turn
    return turn
  }
}

async function after<Result>(
  before: Promise<unknown>,
  act: () => Promise<Result>,
): Promise<Result> {
  await Promise.allSettled([before])
  return act()
}
