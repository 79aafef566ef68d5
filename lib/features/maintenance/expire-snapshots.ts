import { maintenanceRequests } from '@/lib/model/requests/maintenance';
import { command } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import { nameOf } from '../tables/inputs';
import { openTable } from '../tables/open';
import { asked, counted, maintain, sayDryRun } from './request';

const LISTED_MAX = 1000;

/**
 * Lets snapshots go and removes what only they reached. Told to stop while it removes, the rest stays as orphans.
 */
export const expireSnapshots = command({
  name: 'table.expire_snapshots', input: asked(maintenanceRequests['expire-snapshots'].shape), permission: maintain, audit: 'mutation',
  run: async (ctx, input) => {
    const { catalog } = ctx.ports;
    sayDryRun(ctx, input);
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
    const { committed: { loaded, changed }, snapshots, refs, files, removed } = await maintenance.expireSnapshots(nameOf(input), request, { signal: ctx.signal, onProgress: (done, of) => input.job?.progress(done, of, 'files') });
    ctx.note({ before: { snapshots: before.metadata.snapshots.length }, after: { metadataVersion: loaded.version, snapshots: loaded.metadata.snapshots.length, files: removed } });
    if (changed) say(`Committed version ${loaded.version} without them, and removed ${counted(removed, 'file')} of ${files.length.toLocaleString('en-US')}`);
    ctx.signal.throwIfAborted();
    return answer({ files, removed, metadataVersion: loaded.version, currentSnapshotId: loaded.metadata.currentSnapshotId, ids: changed ? snapshots.map(({ snapshotId }) => snapshotId) : [], refs: changed ? refs : [] });
  },
});

type DeadFile = Awaited<ReturnType<Context['ports']['catalog']['maintenance']['deadFiles']>>[number];

const tally = (files: readonly DeadFile[]): Record<DeadFile['kind'], number> => {
  const counts: Record<DeadFile['kind'], number> = { data: 0, deletes: 0, manifest: 0, 'manifest-list': 0, statistics: 0 };
  for (const { kind } of files) counts[kind] += 1;
  return counts;
};
