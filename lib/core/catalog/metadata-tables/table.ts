import type { Column, LogicalType, Row } from '@/lib/model/values/types';
import type { LoadedTable } from '../tables/load-table';
import type { ManifestReader } from '../scans/read-manifests';

/** A table about a table, as `"t$snapshots"` names it; columns as Trino's Iceberg connector has them. */
export interface MetadataTable {
  columns(loaded: LoadedTable): readonly Column[];
  rows(loaded: LoadedTable, reader: ManifestReader): Promise<readonly Row[]>;
}

export const varchar: LogicalType = { kind: 'varchar', length: null };
export const bigint: LogicalType = { kind: 'bigint' };
export const integer: LogicalType = { kind: 'integer' };
export const boolean: LogicalType = { kind: 'boolean' };
export const instant: LogicalType = { kind: 'timestamp with time zone', precision: 3 };
export const map = (key: LogicalType, value: LogicalType): LogicalType => ({ kind: 'map', key, value });
export const array = (element: LogicalType): LogicalType => ({ kind: 'array', element });
export const row = (fields: readonly (readonly [string, LogicalType])[]): LogicalType => ({ kind: 'row', fields: fields.map(([name, type]) => ({ name, type })) });
export const columns = (...named: readonly (readonly [string, LogicalType])[]): readonly Column[] => named.map(([name, type]) => ({ name, type }));

/** Milliseconds as Trino writes a timestamp(3) with time zone. */
export const instantText = (ms: number): string => `${new Date(ms).toISOString().replace('T', ' ').replace('Z', '')} UTC`;
export const long = (value: bigint | number | null): string | null => (value === null ? null : value.toString());
