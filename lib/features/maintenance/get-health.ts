import { currentSnapshot } from '@/lib/model/iceberg';
import { command } from '@/lib/kernel/command';
import { entriesOf, partitionLabel } from '../tables/entries';
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
    const measured: Measured = { dataFiles: 0, dataBytes: 0, deleteFiles: 0, rows: 0, deletedRows: 0, manifests: (await ctx.ports.catalog.manifests(loaded, snapshot)).length, manifestsNeeded: 0, partitions: new Map() };
    const small = healthChecks.smallBytes(metadata);
    for await (const entries of entriesOf(ctx, loaded, snapshot, { statisticsOf: new Set() })) {
      for (const { status, file } of entries) {
        if (status === 'deleted') continue;
        if (file.content !== 'data') { measured.deleteFiles += 1; measured.deletedRows += file.recordCount; continue; }
        measured.dataFiles += 1;
        measured.dataBytes += file.fileSizeInBytes;
        measured.rows += file.recordCount;
        const label = `${file.specId}|${partitionLabel(metadata, file)}`;
        const partition = measured.partitions.get(label) ?? { bytes: 0, files: 0, small: 0 };
        partition.bytes += file.fileSizeInBytes;
        partition.files += 1;
        if (file.fileSizeInBytes < small) partition.small += 1;
        measured.partitions.set(label, partition);
      }
    }
    const rewrite = snapshot === null ? null : await ctx.ports.catalog.maintenance.manifestRewrite(loaded, 'main');
    measured.manifestsNeeded = rewrite === null ? 0 : measured.manifests - rewrite.manifests + rewrite.becomes;
    const { size } = await ctx.ports.store.stat(loaded.metadataPath);
    return { metadataVersion: loaded.version, files: measured.dataFiles + measured.deleteFiles, checks: healthChecks.all(metadata, measured, size, ctx.now().getTime()) };
  },
});
