import { createHash } from 'node:crypto';
import { hasCode, invalidInput, unsupported } from '@/lib/model/errors';
import { currentSnapshot } from '@/lib/model/iceberg';
import { loadRequest } from '@/lib/model/requests/load';
import type { Json } from '@/lib/model/values/lossless-json';
import { securables } from '@/lib/kernel/access/securables';
import { command, type Need } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import type { JobHandle } from '@/lib/kernel/jobs/job';
import { startJob } from '@/lib/kernel/jobs/runner';
import { tablePath } from '../tables/changes/api-path';
import type { Undo } from '../tables/changes/effect';
import { etagOf } from '../tables/changes/etag';
import { inTable, nameOf, requireCatalog, tableOf } from '../tables/inputs';
import { createTableAs, replaceRows, writeRows, type RowSource, type WriteAnswer } from '../tables/writing';
import { findBadRows } from './bad-rows';
import { openFile, scanOf, unreadable, type WholeFile } from './look';
import { planLoad, type LoadInput, type LoadPlan } from './plan-load';
import { placeNeeds, sourceFile } from './source-file';

const STEPS = 2;

function needsOf(ctx: Context, input: LoadInput): readonly Need[] {
  const securable = tableOf(input);
  const rights: readonly Need[] = input.mode === 'create'
    ? [{ privilege: 'create', securable: securables.namespace(input.catalog, input.namespace) }]
    : [{ privilege: 'insert', securable }, ...(input.mode === 'overwrite' ? [{ privilege: 'update_delete' as const, securable }] : [])];
  return [...rights, ...placeNeeds(ctx, input)];
}

/**
 * Starts the loading of a file into a table, in one commit, as a job, and answers its id. What does not go together is refused at once.
 * The job asks for the rights again, finds the bad rows first, and writes nothing when there are any that it may not leave out.
 */
export const startLoad = command({
  name: 'table.start_load', audit: 'none', input: inTable.extend(loadRequest),
  permission: (input, ctx) => {
    requireCatalog(ctx, input.catalog);
    return needsOf(ctx, input);
  },
  run: async (ctx, input) => {
    const opened = await openFile(ctx, await sourceFile(ctx, input, input.options), input.options);
    const plan = await planLoad(ctx, input, opened.sources);
    if (plan.target !== null && plan.target.readOnly !== null) throw unsupported(plan.target.readOnly);
    const { catalog, namespace, table, upload, path, options, mode, onBadRows } = input;
    const request = { upload, path, options, mode, onBadRows };
    const record = await startJob(
      ctx.ports,
      { kind: 'table.load', title: `Load ${opened.name} into ${[...nameOf(input).namespace, table].join('.')}`, on: tableOf({ catalog, namespace, table }), dryRun: false, input: JSON.parse(JSON.stringify(request)) as Json, principal: ctx.principal, source: ctx.source, requestId: ctx.requestId },
      () => ctx.now(),
      async (jobCtx, job) => (await load(jobCtx, input, { ...opened, columns: plan.columns }, plan, job)) as unknown as Json,
    );
    return { job: record.id };
  },
});

async function load(ctx: Context, input: LoadInput, file: WholeFile, plan: LoadPlan, job: JobHandle) {
  job.say(`Looks for rows of ${file.name} that do not fit`);
  job.progress(0, STEPS, 'steps');
  const badRows = await findBadRows(ctx, job.id, file);
  if (badRows > 0 && input.onBadRows === 'refuse') {
    // what the screens and scripts look at to offer the list
    job.progress(badRows, null, 'bad rows');
    throw invalidInput(`${badRows.toLocaleString('en-US')} ${badRows === 1 ? 'row does' : 'rows do'} not fit, so nothing was loaded. Download them, correct the file or the types, or leave them out.`);
  }
  job.say(badRows === 0 ? 'Every row fits' : `${badRows.toLocaleString('en-US')} rows do not fit and are left out`);
  job.progress(1, STEPS, 'steps');
  const textHash = createHash('sha256').update(JSON.stringify([file.name, file.options, plan.sql])).digest('hex');
  const source: RowSource = { sql: plan.sql, functions: [], scans: [scanOf(file, 'rows')], needs: placeNeeds(ctx, input), origin: { queryId: job.id, textHash } };
  try {
    const answer = await write(ctx, input, plan, source);
    job.progress(STEPS, STEPS, 'steps');
    job.say(`${answer.changed.inserted.toLocaleString('en-US')} rows are in version ${answer.metadataVersion}`);
    return { rows: answer.changed.inserted, badRows, rowsReplaced: answer.changed.deleted, metadataVersion: answer.metadataVersion, snapshotId: answer.snapshotId, undo: await undoOf(ctx, input, plan, answer) };
  } catch (error) {
    throw hasCode(error, 'QUERY_FAILED') ? unreadable(error, file) : error;
  }
}

function write(ctx: Context, input: LoadInput, { target, definition, omitted }: LoadPlan, source: RowSource): Promise<WriteAnswer> {
  if (target === null) {
    if (definition === null) throw new TypeError('a load has neither a table nor the definition of one');
    return createTableAs(ctx, { as: { table: nameOf(input), definition, source } });
  }
  const rows = { ...source, target, snapshot: currentSnapshot(target.metadata), branch: 'main', operation: 'insert' as const, omitted, filter: { op: 'true' as const }, whole: false, replan: null };
  return input.mode === 'overwrite' ? replaceRows(ctx, { write: rows }) : writeRows(ctx, { write: rows });
}

/** The request that takes the load back; null when somebody has written since. */
async function undoOf(ctx: Context, input: LoadInput, { target }: LoadPlan, { metadataVersion, snapshotId }: WriteAnswer): Promise<Undo | null> {
  const after = await ctx.ports.catalog.loadTable(nameOf(input));
  if (after.version !== metadataVersion || (snapshotId === null && target !== null)) return null;
  if (target === null) return { method: 'DELETE', path: tablePath(input), ifMatch: etagOf(after), body: null, words: `Drop ${input.table} again` };
  const before = currentSnapshot(after.metadata)?.parentSnapshotId ?? null;
  return before === null ? null : { method: 'POST', path: tablePath(input, ['rollback']), ifMatch: etagOf(after), body: { snapshotId: before.toString(), ref: 'main' }, words: `Put main back to snapshot ${before}` };
}
