import { configureGlobal } from 'fast-check'

// A counterexample kills a mutant; nobody reads a smaller one.
configureGlobal({ endOnFailure: true })
