const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^#(\\w+)$': '<rootDir>/libs/$1/src/index.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
};

/** Real PostgreSQL and RabbitMQ, started once per run. From the build: jest does not compile this file's imports. */
const infrastructure = {
  globalSetup: '<rootDir>/dist/test/support/global-setup.js',
  globalTeardown: '<rootDir>/dist/test/support/global-teardown.js',
};

export default {
  testTimeout: 60_000,
  maxWorkers: 2,
  reporters: [
    'default',
    '<rootDir>/dist/tools/test/slowest-files-reporter.js',
    '<rootDir>/dist/tools/test/skipped-tests-reporter.js',
  ],
  // Modules of files that are done stay in a worker's memory, 3 GiB in the end: then it is slow, and too slow to leave.
  workerIdleMemoryLimit: '768MB',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{apps,libs,tools,test/load}/**/*.spec.ts'],
    },
    {
      ...shared,
      ...infrastructure,
      displayName: 'component',
      testMatch: ['<rootDir>/test/{component,fault}/**/*.spec.ts'],
    },
    {
      ...shared,
      ...infrastructure,
      displayName: 'e2e',
      testMatch: ['<rootDir>/test/e2e/**/*.spec.ts'],
    },
  ],
};
