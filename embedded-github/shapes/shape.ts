/** A part of what GitHub's description says an answer holds: right types, fields may be absent or `null` (the description is too strict about that). */
export type Shape<Full> = Full extends readonly (infer Item)[]
  ? readonly Shape<Item>[]
  : Full extends object
    ? { readonly [Key in keyof Full]?: Shape<Full[Key]> | null | undefined }
    : Full | null
