import { currentSchema, type Snapshot } from '@/lib/model/iceberg';
import type { LoadedTable } from '@/lib/core/catalog';
import { requireWritableColumns, layoutOf } from './file-layout';
import type { Context } from '@/lib/kernel/context';
import { adoptFiles } from './adopt-files';
import { answerOf, commitRows } from './commit-rows';
import { fullScan } from './full-scan';
import type { WriteAnswer } from './row-write';
import { runWrite } from './run-write';
import { sequenceNumbersOf } from './sequence-numbers';
import { withStaging } from './staging';

/** Data files of one state of a table that are to become fewer, or lose their deletes. */
export interface RewriteGroup {
  /** that the files are read from */
  readonly snapshot: Snapshot;
  readonly branch: string;
  /** paths as metadata spells them */
  readonly paths: readonly string[];
  /** the table's own unless told */
  readonly targetFileBytes?: number;
}

/**
 * Writes the rows of some data files anew, deletes applied, in the table's newest layout, and puts the new files in their place in
 * one commit of operation replace: no row changes, and in v3 each keeps its id. Rights are the caller's matter. CONFLICT when one
 * of the files is gone or lost rows meanwhile; nothing is left behind then.
 */
export async function rewriteFiles(ctx: Context, target: LoadedTable, { snapshot, branch, paths, targetFileBytes }: RewriteGroup): Promise<WriteAnswer> {
  const { metadata } = target;
  const layout = layoutOf(metadata, targetFileBytes);
  requireWritableColumns(layout.fields);
  const wanted = new Set(paths);
  const all = await fullScan(ctx, target, snapshot, { op: 'true' });
  const scan = { ...all, files: all.files.filter(({ file }) => wanted.has(file.path)) };
  const sequenceNumbers = metadata.formatVersion >= 3 ? await sequenceNumbersOf(ctx, target, snapshot) : new Map<string, bigint>();
  return withStaging(ctx.ports, async (staging) => {
    const result = await runWrite(ctx, { kind: 'rewrite', sql: '', scans: [], functions: [], omitted: [], layout, staging, target: { scan, mode: 'rewrite', sequenceNumbers, deleteFileEach: false } });
    const adopted = await adoptFiles(ctx.ports.store, staging, target, result, new Map());
    const content = {
      operation: 'replace' as const, added: adopted.added, branch, removed: scan.files.map(({ file: { path } }) => ({ path, contentOffset: null })),
      validate: { since: snapshot.snapshotId, filter: null, schema: currentSchema(metadata), isolation: 'snapshot' as const, referenced: [] },
      // equality deletes that come meanwhile still apply
      ...(metadata.formatVersion > 1 ? { dataSequenceNumber: snapshot.sequenceNumber } : {}),
    };
    return answerOf(ctx, await commitRows(ctx, target, content, adopted, null), content, { inserted: 0, updated: 0, deleted: 0 }, adopted.bytes);
  });
}
