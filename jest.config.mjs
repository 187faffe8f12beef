/** @type {import('jest').Config} */
export default {
  extensionsToTreatAsEsm: ['.ts'],
  // Most tests wait for processes that they start.
  maxWorkers: '100%',
  moduleFileExtensions: ['ts', 'mjs', 'js', 'json', 'node'],
  roots: ['<rootDir>/__tests__'],
  testEnvironment: 'node',
  testMatch: ['**/*.test.ts'],
  testTimeout: 240_000,
  transform: { '\\.ts$': '<rootDir>/scripts/jest-transform.mjs' },
}
