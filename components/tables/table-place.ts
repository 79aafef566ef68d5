import type { z } from 'zod';
import type { table } from '@/lib/transport/api/contract/tables';

/** A table's place in the lake: names as they are, a namespace as its levels joined for an address. */
export interface TablePlace {
  readonly catalog: string;
  readonly namespace: string;
  readonly table: string;
}
export type TableInfo = z.infer<typeof table>;

const PLAIN = /^[a-z_][a-z0-9_]*$/;
const quoted = (name: string) => (PLAIN.test(name) ? name : `"${name.replaceAll('"', '""')}"`);

/** The table's name as SQL writes it: `lake.shop.orders`, `lake."a.b".t`. */
export const sqlName = ({ catalog, namespace, table: name }: TablePlace): string =>
  [catalog, namespace.replaceAll('\u001f', '.'), name].map(quoted).join('.');

/** A first question to a table, as of one of its snapshots when one is given. */
export const firstQuery = (place: TablePlace, snapshotId?: string): string =>
  `SELECT *\nFROM ${sqlName(place)}${snapshotId === undefined ? '' : ` FOR VERSION AS OF ${snapshotId}`}\n`;
