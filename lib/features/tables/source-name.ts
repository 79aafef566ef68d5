import { currentSchema, fieldById, type TableMetadata } from '@/lib/model/iceberg';

/** Name of a source column, also when it is gone from the current schema. */
export function sourceName(metadata: TableMetadata, id: number): string {
  for (const schema of [currentSchema(metadata), ...[...metadata.schemas].reverse()]) {
    const placed = fieldById(schema, id);
    if (placed) return placed.path;
  }
  return `column ${id}`;
}
