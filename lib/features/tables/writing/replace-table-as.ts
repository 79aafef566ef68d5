import { z } from 'zod';
import type { LoadedTable } from '@/lib/core/catalog';
import { conflict, hasCode, unsupported } from '@/lib/model/errors';
import { applyUpdates, currentSchema, placedFields, type TableMetadata } from '@/lib/model/iceberg';
import { namespacePath } from '@/lib/model/routes';
import { securables } from '@/lib/kernel/access/securables';
import { command } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import type { Definition } from '../changes/definition-of';
import { replacementOf } from '../changes/replacement';
import { adoptFiles } from './adopt-files';
import { answerOf, commitPrepared, summaryOf } from './commit-rows';
import { layoutOf, requireWritableColumns } from './file-layout';
import type { RowSource, WriteAnswer } from './row-write';
import { runWrite } from './run-write';
import { withStaging } from './staging';
import { commitError, retriesOf } from './write-rows';

export interface ReplacedTable {
  readonly target: LoadedTable;
  /** the SELECT's columns are its fields, in their order */
  readonly definition: Definition;
  readonly source: RowSource;
  /** where the SELECT reads the table itself: the snapshot of main that it reads, null before the first */
  readonly reads: { readonly snapshotId: bigint | null } | null;
  /** the same planned on the newest state */
  readonly replan: () => Promise<ReplacedTable>;
}

/**
 * Gives a table another definition and the rows of a SELECT, in one commit: readers see the old table or the new. As
 * Iceberg's replace does it keeps the UUID and the snapshots, and the new rows begin a branch main without a parent. What others committed
 * to the table meanwhile goes with its old rows, except where the SELECT read those: then it is planned and run again.
 */
export const replaceTableAs = command({
  name: 'table.replace-as', audit: 'mutation', input: z.object({ as: z.custom<ReplacedTable>() }),
  permission: ({ as: { target: { table }, source } }, ctx) => {
    const namespace = namespacePath(table.namespace);
    return [{ privilege: 'create' as const, securable: securables.namespace(ctx.ports.catalog.name, namespace) }, { privilege: 'drop' as const, securable: securables.table(ctx.ports.catalog.name, namespace, table.name) }, ...source.needs];
  },
  run: async (ctx, { as: first }): Promise<WriteAnswer> => {
    const { target: { table, metadata }, source: { origin } } = first;
    ctx.note({ table: [...table.namespace, table.name].join('.'), queryId: origin.queryId, textHash: origin.textHash });
    let as = first;
    for (let rerun = 0; ; rerun += 1) {
      try {
        return await replace(ctx, as);
      } catch (error) {
        if (!hasCode(error, 'CONFLICT')) throw error;
        if (rerun >= retriesOf(metadata)) throw commitError(as, error);
        as = await as.replan();
      }
    }
  },
});

/** The table with its new definition, and the updates that lead there. */
function redefined(ctx: Context, base: LoadedTable, definition: Definition) {
  const nowMs = ctx.now().getTime();
  const updates = replacementOf(base.metadata, definition, nowMs);
  return { updates, loaded: { ...base, metadata: applyUpdates(base.metadata, updates, nowMs) } };
}

/** Ids of columns, partition spec and order that files hold or their entries name. */
const idsOf = (metadata: TableMetadata): string => JSON.stringify([placedFields(currentSchema(metadata)).map(({ path, field: { id } }) => [path, id]), metadata.defaultSpecId, metadata.defaultSortOrderId]);

async function replace(ctx: Context, { target, definition, source, reads }: ReplacedTable): Promise<WriteAnswer> {
  if (target.readOnly !== null) throw unsupported(target.readOnly);
  const { loaded: planned } = redefined(ctx, target, definition);
  const layout = layoutOf(planned.metadata);
  requireWritableColumns(layout.fields);
  return withStaging(ctx.ports, async (staging) => {
    const result = await runWrite(ctx, { kind: 'rows', sql: source.sql, scans: source.scans, functions: source.functions, omitted: [], layout, target: null, staging });
    const adopted = await adoptFiles(ctx.ports.store, staging, planned, result, new Map());
    const content = { operation: 'append' as const, added: adopted.added };
    const committed = await commitPrepared(ctx, target, async (base) => {
      if (reads !== null && base.metadata.currentSnapshotId !== reads.snapshotId) throw conflict('Rows of the table were changed while they were read.');
      const { updates, loaded } = redefined(ctx, base, definition);
      if (idsOf(loaded.metadata) !== idsOf(planned.metadata)) throw conflict('The definition of the table was changed meanwhile.');
      const { files, updates: adds } = await ctx.ports.catalog.changeFiles(loaded, { ...content, summary: summaryOf(ctx, source.origin) });
      return { files, requirements: base.metadata.tableUuid === null ? [] : [{ type: 'assert-table-uuid' as const, uuid: base.metadata.tableUuid }], updates: [...updates, ...adds] };
    }, adopted);
    return answerOf(ctx, committed, content, result.rows, adopted.bytes);
  });
}
