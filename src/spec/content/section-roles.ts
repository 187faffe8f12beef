import type { Section } from '../spec.ts'

/**
 * Headings that tell what is wrong, best first. They stand in for a
 * description of what users see where the spec has none.
 */
export const beforeHeadings = [
  'problem',
  'problem statement',
  'the problem',
  'bug',
  'symptoms',
  'symptom',
  'issue',
  'current behavior',
  'current behaviour',
  'context',
  'background',
  'motivation',
  'current state',
  'current issues',
  'root cause',
  'root cause analysis',
] as const

/**
 * Headings that tell what is meant to be different, best first. Overview,
 * Summary and Task speak of work, not of what comes of it.
 */
export const afterHeadings = [
  'expected behavior',
  'expected behaviour',
  'expected outcome',
  'desired behavior',
  'desired behaviour',
  'solution',
  'proposed solution',
  'the solution',
  'approach',
  'fix',
  'the fix',
  'proposed fix',
  'fix approach',
  'goal',
  'goals',
  'objective',
] as const

/** Headings that tell why it went wrong. */
export const causeHeadings = ['root cause', 'root cause analysis'] as const

/** Headings that tell how it is done, best first. */
export const implementationHeadings = [
  'solution',
  'proposed solution',
  'the solution',
  'approach',
  'fix',
  'the fix',
  'proposed fix',
  'fix approach',
  'implementation',
  'implementation details',
  'implementation plan',
  'changes',
  'changes made',
  'summary',
  'overview',
  'task',
  'tasks',
  'requirements',
] as const

/** Headings of what was learned on the way. */
export const notesHeadings = ['implementation notes', 'notes'] as const

/** Headings of decisions that were taken. */
export const decisionHeadings = [
  'decisions',
  'decision',
  'design decisions',
] as const

/** The section with the first of these headings that has one; “Solution: Worktrees” counts as Solution. */
export function* sectionsNamed(
  sections: readonly Section[],
  headings: readonly string[],
): Generator<Section> {
  for (const heading of headings) {
    for (const section of sections) {
      const name = section.heading.trim().toLowerCase()
      if (name === heading || name.startsWith(`${heading}:`)) yield section
    }
  }
}
