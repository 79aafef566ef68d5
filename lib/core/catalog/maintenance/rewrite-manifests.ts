import { compareValues, type ManifestEntry, type ManifestFile, type PrimitiveValue } from '@/lib/model/iceberg';
import type { Change } from '../commits/commit-table';
import { carried, held, ManifestMaker, manifestTarget, type HeldManifest } from '../changes/manifest-maker';
import { beginSnapshot, countedManifests, finishSnapshot, type SnapshotTools } from '../changes/new-snapshot';
import type { LoadedTable } from '../tables/load-table';

export interface ManifestRewrite {
  /** manifests that would go, and those that would take their place, about */
  readonly manifests: number;
  readonly becomes: number;
  readonly bytes: number;
  readonly files: number;
}

/** Manifests of one content and spec that are worth writing anew: more of them than their bytes need. */
function worthwhile(base: LoadedTable, manifests: readonly ManifestFile[]): readonly (readonly ManifestFile[])[] {
  const groups = new Map<string, ManifestFile[]>();
  for (const manifest of manifests) {
    if (manifest.keyMetadata !== null) continue;
    const key = `${manifest.content}|${manifest.specId}`;
    const group = groups.get(key);
    if (group) group.push(manifest);
    else groups.set(key, [manifest]);
  }
  return [...groups.values()].filter((group) => group.length > ideal(base, group));
}

const bytesOf = (group: readonly ManifestFile[]): number => group.reduce((sum, { length }) => sum + length, 0);
const ideal = (base: LoadedTable, group: readonly ManifestFile[]): number => Math.max(1, Math.ceil(bytesOf(group) / manifestTarget(base)));

/** What rewriting a branch's manifests would touch. */
export async function planManifestRewrite(tools: SnapshotTools, base: LoadedTable, branch: string): Promise<ManifestRewrite> {
  const groups = worthwhile(base, await countedManifests(tools.reader, base, beginSnapshot(tools, base, branch).parent));
  const all = groups.flat();
  return { manifests: all.length, becomes: groups.reduce((sum, group) => sum + ideal(base, group), 0), bytes: bytesOf(all), files: all.reduce((sum, { addedFilesCount, existingFilesCount }) => sum + (addedFilesCount ?? 0) + (existingFilesCount ?? 0), 0) };
}

/**
 * A change that writes a branch's manifests anew, sorted by partition and of the target size, so that a scan of few
 * partitions reads few of them. No file and no row changes: every entry keeps its numbers. Nothing to gain: no change.
 */
export async function rewriteManifests(tools: SnapshotTools, base: LoadedTable, branch: string): Promise<Change> {
  const snapshot = beginSnapshot(tools, base, branch);
  const before = await countedManifests(tools.reader, base, snapshot.parent);
  const groups = worthwhile(base, before);
  if (groups.length === 0) return { files: [], requirements: [], updates: [] };
  const maker = new ManifestMaker(base, snapshot);
  const made: HeldManifest[] = [];
  let processed = 0;
  for (const group of groups) {
    const entries: ManifestEntry[] = [];
    for (const manifest of group) for (const entry of await tools.reader.entriesOf(base, manifest, 'all')) if (entry.status !== 'deleted') entries.push(entry);
    processed += entries.length;
    const [first] = group;
    if (first !== undefined) made.push(...maker.make(first.content, first.specId, entries.sort(byPartition).map((entry) => carried(entry, base.metadata.formatVersion))));
  }
  const replaced = new Set(groups.flat());
  const kept = before.filter((manifest) => !replaced.has(manifest));
  const totals = Object.fromEntries(Object.entries(snapshot.parent?.summary ?? {}).filter(([key]) => key.startsWith('total-')));
  return finishSnapshot(tools, base, snapshot, {
    operation: 'replace', manifests: [...made, ...kept.map(held)],
    summary: { 'manifests-created': String(made.length), 'manifests-kept': String(kept.length), 'manifests-replaced': String(replaced.size), 'entries-processed': String(processed), 'changed-partition-count': '0', ...totals },
  });
}

function byPartition({ file: a }: ManifestEntry, { file: b }: ManifestEntry): number {
  for (const [index, left] of a.partition.entries()) {
    const order = compareNullable(left, b.partition[index] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}

const compareNullable = (a: PrimitiveValue | null, b: PrimitiveValue | null): number => (a === null ? (b === null ? 0 : -1) : b === null ? 1 : compareValues(a, b));
