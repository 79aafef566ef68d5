import { ancestors, type Snapshot, type TableMetadata } from '@/lib/model/iceberg';
import { maintenanceRequests } from '@/lib/model/requests/maintenance';
import { command } from '@/lib/kernel/command';
import { inTable } from '../tables/inputs';
import { openTable } from '../tables/open';
import { counted } from '../tables/summary';
import { maintain } from './request';

const BUCKETS = 60;
const instant = (snapshot: Snapshot | undefined): string | null => (snapshot === undefined ? null : new Date(snapshot.timestampMs).toISOString());

/**
 * Which snapshots an expiry would let go, by the metadata alone, at once: for whoever is still choosing an age. Files are
 * told as the snapshots' own summaries count them; the dry run of the job reads the manifests and counts them exactly.
 */
export const previewExpiry = command({
  name: 'table.preview_expiry', audit: 'none', permission: maintain,
  input: inTable.extend({ olderThan: maintenanceRequests['expire-snapshots'].shape.olderThan, retainLast: maintenanceRequests['expire-snapshots'].shape.retainLast }),
  run: async (ctx, input) => {
    const loaded = await openTable(ctx, input);
    const { metadata } = loaded;
    const { snapshots, refs } = ctx.ports.catalog.maintenance.expiry(loaded, { ...(input.olderThan === undefined ? {} : { olderThanMs: Date.parse(input.olderThan) }), ...(input.retainLast === undefined ? {} : { retainLast: input.retainLast }) });
    const going = new Set(snapshots.map(({ snapshotId }) => snapshotId));
    const inTime = metadata.snapshots.toSorted((a, b) => a.timestampMs - b.timestampMs);
    const [oldest] = inTime;
    const now = ctx.now().getTime();
    const from = oldest?.timestampMs ?? now;
    const ages = Array.from({ length: BUCKETS }, () => ({ stay: 0, go: 0 }));
    for (const { snapshotId, timestampMs } of inTime) {
      const bucket = ages[Math.min(BUCKETS - 1, Math.max(0, Math.floor(((timestampMs - from) / Math.max(1, now - from)) * BUCKETS)))];
      if (bucket !== undefined) bucket[going.has(snapshotId) ? 'go' : 'stay'] += 1;
    }
    return {
      metadataVersion: loaded.version, snapshots: snapshots.length, of: metadata.snapshots.length, refs: [...refs], oldestAt: instant(oldest), oldestKeptAt: instant(inTime.find(({ snapshotId }) => !going.has(snapshotId))), ages,
      held: Object.entries(metadata.refs).filter(([name, ref]) => name !== 'main' && !refs.includes(name) && ref.snapshotId !== metadata.currentSnapshotId).map(([name]) => name), about: freed(metadata, going),
    };
  },
});

/**
 * Files that go with these snapshots, as far as main tells: what a snapshot removed is held only by those before it. Null
 * when some writer did not count.
 */
function freed(metadata: TableMetadata, going: ReadonlySet<bigint>): { files: number; bytes: number } | null {
  const line = ancestors(metadata, metadata.currentSnapshotId);
  // oldest first: the files that the first one kept removed are held by nobody when all before it go
  const oldestKept = line.findLastIndex(({ snapshotId }) => !going.has(snapshotId));
  const removers = line.slice(Math.max(0, oldestKept)).filter(({ parentSnapshotId }) => parentSnapshotId !== null && going.has(parentSnapshotId));
  let [files, bytes] = [0, 0];
  for (const snapshot of removers) {
    const gone = (counted(snapshot, 'deleted-data-files') ?? 0) + (counted(snapshot, 'removed-delete-files') ?? 0);
    const size = counted(snapshot, 'removed-files-size');
    if (gone > 0 && size === null) return null;
    files += gone;
    bytes += size ?? 0;
  }
  return { files, bytes };
}
