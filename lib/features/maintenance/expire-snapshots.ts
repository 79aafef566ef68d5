import { hasCode } from '@/lib/model/errors';
import { maintenanceRequests } from '@/lib/model/requests/maintenance';
import { command } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import { nameOf } from '../tables/inputs';
import { openTable } from '../tables/open';
import { asked, counted, maintain } from './request';

const LISTED_MAX = 1000;
/** files removed before the job says how far it is and looks whether it is to stop */
const BATCH = 50;

/**
 * Lets snapshots go and removes what only they reached: first the commit, then the files, found anew on the state after it,
 * so that nothing goes that a ref or another table names by then. Told to stop between, the rest stays as orphans.
 */
export const expireSnapshots = command({
  name: 'table.expire_snapshots', input: asked(maintenanceRequests['expire-snapshots'].shape), permission: maintain, audit: 'mutation',
  run: async (ctx, input) => {
    const { catalog } = ctx.ports;
    const { maintenance } = catalog;
    const request = {
      ...(input.olderThan === undefined ? {} : { olderThanMs: Date.parse(input.olderThan) }), ...(input.retainLast === undefined ? {} : { retainLast: input.retainLast }),
      ...(input.snapshotIds === undefined ? {} : { snapshotIds: input.snapshotIds.map(BigInt) }),
    };
    const before = await openTable(ctx, input);
    const planned = maintenance.expiry(before, request);
    const say = (text: string): void => input.job?.say(text);
    say(`${counted(planned.snapshots.length, 'snapshot')} of ${counted(before.metadata.snapshots.length, 'snapshot')} may go${planned.refs.length === 0 ? '' : `, and the refs ${planned.refs.join(', ')}`}`);
    const answer = (over: { readonly files: readonly DeadFile[]; readonly removed: number; readonly metadataVersion: number; readonly currentSnapshotId: bigint | null; readonly ids: readonly bigint[]; readonly refs: readonly string[] }) => ({
      dryRun: input.dryRun, metadataVersion: over.metadataVersion, snapshotId: over.currentSnapshotId?.toString() ?? null,
      snapshots: over.ids.length, snapshotIds: over.ids.slice(0, LISTED_MAX).map(String), refs: [...over.refs], files: tally(over.files), bytes: over.files.reduce((sum, { bytes }) => sum + bytes, 0),
      rows: over.files.reduce((sum, { kind, rows }) => sum + (kind === 'data' ? rows : 0), 0), removed: over.removed,
    });
    if (input.dryRun) {
      const ids = planned.snapshots.map(({ snapshotId }) => snapshotId);
      return answer({ files: await maintenance.deadFiles(before, ids, before, ctx.signal), removed: 0, metadataVersion: before.version, currentSnapshotId: before.metadata.currentSnapshotId, ids, refs: planned.refs });
    }
    let base = before;
    const { loaded, changed } = await catalog.commit(nameOf(input), async (fresh) => { base = fresh; return maintenance.expiryChange(fresh, request); }, { signal: ctx.signal });
    const left = new Set(loaded.metadata.snapshots.map(({ snapshotId }) => snapshotId));
    const ids = base.metadata.snapshots.map(({ snapshotId }) => snapshotId).filter((id) => !left.has(id));
    const refs = Object.keys(base.metadata.refs).filter((name) => !Object.hasOwn(loaded.metadata.refs, name));
    ctx.note({ before: { metadataVersion: base.version, snapshots: base.metadata.snapshots.length }, after: { metadataVersion: loaded.version, snapshots: left.size } });
    if (!changed) return answer({ files: [], removed: 0, metadataVersion: loaded.version, currentSnapshotId: loaded.metadata.currentSnapshotId, ids: [], refs: [] });
    say(`Committed version ${loaded.version} without them`);
    const files = await maintenance.deadFiles(base, ids, await openTable(ctx, input), ctx.signal);
    const removed = await removeAll(ctx, files.map(({ path }) => path), (done) => input.job?.progress(done, files.length, 'files'));
    say(`Removed ${counted(removed, 'file')}`);
    return answer({ files, removed, metadataVersion: loaded.version, currentSnapshotId: loaded.metadata.currentSnapshotId, ids, refs });
  },
});

type DeadFile = Awaited<ReturnType<Context['ports']['catalog']['maintenance']['deadFiles']>>[number];

const tally = (files: readonly DeadFile[]): Record<DeadFile['kind'], number> => {
  const counts: Record<DeadFile['kind'], number> = { data: 0, deletes: 0, manifest: 0, 'manifest-list': 0, statistics: 0 };
  for (const { kind } of files) counts[kind] += 1;
  return counts;
};

/** A file that is gone already was somebody else's to remove. */
async function removeAll(ctx: Context, paths: readonly string[], onDone: (done: number) => void): Promise<number> {
  let removed = 0;
  for (let at = 0; at < paths.length; at += BATCH) {
    ctx.signal.throwIfAborted();
    const gone = await Promise.all(paths.slice(at, at + BATCH).map((path) => ctx.ports.store.remove(path).catch((error: unknown) => { if (hasCode(error, 'NOT_FOUND')) return false; throw error; })));
    removed += gone.filter(Boolean).length;
    onDone(Math.min(paths.length, at + BATCH));
  }
  return removed;
}
