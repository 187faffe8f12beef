/** Contents of blobs that were read, as far as there is room: commits of one run have most of their files in common. */
export class BlobCache {
  readonly #blobs = new Map<string, Buffer>()
  /** Bytes. */
  #room = 16 * 1024 * 1024

  /** `undefined` where the blob was not kept. */
  get(oid: string): Buffer | undefined {
    return this.#blobs.get(oid)
  }

  /** Keeps a blob if there is room for it. */
  keep(oid: string, content: Buffer | null): void {
    if (content === null || content.length > this.#room) return
    this.#room -= content.length
    this.#blobs.set(oid, content)
  }
}
