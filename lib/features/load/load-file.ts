import { createHash } from 'node:crypto';
import { AppError, hasCode, invalidInput } from '@/lib/model/errors';
import { currentSnapshot } from '@/lib/model/iceberg';
import type { Context } from '@/lib/kernel/context';
import type { JobHandle } from '@/lib/kernel/jobs/job';
import { tablePath } from '../tables/changes/api-path';
import type { Undo } from '../tables/changes/effect';
import { etagOf, requireMatch } from '../tables/changes/etag';
import { nameOf } from '../tables/inputs';
import { createTableAs, liveFiles, replaceRows, writeRows, type RowSource, type WriteAnswer } from '../tables/writing';
import { countRows, findBadRows } from './bad-rows';
import { scanOf, unreadable, type WholeFile } from './look';
import type { LoadInput, LoadPlan } from './plan-load';
import { placeNeeds } from './source-file';

const STEPS = 2;

/** What came of a load, or would come of it: the result of its job. */
interface Loaded {
  readonly dryRun: boolean;
  readonly rows: number;
  readonly badRows: number;
  readonly rowsReplaced: number;
  /** null: there is no table, as this was a dry run */
  readonly metadataVersion: number | null;
  readonly snapshotId: string | null;
  readonly effect: { readonly words: readonly string[] };
  readonly undo: Undo | null;
}

/** The work of a load's job: the bad rows, put aside, then the others in one commit. */
export async function loadFile(ctx: Context, input: LoadInput, file: WholeFile, plan: LoadPlan, job: JobHandle): Promise<Loaded> {
  job.say(`Looks for rows of ${file.name} that do not fit`);
  job.progress(0, STEPS, 'steps');
  const badRows = await findBadRows(ctx, job.id, file);
  if (badRows > 0 && input.onBadRows === 'refuse') {
    // what the screens and scripts look at to offer the list
    job.progress(badRows, null, 'bad rows');
    throw invalidInput(`${said(badRows)} ${badRows === 1 ? 'row does' : 'rows do'} not fit, so nothing was loaded. Download them, correct the file or the types, or leave them out.`);
  }
  job.say(badRows === 0 ? 'Every row fits' : `${said(badRows)} rows do not fit and are left out`);
  job.progress(1, STEPS, 'steps');
  if (input.dryRun) return wouldLoad(ctx, input, plan, await countRows(ctx, job.id, file), badRows);
  const textHash = createHash('sha256').update(JSON.stringify([file.name, file.options, plan.sql])).digest('hex');
  const source: RowSource = { sql: plan.sql, functions: [], scans: [scanOf(file, 'rows')], needs: placeNeeds(ctx, input), origin: { queryId: job.id, textHash } };
  try {
    const answer = await write(ctx, input, plan, source);
    const [rows, rowsReplaced] = [answer.changed.inserted, answer.changed.deleted];
    job.progress(STEPS, STEPS, 'steps');
    job.say(`${said(rows)} rows are in version ${answer.metadataVersion}`);
    return { dryRun: false, rows, badRows, rowsReplaced, metadataVersion: answer.metadataVersion, snapshotId: answer.snapshotId, effect: { words: wordsOf(input, rows, badRows, rowsReplaced) }, undo: await undoOf(ctx, input, plan, answer) };
  } catch (error) {
    if (hasCode(error, 'STORAGE_FULL')) throw new AppError('STORAGE_FULL', `${error.message} Nothing of ${file.name} was loaded.`, {}, { cause: error });
    throw hasCode(error, 'QUERY_FAILED') ? unreadable(error, file) : error;
  }
}

async function wouldLoad(ctx: Context, input: LoadInput, { target }: LoadPlan, rows: number, badRows: number): Promise<Loaded> {
  const replaced = target === null || input.mode !== 'overwrite' ? [] : await liveFiles(ctx, target, 'main');
  const rowsReplaced = replaced.reduce((sum, { recordCount }) => sum + recordCount, 0);
  return { dryRun: true, rows, badRows, rowsReplaced, metadataVersion: target?.version ?? null, snapshotId: null, effect: { words: wordsOf(input, rows, badRows, rowsReplaced) }, undo: null };
}

function wordsOf({ mode, table }: LoadInput, rows: number, badRows: number, rowsReplaced: number): readonly string[] {
  const words = { create: `makes the table ${table} with ${said(rows)} rows`, append: `adds ${said(rows)} rows to ${table}`, overwrite: `puts ${said(rows)} rows in the place of the ${said(rowsReplaced)} of ${table}` }[mode];
  return [words, ...(badRows === 0 ? [] : [`leaves out ${said(badRows)} that ${badRows === 1 ? 'does' : 'do'} not fit`])];
}
const said = (rows: number): string => rows.toLocaleString('en-US');

function write(ctx: Context, input: LoadInput, { target, definition, omitted }: LoadPlan, source: RowSource): Promise<WriteAnswer> {
  if (target === null) {
    if (definition === null) throw new TypeError('a load has neither a table nor the definition of one');
    return createTableAs(ctx, { as: { table: nameOf(input), definition, source } });
  }
  const rows = {
    ...source, target, snapshot: currentSnapshot(target.metadata), branch: 'main', operation: 'insert' as const, omitted, filter: { op: 'true' as const }, whole: false, replan: null,
    allowedOn: (base: typeof target) => requireMatch(ctx, base, input.ifMatch),
  };
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
