import type { Caller } from '../caller.ts'
import type { World } from '../world.ts'

/** An object of the schema: values, and functions for fields that are looked up or take arguments. */
export type Node = Readonly<Record<string, unknown>>

/** What nodes need to look things up. */
export type Lookup = { readonly world: World; readonly caller: Caller }
