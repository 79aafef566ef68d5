import type { ContentFile, ManifestEntry } from '@/lib/model/iceberg';
import type { NewEntry } from '@/lib/model/iceberg/manifests';
import { mapBounded } from '../bounded';
import type { ManifestReader } from '../scans/read-manifests';
import type { LoadedTable } from '../tables/load-table';
import { carried, type HeldManifest, type ManifestMaker } from './manifest-maker';
import { PLAIN } from './wanted';

const AT_ONCE = 8;

/**
 * The same manifests without some of their files: those that hold one are written anew, where it stands as deleted and
 * the others as existing, with the numbers that they had; all other manifests are kept as they are.
 */
export async function removeEntries(reader: ManifestReader, base: LoadedTable, maker: ManifestMaker, snapshotId: bigint, manifests: readonly HeldManifest[], goes: (entry: ManifestEntry) => boolean): Promise<{ readonly manifests: readonly HeldManifest[]; readonly removed: readonly ContentFile[] }> {
  const { formatVersion } = base.metadata;
  const removed: ContentFile[] = [];
  const kept = await mapBounded(manifests, AT_ONCE, async (one): Promise<readonly HeldManifest[]> => {
    const { manifest } = one;
    if (!(await reader.entriesOf(base, manifest, PLAIN)).some((entry) => entry.status !== 'deleted' && goes(entry))) return [one];
    const entries: NewEntry[] = [];
    for (const entry of await reader.entriesOf(base, manifest, 'all')) {
      // what an earlier snapshot has deleted is no matter of this one
      if (entry.status === 'deleted') continue;
      const isGone = goes(entry);
      if (isGone) removed.push(entry.file);
      entries.push(isGone ? { ...carried(entry, formatVersion), status: 'deleted', snapshotId } : carried(entry, formatVersion));
    }
    return maker.make(manifest.content, manifest.specId, entries);
  });
  return { manifests: kept.flat(), removed };
}
