/** Something on disk that has to go again. */
type Removable = { remove(): Promise<void> }

/** Waits for all; when one cannot be made, what the others made is removed before its error is thrown. */
export async function allOrNone(
  making: readonly Promise<Removable | null>[],
): Promise<void> {
  try {
    await Promise.all(making)
  } catch (error) {
    for (const made of await Promise.allSettled(making)) {
      if (made.status === 'fulfilled') await made.value?.remove()
    }
    throw error
  }
}
