import { command } from '@/lib/kernel/command';
import { describe, inTable } from './inputs';
import { openTable } from './open';
import { presentSchema, schemaChanges } from './present-schema';
import { currentSortOrder, currentSpec } from '@/lib/model/iceberg';

export const listSchemas = command({
  name: 'table.schemas', audit: 'none', input: inTable, permission: describe,
  run: async (ctx, input) => {
    const { metadata } = await openTable(ctx, input);
    const items = metadata.schemas.map((schema, index) => {
      const first = metadata.snapshots.filter((snapshot) => snapshot.schemaId === schema.schemaId).sort((a, b) => a.timestampMs - b.timestampMs)[0];
      const current = schema.schemaId === metadata.currentSchemaId;
      return {
        ...presentSchema(schema, current ? currentSpec(metadata) : null, current ? currentSortOrder(metadata) : null),
        firstSnapshotId: first?.snapshotId.toString() ?? null, firstUsedAt: first ? new Date(first.timestampMs).toISOString() : null,
        changes: schemaChanges(metadata.schemas[index - 1] ?? null, schema),
      };
    });
    return { currentSchemaId: metadata.currentSchemaId, items };
  },
});
