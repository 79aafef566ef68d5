import { AppError, hasCode, unsupported } from '@/lib/model/errors';
import { securables } from '@/lib/kernel/access/securables';
import type { Context } from '@/lib/kernel/context';
import type { LoadedTable } from '@/lib/core/catalog';
import { nameOf, requireCatalog } from '../inputs';
import { openTable } from '../open';
import { tablePath } from './api-path';
import type { Written } from './commit-change';
import { amountsAt, NO_EFFECT } from './effect';
import { etagOf } from './etag';
import { tableWrite, type TableWrite } from './write-input';
import { writeVerb } from './write-verb';

/** Takes over a table that another kind of catalog kept in its folder here: from then on this one adds its versions. */
export const registerTable = writeVerb({
  name: 'table.register', input: tableWrite,
  permission: (input, ctx) => {
    requireCatalog(ctx, input.catalog);
    return { privilege: 'create', securable: securables.namespace(input.catalog, input.namespace) };
  },
  settle: async (ctx, input, { answer }) => ((await openTable(ctx, input)).readOnly === null ? answer : null),
  run: async (ctx, input, tell) => {
    const { catalog } = ctx.ports;
    if (input.dryRun) return foreseen(ctx, input);
    const before = await asFound(ctx, input);
    if (before !== null) await tell(null, answerOf(input, before, before.version + 1));
    const loaded = await catalog.registerTable(nameOf(input));
    ctx.note({ after: { metadataVersion: loaded.version, uuid: loaded.metadata.tableUuid } });
    return answerOf(input, loaded, loaded.version);
  },
});

/** The table as it can be read now; null where it cannot, which registering says better. */
async function asFound(ctx: Context, input: TableWrite): Promise<LoadedTable | null> {
  try {
    return await openTable(ctx, input);
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND', 'BROKEN_TABLE', 'UNSUPPORTED')) return null;
    throw error;
  }
}

async function foreseen(ctx: Context, input: TableWrite): Promise<Written> {
  const loaded = await openTable(ctx, input);
  if (loaded.readOnly === null) throw new AppError('ALREADY_EXISTS', `The catalog keeps ${input.table} already, at version ${loaded.version}.`);
  if (loaded.adopted !== null) throw unsupported(loaded.readOnly);
  return { ...answerOf(input, loaded, loaded.version), dryRun: true, etag: etagOf(loaded), undo: null };
}

function answerOf(input: TableWrite, loaded: LoadedTable, version: number): Written {
  const { metadata } = loaded;
  return {
    metadataVersion: version, snapshotId: metadata.currentSnapshotId?.toString() ?? null, etag: etagOf({ metadata, version }), dryRun: false, changed: true,
    effect: { ...NO_EFFECT, words: [`takes ${input.table} over from the catalog that kept it, with ${metadata.snapshots.length} snapshots; whoever still changes it there changes something else from now on`], after: amountsAt(metadata, metadata.currentSnapshotId) },
    undo: { method: 'DELETE', path: tablePath(input), ifMatch: null, body: null, words: `Move ${input.table} to the trash` },
  };
}
