import { currentSchema, currentSnapshot, currentSortOrder, transformText, type TableMetadata } from '@/lib/model/iceberg';
import { whoCan } from '@/lib/kernel/access/who-can';
import { command } from '@/lib/kernel/command';
import { tableAbilities } from './abilities';
import { etagOf } from './changes/etag';
import { orderTexts } from './definition-text';
import { describe, inTable, tableOf } from './inputs';
import { openTable } from './open';
import { presentCurrentSchema } from './present-schema';
import { sourceName } from './source-name';
import { totalsOf } from './summary';

const instant = (ms: number): string => new Date(ms).toISOString();
export const presentSpecs = (metadata: TableMetadata) => metadata.partitionSpecs.map((spec) => ({
  specId: spec.specId, current: spec.specId === metadata.defaultSpecId,
  fields: spec.fields.map((field) => ({ fieldId: field.fieldId, name: field.name, source: sourceName(metadata, field.sourceId), transform: transformText(field.transform) })),
}));
export const presentOrder = (metadata: TableMetadata) => currentSortOrder(metadata).fields.map((field) => ({ column: sourceName(metadata, field.sourceId), transform: transformText(field.transform), direction: field.direction, nulls: field.nullOrder === 'nulls-first' ? ('first' as const) : ('last' as const) }));

export const getTable = command({
  name: 'table.get', audit: 'none', input: inTable, permission: describe,
  run: async (ctx, input) => {
    const loaded = await openTable(ctx, input);
    const { metadata } = loaded;
    const snapshot = currentSnapshot(metadata);
    const on = tableOf(input);
    const can = tableAbilities(ctx, on);
    const missing = Object.values(can).some((allowed) => !allowed);
    return {
      catalog: input.catalog, namespace: input.namespace, name: input.table, uuid: metadata.tableUuid, formatVersion: metadata.formatVersion,
      location: metadata.location, folder: loaded.uri, metadataLocation: loaded.metadataUri, metadataVersion: loaded.version, etag: etagOf(loaded), adoptedFrom: loaded.adopted?.from ?? null,
      comment: metadata.properties['comment'] ?? null, currentSnapshotId: metadata.currentSnapshotId?.toString() ?? null,
      lastUpdatedAt: instant(metadata.lastUpdatedMs), lastCommitAt: snapshot === null ? null : instant(snapshot.timestampMs),
      schema: presentCurrentSchema(metadata, currentSchema(metadata)), partitionSpecs: presentSpecs(metadata), sortOrder: orderTexts(metadata, currentSortOrder(metadata)), sortFields: presentOrder(metadata), properties: { ...metadata.properties },
      refs: Object.entries(metadata.refs).map(([name, ref]) => ({ name, type: ref.type, snapshotId: ref.snapshotId.toString(), minSnapshotsToKeep: ref.minSnapshotsToKeep, maxSnapshotAgeMs: ref.maxSnapshotAgeMs, maxRefAgeMs: ref.maxRefAgeMs })),
      ...totalsOf(snapshot), snapshots: metadata.snapshots.length, schemas: metadata.schemas.length, can,
      grantors: missing ? [...(await whoCan(ctx.ports.db, 'manage_grants', on, ctx.now()))] : [],
    };
  },
});
