import type { Catalog, TableName } from '@/lib/core/catalog';
import type { NewTable } from '@/lib/model/iceberg';
import type { FileStore } from '@/lib/ports/storage/port';
import { ORDERS_DEFINITION } from '@/tests/support/orders-table';
import { added, putFile } from './commit-kinds';

/** A table whose files nobody reads, for branches: beside main its snapshots lie on many lines. */
export const BRANCHES = { namespace: ['shop'], name: 'branches' };
/** A table of rows, in batches. */
export const ROWS = { namespace: ['shop'], name: 'rows' };
/** What tables begin with that a client makes of rows. */
export const MADE_OF_ROWS = 'made.r_';
export const isOfRows = ({ namespace, name }: TableName): boolean => name === ROWS.name || `${namespace.join('.')}.${name}`.startsWith(MADE_OF_ROWS);
export const BATCH_FIELDS: NewTable['fields'] = [{ id: 0, name: 'n', required: false, type: { type: 'long' } }, { id: 0, name: 'batch', required: false, type: { type: 'string' } }, { id: 0, name: 'state', required: false, type: { type: 'string' } }];

/** Trimmed and merged early, so that kills meet that too. */
export const PROPERTIES = { 'write.metadata.previous-versions-max': '4', 'write.metadata.delete-after-commit.enabled': 'true', 'commit.manifest.min-count-to-merge': '5', 'commit.retry.min-wait-ms': '5', 'commit.retry.max-wait-ms': '50' };

/** How rows leave the table of rows: each warehouse in another way. */
const WAYS = [{ formatVersion: 2, mode: 'copy-on-write' }, { formatVersion: 3, mode: 'merge-on-read' }, { formatVersion: 2, mode: 'merge-on-read' }] as const;

/** Makes the tables that all clients write, beside that of orders. */
export async function makeSharedTables(catalog: Catalog, store: FileStore, warehouse: number): Promise<void> {
  const base = await catalog.createTable(BRANCHES, { ...ORDERS_DEFINITION, properties: PROPERTIES });
  await putFile({ id: 'first', store }, base, 'first');
  await catalog.commit(BRANCHES, (newest) => catalog.changeFiles(newest, { operation: 'append', added: [added(newest, 'first')] }));
  const { formatVersion, mode } = WAYS[warehouse % WAYS.length] ?? WAYS[0];
  await catalog.createTable(ROWS, {
    fields: BATCH_FIELDS, formatVersion, partition: [{ column: 'batch', transform: { kind: 'bucket', buckets: 2 } }],
    properties: { ...PROPERTIES, 'write.delete.mode': mode, 'write.update.mode': mode, 'write.merge.mode': mode },
  });
}
