import { currentSchema, currentSortOrder, currentSpec, fieldById, transformText, type TableMetadata } from '@/lib/model/iceberg';
import type { TableSettings } from './table-properties';

/**
 * What CREATE TABLE … (LIKE t INCLUDING PROPERTIES) takes over of a table: partitioning, sort order and format version, and not, as in
 * Trino, its place. Fields that partition by nothing any more are left out.
 */
export function likedProperties(metadata: TableMetadata): TableSettings & { readonly formatVersion: 1 | 2 | 3 } {
  const schema = currentSchema(metadata);
  const columnOf = (id: number): readonly string[] => { const placed = fieldById(schema, id); return placed === null ? [] : [placed.path]; };
  return {
    formatVersion: metadata.formatVersion,
    partition: currentSpec(metadata).fields.flatMap(({ sourceId, transform }) => (transform.kind === 'void' ? [] : columnOf(sourceId).map((column) => ({ column, transform: transformText(transform) })))),
    sortOrder: currentSortOrder(metadata).fields.flatMap(({ sourceId, transform, direction, nullOrder }) => columnOf(sourceId).map((column) => ({ column, transform: transformText(transform), direction, nulls: nullOrder === 'nulls-first' ? 'first' as const : 'last' as const }))),
  };
}
