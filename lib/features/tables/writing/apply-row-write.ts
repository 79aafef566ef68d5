import type { LoadedTable, SnapshotContent } from '@/lib/core/catalog';
import { unsupported } from '@/lib/model/errors';
import type { Context } from '@/lib/kernel/context';
import { answerOf, commitRows } from './commit-rows';
import type { RowWrite, WriteAnswer } from './row-write';
import { withStaging } from './staging';
import { writeChanges, writeInserts } from './write-changes';

/** One try of a planned write, from the engine to the commit. CONFLICT when it must be planned again. Rights are the caller's matter. */
export async function applyRowWrite(ctx: Context, write: RowWrite): Promise<WriteAnswer> {
  const { target, operation } = write;
  if (target.readOnly !== null) throw unsupported(target.readOnly);
  return withStaging(ctx.ports, async (staging) => {
    const { content, rows, adopted } = operation === 'insert' ? await writeInserts(ctx, write, staging) : await writeChanges(ctx, write, operation, staging);
    const onBase = async (base: LoadedTable): Promise<SnapshotContent> => {
      await write.allowedOn?.(base);
      return content;
    };
    return answerOf(ctx, await commitRows(ctx, target, onBase, adopted, write.origin), content, rows, adopted?.bytes ?? 0);
  });
}
