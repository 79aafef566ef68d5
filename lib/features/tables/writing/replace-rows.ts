import { z } from 'zod';
import type { SnapshotContent } from '@/lib/core/catalog';
import { unsupported } from '@/lib/model/errors';
import { namespacePath } from '@/lib/model/routes';
import { securables } from '@/lib/kernel/access/securables';
import { command } from '@/lib/kernel/command';
import { answerOf, commitRows } from './commit-rows';
import { liveFiles } from './live-files';
import type { RowWrite, WriteAnswer } from './row-write';
import { withStaging } from './staging';
import { writeInserts } from './write-changes';

/**
 * Puts the rows of an insert in the place of every row that the table has at the moment of the commit, in one snapshot; older ones still
 * hold those rows. Rows that were deleted before are counted among those that go, as nobody looks into the files.
 */
export const replaceRows = command({
  name: 'table.replace', audit: 'mutation', input: z.object({ write: z.custom<RowWrite>() }),
  permission: ({ write: { target: { table }, needs } }, ctx) => {
    const securable = securables.table(ctx.ports.catalog.name, namespacePath(table.namespace), table.name);
    return [{ privilege: 'insert' as const, securable }, { privilege: 'update_delete' as const, securable }, ...needs];
  },
  run: async (ctx, { write }): Promise<WriteAnswer> => {
    const { target, origin } = write;
    if (target.readOnly !== null) throw unsupported(target.readOnly);
    ctx.note({ queryId: origin.queryId, textHash: origin.textHash });
    return withStaging(ctx.ports, async (staging) => {
      const { content: inserted, rows, adopted } = await writeInserts(ctx, write, staging);
      let content: SnapshotContent = { ...inserted, operation: 'overwrite' };
      let deleted = 0;
      const committed = await commitRows(ctx, target, async (base) => {
        await write.allowedOn?.(base);
        const files = await liveFiles(ctx, base, write.branch);
        deleted = files.reduce((sum, { recordCount }) => sum + recordCount, 0);
        return (content = { ...content, removed: files.map(({ path }) => ({ path, contentOffset: null })) });
      }, adopted, origin);
      return answerOf(ctx, committed, content, { ...rows, deleted }, adopted?.bytes ?? 0);
    });
  },
});
