import type { TableInfo, TablePlace } from '../table-place';

/** What the API is asked for the partitions that the overview draws; null for a table that has none. */
export const drawnPartitions = (place: TablePlace, { partitionSpecs }: Pick<TableInfo, 'partitionSpecs'>) =>
  (partitionSpecs.some((spec) => spec.current && spec.fields.length > 0) ? { ...place, limit: 1000 } : null);
