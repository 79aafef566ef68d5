import type { z } from 'zod';
import { sqlTableName } from '@/lib/model/sql-name';
import type { table } from '@/lib/transport/api/contract/tables';

/** A table's place in the lake: names as they are, a namespace as its levels joined for an address. */
export interface TablePlace {
  readonly catalog: string;
  readonly namespace: string;
  readonly table: string;
}
export type TableInfo = z.infer<typeof table>;

/** A first question to a table, as of one of its snapshots when one is given. */
export const firstQuery = (place: TablePlace, snapshotId?: string): string =>
  `SELECT *\nFROM ${sqlTableName(place.catalog, place.namespace, place.table)}${snapshotId === undefined ? '' : ` FOR VERSION AS OF ${snapshotId}`}\n`;
