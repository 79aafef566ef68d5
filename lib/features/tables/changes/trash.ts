import { z } from 'zod';
import { notFound } from '@/lib/model/errors';
import type { TrashEntry } from '@/lib/core/catalog';
import { namespaceName, namespacePath } from '@/lib/model/routes';
import { securables, type Securable } from '@/lib/kernel/access/securables';
import { command, type Need } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import { inCatalog, paged, requireCatalog } from '../inputs';
import { openTable } from '../open';
import { tablePath } from './api-path';
import { amountsAt, NO_EFFECT } from './effect';
import { etagOf } from './etag';
import { deleteKeyedWrites } from './store';
import { writeOptions } from './write-input';
import { writeVerb } from './write-verb';

const DAY_MS = 24 * 3_600_000;
const id = z.string().min(1).max(64);
const onTable = ({ ports }: Context, { table }: TrashEntry): Securable => securables.table(ports.catalog.name, namespacePath(table.namespace), table.name);

const present = (ctx: Context, entry: TrashEntry) => ({
  id: entry.id, kind: entry.kind, namespace: namespacePath(entry.table.namespace), table: entry.table.name, at: new Date(entry.atMs).toISOString(), by: entry.by, reason: entry.reason, bytes: entry.bytes, files: entry.files,
  can: { restore: needsOf(ctx, entry).every(({ privilege, securable }) => ctx.can(privilege, securable)) },
});

/** What went to the trash of tables that one may describe, newest first. */
export const listTrash = command({
  name: 'trash.list', audit: 'none', input: inCatalog.extend(paged),
  permission: (input, ctx) => { requireCatalog(ctx, input.catalog); return { privilege: 'discover', securable: securables.catalog(input.catalog) }; },
  run: async (ctx, input) => {
    const seen = (await ctx.ports.catalog.listTrash()).filter((entry) => ctx.can('describe', onTable(ctx, entry)));
    const from = input.cursor === undefined ? 0 : placeBehind(seen, input.cursor);
    const page = seen.slice(from, from + input.limit);
    return {
      items: page.map((entry) => present(ctx, entry)), next: from + page.length < seen.length ? (page.at(-1)?.id ?? null) : null,
      total: seen.length, bytes: seen.reduce((sum, { bytes }) => sum + bytes, 0),
    };
  },
});

const SECOND = 'yyyymmddThhmmss'.length;

/** Where a page goes on; an entry that was put back meanwhile still says in which second it went, as its id begins with that. */
function placeBehind(newestFirst: readonly TrashEntry[], cursor: string): number {
  const at = newestFirst.findIndex((entry) => entry.id === cursor);
  if (at >= 0) return at + 1;
  const older = newestFirst.findIndex((entry) => entry.id.slice(0, SECOND) <= cursor.slice(0, SECOND));
  return older < 0 ? newestFirst.length : older;
}

/** A table comes back as if it were made; single files belong to whoever maintains the table. */
function needsOf(ctx: Context, entry: TrashEntry): readonly Need[] {
  if (entry.kind === 'files') return [{ privilege: 'maintain', securable: onTable(ctx, entry) }];
  return [{ privilege: 'drop', securable: onTable(ctx, entry) }, { privilege: 'create', securable: securables.namespace(ctx.ports.catalog.name, namespacePath(entry.table.namespace)) }];
}

async function entryById(ctx: Context, wanted: string): Promise<TrashEntry> {
  const entry = (await ctx.ports.catalog.listTrash()).find((one) => one.id === wanted);
  if (entry === undefined || !ctx.can('describe', onTable(ctx, entry))) throw notFound('trash entry', wanted);
  return entry;
}

const input = inCatalog.extend({ ...writeOptions, id });
const needing = async (asked: z.output<typeof input>, ctx: Context): Promise<readonly Need[] | 'authenticated'> => {
  requireCatalog(ctx, asked.catalog);
  // a keyed retry asks about an entry that its first try took out: whoever did that was asked then
  const entry = (await ctx.ports.catalog.listTrash()).find((one) => one.id === asked.id);
  if (entry === undefined) return 'authenticated';
  await entryById(ctx, asked.id);
  return needsOf(ctx, entry);
};

/** Puts a table, or files of one, back where it was. */
export const restore = writeVerb({
  name: 'trash.restore', input, permission: needing,
  settle: async (ctx, asked, { answer }) => ((await ctx.ports.catalog.listTrash()).some((one) => one.id === asked.id) ? null : answer),
  run: async (ctx, asked, tell) => {
    const entry = await entryById(ctx, asked.id);
    const place = { catalog: asked.catalog, namespace: namespacePath(entry.table.namespace), table: entry.table.name };
    const name = `${namespaceName(place.namespace)}.${place.table}`;
    const answer = { metadataVersion: null as number | null, snapshotId: null as string | null, etag: null as string | null, namespace: place.namespace, table: place.table, dryRun: asked.dryRun, changed: true, effect: { ...NO_EFFECT, words: [`puts ${entry.kind === 'table' ? name : `${entry.files} files of ${name}`} back: ${entry.files} files, ${entry.bytes} bytes`] }, undo: null as null | { method: 'DELETE'; path: string; ifMatch: string | null; body: null; words: string } };
    if (asked.dryRun) return answer;
    await tell(null, answer);
    await ctx.ports.catalog.restore(asked.id);
    ctx.note({ after: { trash: asked.id, table: name } });
    if (entry.kind === 'files') return answer;
    const loaded = await openTable(ctx, place);
    const etag = etagOf(loaded);
    return {
      ...answer, metadataVersion: loaded.version, snapshotId: loaded.metadata.currentSnapshotId?.toString() ?? null, etag, effect: { ...answer.effect, after: amountsAt(loaded.metadata, loaded.metadata.currentSnapshotId) },
      undo: { method: 'DELETE' as const, path: tablePath(place), ifMatch: etag, body: null, words: `Move ${place.table} to the trash again` },
    };
  },
});

/** Takes an entry out of the trash for good, which nothing brings back. */
export const deleteTrash = writeVerb({
  name: 'trash.delete', input, permission: needing,
  settle: async (ctx, asked, { answer }) => ((await ctx.ports.catalog.listTrash()).some((one) => one.id === asked.id) ? null : answer),
  run: async (ctx, asked, tell) => {
    const entry = await entryById(ctx, asked.id);
    const answer = { metadataVersion: null, snapshotId: null, etag: null, dryRun: asked.dryRun, changed: true, effect: { ...NO_EFFECT, words: [`removes ${entry.files} files of ${[...entry.table.namespace, entry.table.name].join('.')} for good: ${entry.bytes} bytes`] }, undo: null };
    if (asked.dryRun) return answer;
    await tell(null, answer);
    await ctx.ports.catalog.emptyTrash({ id: asked.id });
    return answer;
  },
});

/** Removes what lay in the trash longer than it is kept, and keys of writes that are older than a day. */
export const sweepTables = command({
  name: 'table.sweep', audit: 'none', input: z.object({}), permission: 'system',
  run: async (ctx) => {
    const { catalog, db, settings, log, store } = ctx.ports;
    const keys = await deleteKeyedWrites(db, new Date(ctx.now().getTime() - DAY_MS));
    const gone = store.capabilities.publishNoReplace ? await catalog.emptyTrash({ beforeMs: ctx.now().getTime() - settings.retention.trashMs }) : [];
    if (gone.length > 0) log.info({ entries: gone.map((entry) => entry.id) }, 'Entries of the trash went for good');
    return { keys, entries: gone.length };
  },
});
