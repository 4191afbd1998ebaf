/** The direction of the house: apps → libs, libs/oicp → nothing. `npm run boundaries` enforces it. */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Modules that import each other cannot be understood, tested or moved alone.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'apps-do-not-know-each-other',
      comment:
        'Services meet at the broker, through the message map; one that imports another cannot be deployed alone.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: ['\\.spec\\.ts$', '^apps/cli/'] },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'libs-do-not-know-apps',
      comment: 'A library that knows its users is part of them.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(apps|test|tools)/' },
    },
    {
      name: 'apps-do-not-know-tools-or-tests',
      comment: 'What runs in production needs neither.',
      severity: 'error',
      from: { path: '^apps/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(test|tools)/' },
    },
    {
      name: 'libraries-by-their-door',
      comment:
        'Import #oicp, #platform, #persistence, #messaging or #suite: behind its index.ts a library may change freely.',
      severity: 'error',
      from: {
        path: '^(apps|libs|test|tools)/([^/]+)/',
        pathNot: '^test/fault/messaging/consumer\\.spec\\.ts$',
      },
      to: { path: '^libs/([^/]+)/src/', pathNot: ['^libs/[^/]+/src/index\\.ts$', '^libs/$2/'] },
    },
    {
      name: 'no-library-imports-its-own-door',
      comment: 'A file inside a library that imports its index.ts makes everything depend on everything.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/src/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^libs/$1/src/index\\.ts$' },
    },
    {
      name: 'oicp-stands-alone',
      comment:
        'The protocol library runs without Nest, database, broker or any I/O, so that anything may use it.',
      severity: 'error',
      from: { path: '^libs/oicp/src/', pathNot: '\\.spec\\.ts$' },
      to: {
        pathNot: ['^libs/oicp/', '^node_modules/(decimal\\.js|fastest-levenshtein|@streamparser/json)/'],
      },
    },
    {
      name: 'platform-at-the-bottom',
      comment: 'platform ← persistence ← messaging: the libraries stand on each other in this order.',
      severity: 'error',
      from: { path: '^libs/platform/' },
      to: { path: '^libs/(persistence|messaging)/' },
    },
    {
      name: 'messaging-knows-no-service',
      comment:
        'libs/messaging is RabbitMQ for anybody; what the services share about each other is in libs/suite.',
      severity: 'error',
      from: { path: '^libs/messaging/' },
      to: { path: '^(libs/(suite|oicp)|apps)/' },
    },
    {
      name: 'persistence-below-messaging',
      comment: 'platform ← persistence ← messaging: the libraries stand on each other in this order.',
      severity: 'error',
      from: { path: '^libs/persistence/' },
      to: { path: '^libs/messaging/' },
    },
    {
      name: 'no-unlisted-packages',
      comment:
        'What is imported stands in package.json; what production imports (the services, and the commands in their image) is no devDependency.',
      severity: 'error',
      from: {
        path: '^(apps|libs)/',
        pathNot: ['\\.spec\\.ts$', '^libs/[^/]+/test/'],
      },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev', 'unknown', 'undetermined'] },
    },
    {
      name: 'resolvable',
      comment: 'An import that resolves to nothing fails at start.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default'],
    },
  },
};
