/** What may import what, each rule with its reason: `npm run boundaries` enforces it. */
const SPEC = '\\.spec\\.ts$';

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
      from: { path: '^apps/([^/]+)/', pathNot: [SPEC, '^apps/cli/'] },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'cli-imports-what-apps-publish',
      comment:
        'The CLI needs the settings and the schema of every service, and what cdr and the sandbox publish; the rest of an app may change without it.',
      severity: 'error',
      from: { path: '^apps/cli/' },
      to: {
        path: '^apps/',
        pathNot: [
          '^apps/cli/',
          '^apps/cdr/src/published\\.ts$',
          '^apps/hbs-sandbox/src/control-api\\.ts$',
          '^apps/(authorization|evse-sync|gateway|remote-session)/src/(database|settings)\\.ts$',
        ],
      },
    },
    {
      name: 'tools-import-what-apps-publish',
      comment: 'A tool of developers that reaches into an app breaks with every change inside it.',
      severity: 'error',
      from: { path: '^tools/' },
      to: { path: '^apps/', pathNot: '^apps/[^/]+/src/(published|control-api)\\.ts$' },
    },
    {
      name: 'tests-import-what-the-cli-publishes',
      comment:
        'Tests run the commands as processes; what they call beside that is in one file, so that the CLI may change behind it.',
      severity: 'error',
      from: { path: '^test/' },
      to: { path: '^apps/cli/', pathNot: '^apps/cli/src/published\\.ts$' },
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
      comment: 'The image has apps and libs alone: an import of tools or tests fails there at start.',
      severity: 'error',
      from: { path: '^apps/', pathNot: SPEC },
      to: { path: '^(test|tools)/' },
    },
    {
      name: 'what-ships-knows-no-test-code',
      comment: 'Specs and the test folders of apps and libs are not in the image.',
      severity: 'error',
      from: { path: '^(apps|libs)/[^/]+/src/', pathNot: SPEC },
      to: { path: ['^(apps|libs)/[^/]+/test/', SPEC] },
    },
    {
      name: 'tests-use-tools-by-one-file',
      comment:
        'Tests start servers and the suite as `npm start` does; tools/suite-for-tests.ts is all that they need for it, and the tools may change behind it.',
      severity: 'error',
      from: { path: '^test/' },
      to: { path: '^tools/', pathNot: '^tools/suite-for-tests\\.ts$' },
    },
    {
      name: 'tools-use-test-support-alone',
      comment: 'test/support has servers and fakes for everybody; a test case is nobody’s building block.',
      severity: 'error',
      from: { path: '^tools/' },
      to: { path: '^test/', pathNot: '^test/support/' },
    },
    {
      name: 'test-support-below-tests',
      comment: 'What every test uses cannot depend on one of them.',
      severity: 'error',
      from: { path: '^test/support/' },
      to: { path: '^test/', pathNot: '^test/support/' },
    },
    {
      name: 'libraries-by-their-index',
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
      name: 'no-library-imports-its-own-index',
      comment: 'A file inside a library that imports its index.ts makes everything depend on everything.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/src/', pathNot: SPEC },
      to: { path: '^libs/$1/src/index\\.ts$' },
    },
    {
      name: 'oicp-is-independent',
      comment:
        'The protocol library runs without Nest, database, broker or any I/O, so that anything may use it.',
      severity: 'error',
      from: { path: '^libs/oicp/src/', pathNot: SPEC },
      to: {
        pathNot: ['^libs/oicp/', '^node_modules/(decimal\\.js|fastest-levenshtein|@streamparser/json)/'],
      },
    },
    {
      name: 'platform-at-the-bottom',
      comment: 'platform ← persistence ← messaging ← suite: each library knows only those before it.',
      severity: 'error',
      from: { path: '^libs/platform/' },
      to: { path: '^libs/(persistence|messaging|suite|oicp)/' },
    },
    {
      name: 'persistence-below-messaging',
      comment: 'platform ← persistence ← messaging ← suite: each library knows only those before it.',
      severity: 'error',
      from: { path: '^libs/persistence/' },
      to: { path: '^libs/(messaging|suite|oicp)/' },
    },
    {
      name: 'messaging-knows-no-service',
      comment:
        'libs/messaging is RabbitMQ for any application; what the services share about each other is in libs/suite.',
      severity: 'error',
      from: { path: '^libs/messaging/' },
      to: { path: '^(libs/(suite|oicp)|apps)/' },
    },
    {
      name: 'no-unlisted-packages',
      comment:
        'The image has the dependencies of package.json without devDependencies: the services and every command of the CLI must load with them.',
      severity: 'error',
      from: { path: '^(apps|libs)/[^/]+/src/', pathNot: SPEC },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev', 'unknown', 'undetermined'] },
    },
    {
      name: 'resolvable',
      comment: 'An import that cannot be resolved fails at start.',
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
