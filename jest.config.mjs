/** @type {import('jest').Config} */
export default {
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['ts', 'mjs', 'js', 'json', 'node'],
  roots: ['<rootDir>/__tests__'],
  testEnvironment: 'node',
  testMatch: ['**/*.test.ts'],
  testTimeout: 240_000,
  transform: { '\\.ts$': '<rootDir>/scripts/jest-transform.mjs' },
}
