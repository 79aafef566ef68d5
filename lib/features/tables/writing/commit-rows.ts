import type { Builder, Committed, LoadedTable, SnapshotContent } from '@/lib/core/catalog';
import { conflict, isAppError } from '@/lib/model/errors';
import { refByName } from '@/lib/model/iceberg';
import type { Context } from '@/lib/kernel/context';
import type { AdoptedFiles } from './adopt-files';
import type { Origin, WriteAnswer } from './row-write';

/** What a snapshot's summary says of who made it; Trino and Spark show it. */
export const summaryOf = (ctx: Context, origin: Origin | null): Readonly<Record<string, string>> =>
  ({ 'engine-name': 'lakehouse-console', 'lakehouse-console.user': ctx.principal.name, ...(origin === null ? {} : { 'lakehouse-console.query-id': origin.queryId }) });

/**
 * Commits prepared files in one snapshot, on the newest base that still allows it. When it surely did not happen the files are
 * removed again; when nobody can tell they stay. CONFLICT, COMMIT_STATE_UNKNOWN.
 */
export function commitRows(ctx: Context, target: LoadedTable, content: SnapshotContent | ((base: LoadedTable) => Promise<SnapshotContent>), adopted: AdoptedFiles | null, origin: Origin | null): Promise<Committed> {
  return commitPrepared(ctx, target, async (base) => {
    const wanted = typeof content === 'function' ? await content(base) : content;
    return ctx.ports.catalog.changeFiles(base, { ...wanted, summary: { ...wanted.summary, ...summaryOf(ctx, origin) } });
  }, adopted);
}

/** The same of any change that names the prepared files. */
export async function commitPrepared(ctx: Context, target: LoadedTable, build: Builder, adopted: AdoptedFiles | null): Promise<Committed> {
  try {
    return await ctx.ports.catalog.commit(target.table, async (base) => {
      if (base.metadata.tableUuid !== target.metadata.tableUuid) throw conflict('The table was dropped and made anew meanwhile.');
      const change = await build(base);
      await adopted?.note(change.files);
      return change;
    }, { signal: ctx.signal });
  } catch (error) {
    // a commit that was told to stop says so before it publishes
    if (error === ctx.signal.reason || (isAppError(error) && error.outcome === 'none')) await adopted?.abandon();
    throw error;
  }
}

/** What a write answers, and the audit says of it. */
export function answerOf(ctx: Context, { loaded, changed }: Committed, content: SnapshotContent, rows: { readonly inserted: number; readonly updated: number; readonly deleted: number }, bytes: number): WriteAnswer {
  const snapshotId = changed ? (refByName(loaded.metadata, content.branch ?? 'main')?.snapshotId ?? null) : null;
  const data = content.added.filter((file) => file.content === 'data').length;
  const total = rows.inserted + rows.updated + rows.deleted;
  ctx.note({ rows: total, bytes, ...rows, after: { metadataVersion: loaded.version, snapshotId: snapshotId?.toString() ?? null } });
  return {
    metadataVersion: loaded.version, snapshotId: snapshotId?.toString() ?? null, rows: total,
    changed: { ...rows, filesAdded: data, filesRemoved: (content.removed ?? []).length, deleteFilesAdded: content.added.length - data + (content.rowDeletes?.positions.size ?? 0) },
  };
}
