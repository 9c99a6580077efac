import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/build.ts',
    setupFiles: 'test/node.ts',
    maxWorkers: 2, // some tests wait for other processes: two files at a time keep two cores at work
    testTimeout: 120_000,
    hookTimeout: 120_000,
    coverage: {
      // where each line counts
      include: ['src/verify/**/*.ts', 'src/adherence/**/*.ts', 'src/solvers/flow.ts'],
      reporter: ['text'],
      thresholds: {
        'src/verify/**': { statements: 95, lines: 95, functions: 95, branches: 95 },
        'src/adherence/**': { statements: 95, lines: 95, functions: 95, branches: 95 },
        'src/solvers/flow.ts': { statements: 95, lines: 95, functions: 95, branches: 95 },
      },
    },
  },
})
