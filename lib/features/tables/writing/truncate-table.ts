import { z } from 'zod';
import type { SnapshotContent } from '@/lib/core/catalog';
import { unsupported } from '@/lib/model/errors';
import { command } from '@/lib/kernel/command';
import { inTable, requireCatalog, tableOf } from '../inputs';
import { openTable } from '../open';
import { answerOf, commitRows } from './commit-rows';
import { liveFiles } from './live-files';
import type { Origin, WriteAnswer } from './row-write';

/**
 * Removes every row that the table has at the moment of the commit, by its metadata alone: nothing is read, and older snapshots
 * still hold the rows. Rows that were deleted before are counted too, as nobody looks into the files.
 */
export const truncateTable = command({
  name: 'table.truncate', audit: 'mutation', input: inTable.extend({ branch: z.string().min(1).max(255).default('main'), origin: z.custom<Origin>().nullable().default(null) }),
  permission: (input, ctx) => {
    requireCatalog(ctx, input.catalog);
    return { privilege: 'update_delete', securable: tableOf(input) };
  },
  run: async (ctx, input): Promise<WriteAnswer> => {
    const target = await openTable(ctx, input);
    if (target.readOnly !== null) throw unsupported(target.readOnly);
    if (input.origin !== null) ctx.note({ queryId: input.origin.queryId, textHash: input.origin.textHash });
    let content: SnapshotContent = { operation: 'delete', added: [], branch: input.branch };
    let deleted = 0;
    const committed = await commitRows(ctx, target, async (base) => {
      const files = await liveFiles(ctx, base, input.branch);
      deleted = files.reduce((sum, { recordCount }) => sum + recordCount, 0);
      return (content = { ...content, removed: files.map(({ path }) => ({ path, contentOffset: null })) });
    }, null, input.origin);
    return answerOf(ctx, committed, content, { inserted: 0, updated: 0, deleted }, 0);
  },
});
