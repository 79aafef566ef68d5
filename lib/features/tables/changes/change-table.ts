import type { LoadedTable } from '@/lib/core/catalog';
import { applyUpdates, type TableMetadata } from '@/lib/model/iceberg';
import { tableChanges, type TableChange, type TableChangeKind } from '@/lib/model/requests/table-changes';
import type { Context } from '@/lib/kernel/context';
import { nameOf } from '../inputs';
import { tablePath } from './api-path';
import { ddlOf } from './change-ddl';
import { commitChange, type Planned } from './commit-change';
import { diffMetadata } from './diff-metadata';
import { estimatePartitions } from './estimate-partitions';
import { inverseOf } from './inverse';
import { mentionsOf } from './store-mentions';
import { stepsOf, updatesOf, type UpdateTools } from './updates-of';
import { needing, tableWrite, type TableWrite } from './write-input';
import { byVersions, writeVerb } from './write-verb';

/** Changes that a query which names a column may feel. */
const FELT: ReadonlySet<TableChangeKind> = new Set(['drop-column', 'rename-column', 'update-column']);

/** Changes columns, partitions, sort order, properties and the format version of a table: all of one call in one commit. */
export const changeTable = writeVerb({
  name: 'table.change', input: tableWrite.extend({ changes: tableChanges }), permission: needing('alter'), settle: byVersions(nameOf),
  run: (ctx, input, tell) => {
    const tools = { nowMs: ctx.now().getTime(), uuid: crypto.randomUUID() };
    return commitChange(ctx, input, tell, (base) => plan(ctx, input, base, { ...tools, folderUri: base.metadata.location }));
  },
});

async function plan(ctx: Context, input: TableWrite & { readonly changes: readonly TableChange[] }, base: LoadedTable, tools: UpdateTools): Promise<Planned> {
  const { metadata } = base;
  const updates = updatesOf(metadata, input.changes, tools);
  const steps = stepsOf(metadata, input.changes, tools);
  // what takes reading is for who wants to know before, not for the commit
  const [mentions, partitions] = input.dryRun ? await foreseen(ctx, input, base, applyUpdates(metadata, updates, tools.nowMs)) : [[], null];
  return {
    change: { files: [], requirements: metadata.tableUuid === null ? [] : [{ type: 'assert-table-uuid', uuid: metadata.tableUuid }], updates },
    describe: (after, etag) => {
      const inverse = inverseOf(steps);
      return {
        effect: { words: diffMetadata(metadata, after).flatMap(({ words }) => words), ddl: ddlOf(input, steps), mentions, partitions },
        undo: inverse === null ? null : { method: 'PATCH', path: tablePath(input), ifMatch: etag, body: { changes: inverse }, words: 'Take these changes back' },
      };
    },
  };
}

async function foreseen(ctx: Context, input: TableWrite & { readonly changes: readonly TableChange[] }, base: LoadedTable, after: TableMetadata) {
  return Promise.all([
    input.changes.some(({ kind }) => FELT.has(kind)) ? mentionsOf(ctx, input) : [],
    input.changes.some(({ kind }) => kind === 'set-partition-spec') ? estimatePartitions(ctx, input, base, after) : null,
  ]);
}
