import { currentSnapshot } from '@/lib/model/iceberg';
import { command } from '@/lib/kernel/command';
import { liveFiles, type LiveFiles } from '../tables/files/live-files';
import { partitionsOf, skewOf } from '../tables/files/partitions';
import { describe, inTable } from '../tables/inputs';
import { openTable } from '../tables/open';
import { healthChecks, type Measured } from './health-checks';

/** What makes a table slow or large, counted from its metadata. */
export const getHealth = command({
  name: 'table.health', audit: 'none', input: inTable, permission: describe,
  run: async (ctx, input) => {
    const loaded = await openTable(ctx, input);
    const { metadata } = loaded;
    const snapshot = currentSnapshot(metadata);
    const files = await liveFiles(ctx, loaded, snapshot);
    const manifests = files.manifests.length;
    const rewrite = snapshot === null ? null : await ctx.ports.catalog.maintenance.manifestRewrite(loaded, 'main');
    const { size } = await ctx.ports.store.stat(loaded.metadataPath);
    const measured: Measured = {
      ...count(files, metadata.defaultSpecId, healthChecks.smallBytes(metadata)), manifests, manifestsNeeded: rewrite === null ? 0 : manifests - rewrite.manifests + rewrite.becomes,
      partitions: files.places.length, skew: skewOf(await partitionsOf(ctx, loaded, snapshot), metadata.defaultSpecId),
    };
    return { metadataVersion: loaded.version, files: files.count, checks: healthChecks.all(metadata, measured, size, ctx.now().getTime()) };
  },
});

function count(files: LiveFiles, specId: number, smallBytes: number): Omit<Measured, 'manifests' | 'manifestsNeeded' | 'partitions' | 'skew'> {
  const counts = { dataFiles: 0, dataBytes: 0, deleteFiles: 0, rows: 0, deletedRows: 0 };
  const small = new Uint32Array(files.places.length);
  for (let at = 0; at < files.count; at += 1) {
    const rows = files.records[at] ?? 0;
    if (files.content[at] !== 'data') { counts.deleteFiles += 1; counts.deletedRows += rows; continue; }
    const bytes = files.bytes[at] ?? 0;
    counts.dataFiles += 1;
    counts.dataBytes += bytes;
    counts.rows += rows;
    const place = files.place[at] ?? 0;
    if (bytes < smallBytes) small[place] = (small[place] ?? 0) + 1;
  }
  // one small file of a partition cannot be made fewer
  const smallToMany = files.places.reduce((sum, place, index) => sum + (place.specId === specId ? Math.max(0, (small[index] ?? 0) - 1) : 0), 0);
  return { ...counts, smallToMany };
}
