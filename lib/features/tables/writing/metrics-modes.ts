import { currentSchema, currentSortOrder, placedFields, type Schema, type TableMetadata } from '@/lib/model/iceberg';
import { keepsOrder } from '@/lib/model/iceberg/transforms';
import type { MetricsMode, MetricsModes } from '@/lib/ports/engines/port';

/** Characters or bytes of a bound where nothing is said. */
export const KEPT_DEFAULT = 16;
const INFERRED_COLUMNS = 100;
const NESTED: ReadonlySet<string> = new Set(['struct', 'list', 'map']);

/** Null for what is no mode: Iceberg then goes by the default. */
function modeOf(text: string | undefined): MetricsMode | null {
  const mode = text?.trim().toLowerCase();
  if (mode === 'none' || mode === 'counts' || mode === 'full') return mode;
  const length = /^truncate\((\d{1,9})\)$/.exec(mode ?? '')?.[1];
  return length !== undefined && Number(length) > 0 ? Number(length) : null;
}

/**
 * What the entry of a new file tells of each column, as Iceberg's library reads `write.metadata.metrics.*`: the default, better
 * for columns by which the table is sorted, and what is said of one column. Where no default is said, columns after the first hundred get none.
 * Of the current schema unless another one of the table is given.
 */
export function metricsModes(metadata: TableMetadata, schema: Schema = currentSchema(metadata)): MetricsModes {
  const { properties } = metadata;
  const leaves = placedFields(schema).filter(({ field: { type } }) => !NESTED.has(type.type));
  const said = properties['write.metadata.metrics.default'];
  const most = properties['write.metadata.metrics.max-inferred-column-defaults']?.trim() ?? '';
  const inferred = /^\d{1,9}$/.test(most) ? Number(most) : INFERRED_COLUMNS;
  // columns at the top come before those inside of others
  const counted = [...leaves.filter(({ depth }) => depth === 0), ...leaves.filter(({ depth }) => depth > 0)];
  const modes = new Map<number, MetricsMode>(counted.map(({ field: { id } }, index) => [id, said !== undefined ? (modeOf(said) ?? KEPT_DEFAULT) : index < inferred ? KEPT_DEFAULT : 'none']));
  for (const { sourceId, transform } of currentSortOrder(metadata).fields) {
    const mode = modes.get(sourceId);
    if (keepsOrder(transform) && (mode === 'none' || mode === 'counts')) modes.set(sourceId, KEPT_DEFAULT);
  }
  for (const { path, field: { id } } of leaves) {
    const own = modeOf(properties[`write.metadata.metrics.column.${path}`]);
    if (own !== null) modes.set(id, own);
  }
  return modes;
}
