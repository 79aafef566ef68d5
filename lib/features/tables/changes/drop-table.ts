import { hasCode, unsupported } from '@/lib/model/errors';
import type { LoadedTable, TrashEntry } from '@/lib/core/catalog';
import { tableFolder } from '@/lib/core/catalog';
import type { Context } from '@/lib/kernel/context';
import { nameOf } from '../inputs';
import { openTable } from '../open';
import { restorePath } from './api-path';
import { namesOf } from './change-ddl';
import type { Written } from './commit-change';
import { amountsAt, NO_EFFECT, type Effect } from './effect';
import { requireMatch } from './etag';
import { mentionsOf } from './store-mentions';
import { needing, tableWrite, type TableWrite } from './write-input';
import { writeVerb } from './write-verb';

/** Moves a table, a broken one too, to the trash, from where it can be put back. */
export const dropTable = writeVerb({
  name: 'table.drop', input: tableWrite, permission: needing('drop'),
  settle: async (ctx, input, { attempt, answer }) => {
    const entry = (await ctx.ports.catalog.listTrash()).find(({ kind, path, atMs, by }) => kind === 'table' && path === tableFolder(nameOf(input)) && atMs >= (attempt?.updatedMs ?? 0) && by === ctx.principal.name);
    return entry === undefined ? null : { ...answer, undo: undoOf(input, entry) };
  },
  run: async (ctx, input, tell) => {
    const { catalog } = ctx.ports;
    const loaded = await openOrBroken(ctx, input);
    if (loaded !== null) await requireMatch(ctx, loaded, input.ifMatch);
    else if (input.ifMatch !== undefined) throw unsupported('This table cannot be read, so nobody can tell whether it is the one that If-Match means. Leave If-Match out to drop it all the same.');
    const answer: Written = {
      metadataVersion: loaded?.version ?? 0, snapshotId: loaded?.metadata.currentSnapshotId?.toString() ?? null, etag: null, dryRun: input.dryRun, changed: true,
      effect: await effectOf(ctx, input, loaded), undo: null,
    };
    if (input.dryRun) return answer;
    await tell({ version: answer.metadataVersion, path: tableFolder(nameOf(input)) ?? '', sha256: '', updatedMs: ctx.now().getTime(), tableUuid: loaded?.metadata.tableUuid ?? null, snapshotIds: [] }, answer);
    const entry = await catalog.dropTable(nameOf(input), { by: ctx.principal.name });
    ctx.note({ before: { metadataVersion: answer.metadataVersion, uuid: loaded?.metadata.tableUuid ?? null }, after: { trash: entry.id, bytes: entry.bytes, files: entry.files } });
    return { ...answer, undo: undoOf(input, entry) };
  },
});

const undoOf = (input: TableWrite, entry: TrashEntry) => ({ method: 'POST' as const, path: restorePath(input.catalog, entry.id), ifMatch: null, body: null, words: `Restore ${input.table} from the trash` });

async function openOrBroken(ctx: Context, input: TableWrite): Promise<LoadedTable | null> {
  try {
    return await openTable(ctx, input);
  } catch (error) {
    if (hasCode(error, 'BROKEN_TABLE', 'UNSUPPORTED')) return null;
    throw error;
  }
}

async function effectOf(ctx: Context, input: TableWrite, loaded: LoadedTable | null): Promise<Effect> {
  const [{ bytes, files }, mentions] = await Promise.all([ctx.ports.catalog.tableSize(nameOf(input)), mentionsOf(ctx, input)]);
  const { trino, spark } = namesOf(input);
  const refs = loaded === null ? [] : Object.entries(loaded.metadata.refs).filter(([name]) => name !== 'main').map(([name, { type }]) => `${type} ${name}`);
  const held = loaded === null ? 'which cannot be read' : `with ${loaded.metadata.snapshots.length} ${loaded.metadata.snapshots.length === 1 ? 'snapshot' : 'snapshots'}`;
  return {
    ...NO_EFFECT, mentions, ddl: { trino: `DROP TABLE ${trino};`, spark: `DROP TABLE ${spark};` },
    words: [`moves ${input.table}, ${held}, to the trash: ${files} files, ${bytes} bytes`, ...(refs.length > 0 ? [`with it go ${refs.join(', ')}`] : [])],
    before: loaded === null ? null : amountsAt(loaded.metadata, loaded.metadata.currentSnapshotId),
  };
}
