import { z } from 'zod';
import type { TableName } from '@/lib/core/catalog';
import { AppError, hasCode } from '@/lib/model/errors';
import { newTableMetadata, type NewTable } from '@/lib/model/iceberg';
import { namespacePath } from '@/lib/model/routes';
import { securables } from '@/lib/kernel/access/securables';
import { command } from '@/lib/kernel/command';
import { adoptFiles, type AdoptedFiles } from './adopt-files';
import { answerOf, summaryOf } from './commit-rows';
import { layoutOf, requireWritableColumns } from './file-layout';
import type { RowSource, WriteAnswer } from './row-write';
import { runWrite } from './run-write';
import { withStaging } from './staging';

export interface TableAs {
  readonly table: TableName;
  /** the SELECT's columns are its fields, in their order */
  readonly definition: Omit<NewTable, 'location' | 'uuid'>;
  /** null: WITH NO DATA */
  readonly source: RowSource | null;
}

/**
 * A new table that holds the rows of a SELECT from its first version on: nobody ever sees it empty. ALREADY_EXISTS, NOT_FOUND for
 * the namespace, and what writing throws; then there is no table.
 */
export const createTableAs = command({
  name: 'table.create-as', audit: 'mutation', input: z.object({ as: z.custom<TableAs>() }),
  permission: ({ as: { table, source } }, ctx) => [{ privilege: 'create' as const, securable: securables.namespace(ctx.ports.catalog.name, namespacePath(table.namespace)) }, ...(source?.needs ?? [])],
  run: async (ctx, { as: { table, definition, source } }): Promise<WriteAnswer> => {
    const { catalog, store } = ctx.ports;
    ctx.note({ table: [...table.namespace, table.name].join('.'), ...(source === null ? {} : { queryId: source.origin.queryId, textHash: source.origin.textHash }) });
    const nothing = { inserted: 0, updated: 0, deleted: 0 };
    if (source === null) {
      const loaded = await catalog.createTable(table, definition);
      return answerOf(ctx, { loaded, changed: false }, { operation: 'append', added: [] }, nothing, 0);
    }
    // before the rows are made for nothing; whoever creates it meanwhile is met at the end
    if (await catalog.tableExists(table)) throw new AppError('ALREADY_EXISTS', `There is a table ${[...table.namespace, table.name].join('.')} already.`);
    // ids are given to columns as they will be when the table is made
    const layout = layoutOf(newTableMetadata({ ...definition, location: '', uuid: '' }, ctx.now().getTime()));
    requireWritableColumns(layout.fields);
    return withStaging(ctx.ports, async (staging) => {
      const result = await runWrite(ctx, { kind: 'rows', sql: source.sql, scans: source.scans, functions: source.functions, omitted: [], layout, target: null, staging });
      const adopted: AdoptedFiles[] = [];
      const summary = summaryOf(ctx, source.origin);
      try {
        const loaded = await catalog.createTable(table, definition, {
          first: async (base) => {
            const files = await adoptFiles(store, staging, base, result, new Map());
            adopted.push(files);
            return catalog.changeFiles(base, { operation: 'append', added: files.added, summary });
          },
        });
        const bytes = adopted.reduce((sum, files) => sum + files.bytes, 0);
        return answerOf(ctx, { loaded, changed: result.files.length > 0 }, { operation: 'append', added: adopted.flatMap(({ added }) => added) }, result.rows, bytes);
      } catch (error) {
        if (!hasCode(error, 'COMMIT_STATE_UNKNOWN')) for (const files of adopted) await files.abandon();
        throw error;
      }
    });
  },
});
