import type { LoadedTable, FileTotals } from '@/lib/core/catalog';
import { ancestors, refByName, snapshotById, type Snapshot } from '@/lib/model/iceberg';
import { invalidInput, notFound } from '@/lib/model/errors';
import { z } from 'zod';
import { command } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import { describe, inTable } from '../inputs';
import { openTable } from '../open';
import { schemaChanges } from '../present-schema';
import { authorOf, engineOf } from '../summary';
import { diffProperties, type PropertyDifference } from './diff-metadata';
import { amountsOf } from './effect';

const point = z.string().min(1).max(255);
/** `from` and `to` are snapshots or refs; `to` is main unless told, `from` the parent of `to`. */
export const comparing = inTable.extend({ from: point.optional(), to: point.default('main') });
const PARTITIONS_MAX = 1_000;

/** A snapshot by its id, or the head of a branch or a tag. */
function pointOf({ metadata }: LoadedTable, name: string): Snapshot {
  const ref = refByName(metadata, name)?.snapshotId ?? (name === 'main' ? metadata.currentSnapshotId : null);
  const id = ref ?? (/^-?\d{1,19}$/.test(name) ? BigInt(name) : null);
  if (id === null && name === 'main') throw invalidInput('The table has no snapshot yet that could be compared.');
  const snapshot = id === null ? null : snapshotById(metadata, id);
  if (snapshot === null) throw notFound(id === null ? 'branch or tag' : 'snapshot', name);
  return snapshot;
}

/** The two that are compared; `from` is null before the first snapshot of the table. */
export function pointsOf(loaded: LoadedTable, input: { readonly from?: string | undefined; readonly to: string }): { from: Snapshot | null; to: Snapshot } {
  const to = pointOf(loaded, input.to);
  if (input.from !== undefined) return { from: pointOf(loaded, input.from), to };
  return { from: to.parentSnapshotId === null ? null : snapshotById(loaded.metadata, to.parentSnapshotId), to };
}

/** How two snapshots differ: schema, properties, and rows, files and bytes by partition, from metadata alone. */
export const compare = command({
  name: 'table.compare', audit: 'none', permission: describe, input: comparing,
  run: async (ctx, input) => {
    const loaded = await openTable(ctx, input);
    const { from, to } = pointsOf(loaded, input);
    const found = await ctx.ports.catalog.compareSnapshots(loaded, from?.snapshotId ?? null, to.snapshotId);
    const properties = await propertiesBetween(ctx, loaded, from, to);
    return {
      from: from === null ? null : present(from), to: present(to), relation: relationOf(loaded, from, to),
      schema: { from: found.schemas.from.schemaId, to: found.schemas.to.schemaId, words: from === null ? [] : schemaChanges(found.schemas.from, found.schemas.to) },
      properties: properties === null ? null : [...properties], before: amountsOf(from), after: amountsOf(to), added: { ...found.added }, removed: { ...found.removed },
      partitions: [...found.partitions].sort((a, b) => weight(b) - weight(a)).slice(0, PARTITIONS_MAX).map(({ specId, name, added, removed }) => ({ specId, partition: name, added: { ...added }, removed: { ...removed } })),
      partitionsTotal: found.partitions.length,
    };
  },
});

const weight = ({ added, removed }: { readonly added: FileTotals; readonly removed: FileTotals }): number => added.rows + removed.rows + added.positionDeletes + removed.positionDeletes;

const present = (snapshot: Snapshot) => ({ id: snapshot.snapshotId.toString(), at: new Date(snapshot.timestampMs).toISOString(), operation: snapshot.operation, engine: engineOf(snapshot), by: authorOf(snapshot), summary: { ...snapshot.summary } });

/** Where the two stand to each other: `ahead`: `to` grew from `from` by `commits`; `behind`: the other way; `diverged`: both grew from another. */
function relationOf({ metadata }: LoadedTable, from: Snapshot | null, to: Snapshot): { kind: 'same' | 'ahead' | 'behind' | 'diverged'; commits: number } {
  const ahead = ancestors(metadata, to.snapshotId);
  if (from === null) return { kind: 'ahead', commits: ahead.length };
  if (from.snapshotId === to.snapshotId) return { kind: 'same', commits: 0 };
  const forward = ahead.findIndex((one) => one.snapshotId === from.snapshotId);
  if (forward >= 0) return { kind: 'ahead', commits: forward };
  const back = ancestors(metadata, from.snapshotId).findIndex((one) => one.snapshotId === to.snapshotId);
  return back >= 0 ? { kind: 'behind', commits: back } : { kind: 'diverged', commits: 0 };
}

/** Properties belong to versions of the metadata and not to snapshots: those of the first version that has each; null when it is gone. */
async function propertiesBetween(ctx: Context, loaded: LoadedTable, from: Snapshot | null, to: Snapshot): Promise<readonly PropertyDifference[] | null> {
  if (from === null) return [];
  const [before, after] = await Promise.all([propertiesAt(ctx, loaded, from), propertiesAt(ctx, loaded, to)]);
  return before === null || after === null ? null : diffProperties(before, after);
}

async function propertiesAt(ctx: Context, loaded: LoadedTable, snapshot: Snapshot): Promise<Readonly<Record<string, string>> | null> {
  const { metadata, version } = loaded;
  const logged = metadata.metadataLog.findIndex(({ timestampMs }) => timestampMs >= snapshot.timestampMs);
  if (logged < 0) return metadata.properties;
  // the log may have been cut off before it
  if (logged === 0 && metadata.metadataLog[0] !== undefined && metadata.metadataLog[0].timestampMs > snapshot.timestampMs && version - metadata.metadataLog.length > 1) return null;
  const earlier = await ctx.ports.catalog.earlierMetadata(loaded, version - metadata.metadataLog.length + logged);
  return earlier?.properties ?? null;
}
