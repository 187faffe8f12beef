/** Name and version, as they stand in evidence and in the user agent. */
export const product = { name: 'staging-pr', version: '0.1.0' } as const

/** `name version`. */
export const productName = `${product.name} ${product.version}`
