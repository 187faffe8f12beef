/** A value together with where it was read, so that every message can say so. */
export type Sourced<Value> = {
  readonly value: Value
  /**
   * Words for a person: "input `base`", "`.github/staging-pr.yml` line 3",
   * "preset cargo (`Cargo.toml`)", "default".
   */
  readonly source: string
}

/** Pairs a value with its source. */
export function sourced<Value>(value: Value, source: string): Sourced<Value> {
  return { value, source }
}
