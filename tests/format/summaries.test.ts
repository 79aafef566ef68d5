import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openCatalog, type Catalog, type LoadedTable } from '@/lib/core/catalog';
import { summaryOf } from '@/lib/core/catalog/changes/summary';
import { snapshotById, type ContentFile, type Snapshot } from '@/lib/model/iceberg';
import { openLocalFileStore } from '@/lib/ports/storage/local/local-file-store';

const COUNTED = /^(added|deleted|removed|total)-|^changed-partition-count$/;

/** Files that a snapshot added and removed, by what its own manifests say. */
async function effectOf(catalog: Catalog, loaded: LoadedTable, snapshot: Snapshot): Promise<{ added: ContentFile[]; removed: ContentFile[] }> {
  const effect = { added: [] as ContentFile[], removed: [] as ContentFile[] };
  for (const manifest of await catalog.manifests(loaded, snapshot)) {
    if (manifest.addedSnapshotId !== snapshot.snapshotId) continue;
    for (const { status, snapshotId, file } of await catalog.entries(loaded, manifest, 'all')) {
      if (snapshotId !== snapshot.snapshotId) continue;
      if (status === 'added') effect.added.push(file);
      if (status === 'deleted') effect.removed.push(file);
    }
  }
  return effect;
}

const counted = (summary: Readonly<Record<string, string>>): Readonly<Record<string, string>> => Object.fromEntries(Object.entries(summary).filter(([key]) => COUNTED.test(key)));

describe('the counts in a snapshot\'s summary are those that other writers give for the same files', () => {
  it.each([['spark', 'spark'], ['java', 'java']])('%s', async (writer, namespace) => {
    const store = await openLocalFileStore(fileURLToPath(new URL(`fixtures/${writer}`, import.meta.url)));
    const catalog = openCatalog({ name: 'lake', store });
    let compared = 0;
    for (const name of (await catalog.listTables([namespace])).names) {
      const loaded = await catalog.loadTable({ namespace: [namespace], name });
      for (const snapshot of loaded.metadata.snapshots) {
        if (snapshot.operation === null || snapshot.operation === 'replace') continue;
        const parent = snapshot.parentSnapshotId === null ? null : snapshotById(loaded.metadata, snapshot.parentSnapshotId);
        if (snapshot.parentSnapshotId !== null && parent === null) continue;
        const made = counted(summaryOf(loaded.metadata, parent, await effectOf(catalog, loaded, snapshot), {}));
        expect(made, `${name} ${snapshot.snapshotId}`).toEqual(counted(snapshot.summary));
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(20);
    await store.close();
  });
});
