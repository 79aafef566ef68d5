import { implement } from '@orpc/server';
import * as load from '@/lib/features/load';
import * as maintenance from '@/lib/features/maintenance';
import * as people from '@/lib/features/people';
import * as queries from '@/lib/features/queries';
import * as system from '@/lib/features/system';
import * as tables from '@/lib/features/tables';
import type { Context } from '@/lib/kernel/context';
import { contract } from '../contract';
import { write } from './write-input';

/** What a procedure gets besides its input. */
export interface ApiContext {
  readonly ctx: Context;
  /** keeps the failure as it was thrown, for the problem that is answered */
  failure: unknown;
  /** ETag of what is answered, where it has one */
  etag: string | null;
}

// Output is held against the contract in tests and development; a request in production does not pay for it.
const os = implement(contract).$context<ApiContext>().$config(process.env.NODE_ENV === 'production' ? { initialOutputValidationIndex: Number.NaN } : {})
  .use(async ({ next, context }) => {
    const result = await next();
    const { output } = result as { readonly output: unknown };
    if (typeof output === 'object' && output !== null && 'etag' in output && typeof output.etag === 'string') context.etag = output.etag;
    return result;
  });

/** Each endpoint bound to its verb, and nothing else: whoever calls, the seam decides. */
export const router = os.router({
  catalogs: {
    list: os.catalogs.list.handler(({ context }) => tables.listCatalogs(context.ctx, {})),
    namespaces: os.catalogs.namespaces.handler(({ context, input }) => tables.listNamespaces(context.ctx, input)),
    namespace: os.catalogs.namespace.handler(({ context, input }) => tables.getNamespace(context.ctx, input)),
    tables: os.catalogs.tables.handler(({ context, input }) => tables.listTables(context.ctx, input)),
    summaries: os.catalogs.summaries.handler(({ context, input }) => tables.listSummaries(context.ctx, input)),
    names: os.catalogs.names.handler(({ context, input }) => tables.listNames(context.ctx, input)),
    search: os.catalogs.search.handler(({ context, input }) => tables.search(context.ctx, input)),
    createNamespace: os.catalogs.createNamespace.handler(({ context, input }) => tables.createNamespace(context.ctx, write(input))),
    dropNamespace: os.catalogs.dropNamespace.handler(({ context, input }) => tables.dropNamespace(context.ctx, write(input))),
    trash: os.catalogs.trash.handler(({ context, input }) => tables.listTrash(context.ctx, input)),
    restore: os.catalogs.restore.handler(({ context, input }) => tables.restore(context.ctx, write(input))),
    deleteTrash: os.catalogs.deleteTrash.handler(({ context, input }) => tables.deleteTrash(context.ctx, write(input))),
  },
  tables: {
    get: os.tables.get.handler(({ context, input }) => tables.getTable(context.ctx, input)),
    statistics: os.tables.statistics.handler(({ context, input }) => tables.getStatistics(context.ctx, input)),
    partitions: os.tables.partitions.handler(({ context, input }) => tables.getPartitions(context.ctx, input)),
    schemas: os.tables.schemas.handler(({ context, input }) => tables.listSchemas(context.ctx, input)),
    timeline: os.tables.timeline.handler(({ context, input }) => tables.getTimeline(context.ctx, input)),
    timelineColumns: os.tables.timelineColumns.handler(({ context, input }) => tables.getTimelineColumns(context.ctx, input)),
    snapshot: os.tables.snapshot.handler(({ context, input }) => tables.getSnapshot(context.ctx, input)),
    files: os.tables.files.handler(({ context, input }) => tables.listFiles(context.ctx, input)),
    file: os.tables.file.handler(({ context, input }) => tables.getFile(context.ctx, input)),
    footer: os.tables.footer.handler(({ context, input }) => tables.getFooter(context.ctx, input)),
    preview: os.tables.preview.handler(({ context, input }) => tables.previewTable(context.ctx, input)),
    ddl: os.tables.ddl.handler(({ context, input }) => tables.getDdl(context.ctx, input)),
    compare: os.tables.compare.handler(({ context, input }) => tables.compare(context.ctx, input)),
    compareRows: os.tables.compareRows.handler(({ context, input }) => tables.compareRows(context.ctx, input)),
    create: os.tables.create.handler(({ context, input }) => tables.createTable(context.ctx, write(input))),
    change: os.tables.change.handler(({ context, input }) => tables.changeTable(context.ctx, write(input))),
    setRef: os.tables.setRef.handler(({ context, input }) => tables.setRef(context.ctx, write(input))),
    removeRef: os.tables.removeRef.handler(({ context, input }) => tables.removeRef(context.ctx, write(input))),
    fastForward: os.tables.fastForward.handler(({ context, input }) => tables.fastForward(context.ctx, write(input))),
    cherryPick: os.tables.cherryPick.handler(({ context, input }) => tables.cherryPick(context.ctx, write(input))),
    rollback: os.tables.rollback.handler(({ context, input }) => tables.rollback(context.ctx, write(input))),
    register: os.tables.register.handler(({ context, input }) => tables.registerTable(context.ctx, write(input))),
    drop: os.tables.drop.handler(({ context, input }) => tables.dropTable(context.ctx, write(input))),
  },
  load: {
    inspect: os.load.inspect.handler(({ context, input }) => load.inspectUpload(context.ctx, input)),
    remove: os.load.remove.handler(({ context, input }) => load.deleteUpload(context.ctx, input)),
    inspectPath: os.load.inspectPath.handler(({ context, input }) => load.inspectPath(context.ctx, input)),
    start: os.load.start.handler(({ context, input }) => load.startLoad(context.ctx, write(input))),
  },
  queries: {
    submit: os.queries.submit.handler(({ context, input }) => queries.submitQuery(context.ctx, input)),
    get: os.queries.get.handler(({ context, input }) => queries.getQuery(context.ctx, input)),
    rows: os.queries.rows.handler(({ context, input }) => queries.readRows(context.ctx, input)),
    summary: os.queries.summary.handler(({ context, input }) => queries.summarizeColumn(context.ctx, input)),
    cancel: os.queries.cancel.handler(({ context, input }) => queries.cancelQuery(context.ctx, input)),
    list: os.queries.list.handler(({ context, input }) => queries.listQueries(context.ctx, input)),
    check: os.queries.check.handler(({ context, input }) => queries.checkQuery(context.ctx, input)),
    functions: os.queries.functions.handler(({ context }) => queries.listFunctions(context.ctx, {})),
    tabs: os.queries.tabs.handler(({ context }) => queries.listSqlTabs(context.ctx, {})),
    saveTab: os.queries.saveTab.handler(({ context, input }) => queries.saveSqlTab(context.ctx, input)),
    closeTab: os.queries.closeTab.handler(({ context, input }) => queries.closeSqlTab(context.ctx, input)),
  },
  people: {
    setup: os.people.setup.handler(({ context, input }) => people.completeSetup(context.ctx, input)),
    me: os.people.me.handler(({ context }) => people.me(context.ctx, {})),
    password: os.people.password.handler(({ context, input }) => people.changePassword(context.ctx, input)),
    sessions: os.people.sessions.handler(({ context }) => people.listSessions(context.ctx, {})),
    revokeSession: os.people.revokeSession.handler(({ context, input }) => people.revokeSession(context.ctx, input)),
    revokeOthers: os.people.revokeOthers.handler(({ context }) => people.revokeOtherSessions(context.ctx, {})),
    preference: os.people.preference.handler(({ context, input }) => people.setPreference(context.ctx, input)),
    tokens: os.people.tokens.handler(({ context }) => people.listTokens(context.ctx, {})),
    createToken: os.people.createToken.handler(({ context, input }) => people.createToken(context.ctx, input)),
    revokeToken: os.people.revokeToken.handler(({ context, input }) => people.revokeToken(context.ctx, input)),
    grants: os.people.grants.handler(({ context, input }) => people.listGrants(context.ctx, input)),
    grant: os.people.grant.handler(({ context, input }) => people.grant(context.ctx, input)),
    revoke: os.people.revoke.handler(({ context, input }) => people.revokeGrant(context.ctx, input)),
    audit: os.people.audit.handler(({ context, input }) => people.listAudit(context.ctx, input)),
  },
  maintenance: {
    health: os.maintenance.health.handler(({ context, input }) => maintenance.getHealth(context.ctx, input)),
    expiry: os.maintenance.expiry.handler(({ context, input }) => maintenance.previewExpiry(context.ctx, input)),
    expireSnapshots: os.maintenance.expireSnapshots.handler(({ context, input }) => maintenance.startExpireSnapshots(context.ctx, input)),
    removeOrphans: os.maintenance.removeOrphans.handler(({ context, input }) => maintenance.startRemoveOrphans(context.ctx, input)),
    compact: os.maintenance.compact.handler(({ context, input }) => maintenance.startCompact(context.ctx, input)),
    rewriteManifests: os.maintenance.rewriteManifests.handler(({ context, input }) => maintenance.startRewriteManifests(context.ctx, input)),
  },
  jobs: {
    list: os.jobs.list.handler(({ context, input }) => system.listJobs(context.ctx, input)),
    get: os.jobs.get.handler(({ context, input }) => system.getJob(context.ctx, input)),
    cancel: os.jobs.cancel.handler(({ context, input }) => system.cancelJob(context.ctx, input)),
  },
  system: {
    settings: os.system.settings.handler(({ context }) => system.getSettings(context.ctx, {})),
    home: os.system.home.handler(({ context, input }) => system.getHome(context.ctx, input)),
  },
});
