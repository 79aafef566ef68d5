import { z } from 'zod';
import { AppError, hasCode } from '@/lib/model/errors';
import type { TableMetadata } from '@/lib/model/iceberg';
import { namespacePath } from '@/lib/model/routes';
import { formatSecurable, securables, type Securable } from '@/lib/kernel/access/securables';
import { command, type Need } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import { applyRowWrite } from './apply-row-write';
import type { RowWrite, WriteAnswer } from './row-write';

const RETRIES = 4;

const tableOf = (ctx: Context, { target: { table } }: RowWrite): Securable => securables.table(ctx.ports.catalog.name, namespacePath(table.namespace), table.name);

/** insert for new rows, update_delete for rows that change or go; MERGE may do both. */
function rightsOf(ctx: Context, write: RowWrite): readonly Need[] {
  const securable = tableOf(ctx, write);
  const insert = write.operation === 'insert' || write.operation === 'merge' ? [{ privilege: 'insert' as const, securable }] : [];
  return [...insert, ...(write.operation === 'insert' ? [] : [{ privilege: 'update_delete' as const, securable }]), ...write.needs];
}

/**
 * Writes the rows of a statement into a table in one commit, whole or not at all. A change that somebody else's commit made
 * useless is planned and run again, as often as the table's commit.retry.num-retries allows.
 * @throws CONFLICT (ICEBERG_COMMIT_ERROR in SQL) when that was not often enough; COMMIT_STATE_UNKNOWN; what the engine throws; UNSUPPORTED for
 * tables that cannot be written to
 */
export const writeRows = command({
  name: 'table.write', audit: 'mutation', input: z.object({ write: z.custom<RowWrite>() }),
  permission: ({ write }, ctx) => rightsOf(ctx, write),
  run: async (ctx, { write: first }): Promise<WriteAnswer> => {
    const { operation, origin, branch } = first;
    ctx.note({ operation, branch, queryId: origin.queryId, textHash: origin.textHash, on: formatSecurable(tableOf(ctx, first)) });
    let write = first;
    for (let rerun = 0; ; rerun += 1) {
      try {
        return await applyRowWrite(ctx, write);
      } catch (error) {
        if (!hasCode(error, 'CONFLICT')) throw error;
        if (write.replan === null || rerun >= retriesOf(write.target.metadata)) throw commitError(write, error);
        write = await write.replan();
      }
    }
  },
});

/** How often a change that somebody else's commit made useless is run again. */
export function retriesOf({ properties }: Pick<TableMetadata, 'properties'>): number {
  const text = properties['commit.retry.num-retries'];
  return text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : RETRIES;
}

/** Under Trino's name, so that a client knows what it means. */
export function commitError({ target: { table } }: Pick<RowWrite, 'target'>, cause: AppError): AppError {
  return new AppError('CONFLICT', `Failed to commit Iceberg update to table: ${[...table.namespace, table.name].join('.')}: ${cause.message}`, { sql: { name: 'ICEBERG_COMMIT_ERROR', line: null, column: null } }, { cause });
}
