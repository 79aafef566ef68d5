import { conflict } from '@/lib/model/errors';
import { ancestors, type ManifestEntry, type ManifestFile, type Snapshot } from '@/lib/model/iceberg';
import { DeleteIndex, noCounts, planFiles } from '@/lib/model/iceberg/manifests';
import { mapBounded } from '../bounded';
import type { ManifestReader } from '../scans/read-manifests';
import type { LoadedTable } from '../tables/load-table';
import type { SnapshotContent, Validation } from './snapshot-content';
import { PATHS_OF_DELETES, PLAIN } from './wanted';

/** Data files whose rows are deleted or written anew, as the base holds them. */
type Touched = readonly ManifestEntry[];

/**
 * Whether a change that rests on what was read at `since` may still be made on this base (as Iceberg validates row deltas
 * and overwrites). Between then and now, on this branch: no new file that may hold rows which were looked at, under
 * serializable isolation; and no new deletes in data files whose rows are written anew, since the deleted ones would
 * come back. Snapshots of operation replace change no rows. CONFLICT.
 */
export async function validateBase(reader: ManifestReader, base: LoadedTable, head: Snapshot | null, content: SnapshotContent, touched: Touched): Promise<void> {
  const { validate } = content;
  if (validate === undefined) return;
  const between = snapshotsSince(base, head, validate.since).filter(({ operation }) => operation !== 'replace');
  if (between.length === 0) return;
  const manifests = await mapBounded(between, 4, async (snapshot) => (await reader.manifests(base, snapshot)).filter(({ addedSnapshotId }) => addedSnapshotId === snapshot.snapshotId));
  const added = manifests.flat();
  const isNew = new Set(between.map(({ snapshotId }) => snapshotId));
  const onlyNew = (entries: readonly ManifestEntry[]): readonly ManifestEntry[] => entries.filter(({ status, snapshotId }) => status === 'added' && snapshotId !== null && isNew.has(snapshotId));
  if (validate.isolation === 'serializable') await refuseNewRows(reader, base, validate, added.filter((one) => one.content === 'data'), onlyNew);
  if (content.added.some((file) => file.content === 'data')) await refuseNewDeletes(reader, base, content, touched, added.filter((one) => one.content === 'deletes'), onlyNew);
}

function snapshotsSince({ metadata }: LoadedTable, head: Snapshot | null, since: bigint | null): readonly Snapshot[] {
  const line = ancestors(metadata, head?.snapshotId ?? null);
  if (since === null) return line;
  const at = line.findIndex(({ snapshotId }) => snapshotId === since);
  if (at < 0) throw conflict(`Snapshot ${since}, which was read, is not part of this branch any more. Read again and repeat.`);
  return line.slice(0, at);
}

async function refuseNewRows(reader: ManifestReader, base: LoadedTable, { filter, schema }: Validation, manifests: readonly ManifestFile[], onlyNew: (entries: readonly ManifestEntry[]) => readonly ManifestEntry[]): Promise<void> {
  const request = { metadata: base.metadata, schema, manifests, filter: filter ?? { op: 'true' as const }, limitRows: null, readEntries: async (...[manifest, wanted]: Parameters<Parameters<typeof planFiles>[0]['readEntries']>) => onlyNew(await reader.entriesOf(base, manifest, wanted)) };
  for await (const [first] of planFiles(request, noCounts())) {
    if (first !== undefined) throw conflict('Rows were added meanwhile that this change may concern. Read again and repeat.');
  }
}

async function refuseNewDeletes(reader: ManifestReader, base: LoadedTable, { dataSequenceNumber }: SnapshotContent, touched: Touched, manifests: readonly ManifestFile[], onlyNew: (entries: readonly ManifestEntry[]) => readonly ManifestEntry[]): Promise<void> {
  const entries = (await mapBounded(manifests, 8, (manifest) => reader.entriesOf(base, manifest, PATHS_OF_DELETES))).flatMap(onlyNew);
  // equality deletes still apply to rewritten rows that keep their number
  const index = new DeleteIndex(dataSequenceNumber === undefined ? entries : entries.filter(({ file }) => file.content === 'position-deletes'), new Map(base.metadata.partitionSpecs.map((spec) => [spec.specId, spec])));
  const hit = touched.find(({ file, sequenceNumber }) => index.deletesFor(file, sequenceNumber).length > 0);
  if (hit !== undefined) throw conflict(`Rows of ${hit.file.path} were deleted meanwhile, which this change writes anew. Read again and repeat.`);
}

/** The entries of `paths` (store paths) among the live files; CONFLICT for one that is gone. */
export async function liveData(reader: ManifestReader, base: LoadedTable, manifests: readonly ManifestFile[], paths: ReadonlySet<string>): Promise<ReadonlyMap<string, ManifestEntry>> {
  const found = new Map<string, ManifestEntry>();
  if (paths.size === 0) return found;
  await mapBounded(manifests.filter((one) => one.content === 'data'), 8, async (manifest) => {
    for (const entry of await reader.entriesOf(base, manifest, PLAIN)) {
      if (entry.status === 'deleted') continue;
      const path = base.location.resolve(entry.file.path);
      if (paths.has(path)) found.set(path, entry);
    }
  });
  return found;
}
