import { configDefaults, defineConfig } from 'vitest/config'

/** The tests of the rooms where each line counts; counting slows all others down by a third. */
const COUNTED = [
  'verify*',
  'certificate',
  'adherence',
  'flow',
  'conflict',
  'lottery',
  'proportional',
  'years',
  'oracle',
  'agreements',
  'near',
  'draft-near',
  'carry',
  'proposal-verify',
  'institutions',
  'institutions-conflict',
]
const counted = COUNTED.map((name) => `test/${name}.test.ts`)

const shared = {
  globalSetup: 'test/build.ts',
  setupFiles: 'test/node.ts',
  testTimeout: 600_000,
  expect: { poll: { timeout: 300_000 } }, // however slow the machine: what is waited for happens, or the test is over
  hookTimeout: 600_000,
  isolate: false, // what a file imports is compiled once for all files of a worker
}

export default defineConfig({
  test: {
    maxWorkers: 3, // some tests wait for other processes, or for a time-out: three files at a time keep two cores at work
    projects: [
      { test: { ...shared, name: 'counted', include: counted } },
      {
        test: {
          ...shared,
          name: 'others',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...counted],
        },
      },
    ],
    coverage: {
      include: ['src/verify/**/*.ts', 'src/adherence/**/*.ts', 'src/solvers/{flow,blocks,lines,guess,chains}.ts'],
      reporter: ['text'],
      thresholds: {
        'src/verify/**': { statements: 95, lines: 95, functions: 95, branches: 95 },
        'src/adherence/**': { statements: 95, lines: 95, functions: 95, branches: 95 },
        'src/solvers/{flow,blocks,lines,guess,chains}.ts': { statements: 95, lines: 95, functions: 95, branches: 95 },
      },
    },
  },
})
