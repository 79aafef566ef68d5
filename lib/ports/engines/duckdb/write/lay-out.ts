import { brokenTable, unsupported } from '@/lib/model/errors';
import { transformResultType } from '@/lib/model/iceberg/transforms';
import type { IcebergType, NestedField } from '@/lib/model/iceberg/types';
import type { FileLayout } from '../../port';
import { identifier } from '../quote';
import { transformSql } from './transform-sql';

export interface PartitionColumn {
  readonly sql: string;
  /** of the partition value */
  readonly type: IcebergType;
}

/** Where a column lies in rows that have the form of the files: at the top, or inside structs. */
function placeOf(fields: readonly NestedField[], id: number, reach: (name: string) => string = identifier): { readonly sql: string; readonly type: IcebergType } | null {
  for (const { id: own, name, type } of fields) {
    if (own === id) return { sql: reach(name), type };
    const below = type.type === 'struct' ? placeOf(type.fields, id, (member) => `struct_extract(${reach(name)}, '${member.replaceAll("'", "''")}')`) : null;
    if (below !== null) return below;
  }
  return null;
}

/** The partition expressions of a layout, over columns in the form of its files. */
export function partitionColumns({ fields, partition }: Pick<FileLayout, 'fields' | 'partition'>): readonly PartitionColumn[] {
  return partition.map(({ sourceId, transform }) => {
    if (transform.kind === 'void') return { sql: transformSql('NULL', { type: 'unknown' }, transform), type: { type: 'unknown' } };
    const place = placeOf(fields, sourceId);
    if (place === null) throw brokenTable(`The table is partitioned by a column with the field id ${sourceId}, which it does not have.`, 'the table metadata');
    return { sql: transformSql(place.sql, place.type, transform), type: transformResultType(transform, place.type) };
  });
}

/** ORDER BY of the layout's sort order; empty when it has none. */
export function sortColumns({ fields, sort }: Pick<FileLayout, 'fields' | 'sort'>): readonly string[] {
  return sort.map(({ sourceId, transform, direction, nullOrder }) => {
    const place = placeOf(fields, sourceId);
    if (place === null) throw unsupported(`The table is sorted by a column with the field id ${sourceId}, which it does not have; change its sort order first.`);
    return `${transformSql(place.sql, place.type, transform)} ${direction === 'asc' ? 'ASC' : 'DESC'} NULLS ${nullOrder === 'nulls-first' ? 'FIRST' : 'LAST'}`;
  });
}
