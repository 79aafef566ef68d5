/** The floors of the house (docs/architecture.md): imports go only down, and a room is entered by its front door. */
const room = (path) => `^lib/${path}/`;
/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', comment: 'Two files that need each other are one thing, or a third is missing.', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'model-imports-nothing-above', severity: 'error', comment: 'Floor 1 knows only itself.', from: { path: room('model') }, to: { path: '^(lib/(ports|core|kernel|features|transport)|components|app|server)' } },
    { name: 'model-is-pure', severity: 'error', comment: 'No IO and no clock in model: hand them in.', from: { path: room('model') }, to: { dependencyTypes: ['core'] } },
    { name: 'values-before-iceberg', severity: 'error', comment: 'errors, then values, then iceberg.', from: { path: room('model/values') }, to: { path: room('model/iceberg') } },
    { name: 'ports-know-model-only', severity: 'error', comment: 'An adapter imports its port, model and its client library.', from: { path: room('ports') }, to: { path: '^(lib/(core|kernel|features|transport)|components|app)' } },
    { name: 'adapters-by-lakehouse-only', severity: 'error', comment: 'Only lib/lakehouse.ts builds adapters; everybody else imports port.ts.', from: { path: '^(lib|components|app)', pathNot: ['^lib/lakehouse\\.ts$', '^lib/ports/'] }, to: { path: '^lib/ports/(storage|engines|brokers|parser)/[^/]+/' } },
    { name: 'ports-know-no-other-port', severity: 'error', comment: 'Ports do not know each other.', from: { path: '^lib/ports/([^/]+)/' }, to: { path: '^lib/ports/([^/]+)/', pathNot: '^lib/ports/$1/' } },
    { name: 'core-stays-low', severity: 'error', comment: 'core imports model and storage/port.ts.', from: { path: room('core') }, to: { path: '^(lib/(ports/(engines|brokers|parser|db)|kernel|features|transport)|components|app)', pathNot: '^lib/ports/parser/port\\.ts$' } },
    { name: 'catalog-and-sql-are-strangers', severity: 'error', comment: 'They meet in features/queries.', from: { path: '^lib/core/(catalog|sql)/' }, to: { path: '^lib/core/(catalog|sql)/', pathNot: '^lib/core/$1/' } },
    { name: 'sql-by-parser-only', severity: 'error', comment: 'SQL text is worked on in children: use ports/parser.', from: { path: '^(lib/(features|kernel|transport)|components|app)' }, to: { path: room('core/sql') } },
    { name: 'kernel-stays-low', severity: 'error', comment: 'kernel imports model and ports/db; context.ts alone names the types of the ports.', from: { path: room('kernel') }, to: { path: '^(lib/(features|transport)|components|app)' } },
    { name: 'features-stay-low', severity: 'error', comment: 'A feature knows no transport and no screen.', from: { path: room('features') }, to: { path: '^(lib/transport|components|app)' } },
    { name: 'database-by-store', severity: 'error', comment: 'Inside a feature only store.ts touches the database.', from: { path: room('features'), pathNot: '/store[a-z-]*\\.ts$' }, to: { path: room('ports/db') } },
    { name: 'features-as-agreed', severity: 'error', comment: 'A feature reaches another only along the arrows of docs/architecture.md.', from: { path: '^lib/features/(tables|files|streams|people)/' }, to: { path: '^lib/features/([^/]+)/', pathNot: '^lib/features/$1/' } },
    { name: 'contract-is-isomorphic', severity: 'error', comment: 'The contract loads in a browser: model and zod.', from: { path: room('transport/api/contract') }, to: { path: '^(lib/(ports|core|kernel|features)|components|app|server)' } },
    { name: 'components-see-no-server', severity: 'error', comment: 'A screen reaches the server by the contract and its hooks.', from: { path: '^components/' }, to: { path: '^(lib/(ports|core|kernel|features|lakehouse)|lib/transport/(api/(handlers|server)|iceberg-rest)|server|app)' } },
    { name: 'ui-knows-no-noun', severity: 'error', comment: 'Primitives and the grid import model only.', from: { path: '^components/(ui|grid)/' }, to: { path: '^(components|lib/transport)/', pathNot: '^components/(ui|grid)/' } },
    { name: 'screens-are-strangers', severity: 'error', comment: 'A screen never imports another screen\'s folder.', from: { path: '^components/(home|tables|sql|settings|account)/' }, to: { path: '^components/(home|tables|sql|settings|account)/', pathNot: '^components/$1/' } },
    { name: 'no-dev-dependencies-in-product', severity: 'error', comment: 'A production install lacks them.', from: { path: '^(app|components|lib|server)', pathNot: '\\.mjs$' }, to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] } },
    { name: 'resolvable', severity: 'error', comment: 'An import that leads nowhere.', from: {}, to: { couldNotResolve: true, pathNot: '\\.css$' } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(node_modules|dist|\\.next)/|lib/ports/db/generated' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
