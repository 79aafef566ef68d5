import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alterMetadata, newestMetadata } from '../../support/altered';
import { giveHistory } from '../../support/long-history';

export const SNAPSHOTS = 2000;

/**
 * Tables as one meets them, made of the demo's `shop.products` in the namespace `odd`: `long_history` (two thousand
 * snapshots, a branch, a dropped branch, tags), `unreadable` (its newest metadata is cut off), `brought_along` (copied,
 * so that its metadata names another folder), `never_written` (deeply nested, without a snapshot).
 */
export function makeOddTables(home: string): void {
  if (home === '') throw new Error('CONSOLE_HOME is not set: global-setup has not run');
  const odd = join(home, 'warehouse', 'odd');
  if (existsSync(odd)) return;
  const products = join(home, 'warehouse', 'shop', 'products');
  mkdirSync(odd, { recursive: true });
  for (const name of ['long_history', 'unreadable', 'brought_along']) cpSync(products, join(odd, name), { recursive: true });
  alterMetadata(join(odd, 'long_history'), (metadata) => giveHistory(metadata, SNAPSHOTS));
  writeFileSync(newestMetadata(join(odd, 'unreadable')), '{"format-version": 2, "table-uuid": "');
  neverWritten(join(odd, 'never_written'));
}

function neverWritten(folder: string): void {
  const struct = (id: number, inside: unknown) => ({ type: 'struct', fields: [{ id, name: `level_${id}`, required: false, type: inside, doc: 'One level down' }] });
  const deep = [4, 5, 6, 7, 8].reduceRight<unknown>((inside, id) => struct(id, inside), 'string');
  const schema = {
    type: 'struct', 'schema-id': 0, 'identifier-field-ids': [1],
    fields: [
      { id: 1, name: 'id', required: true, type: 'long', doc: 'Key' },
      { id: 2, name: 'a column whose name is long enough to be cut off somewhere on every screen', required: false, type: 'timestamptz' },
      { id: 3, name: 'deep', required: false, type: deep },
      { id: 20, name: 'tags', required: false, type: { type: 'list', 'element-id': 21, 'element-required': false, element: { type: 'map', 'key-id': 22, key: 'string', 'value-id': 23, 'value-required': false, value: 'decimal(38, 10)' } } },
    ],
  };
  const metadata = {
    'format-version': 2, 'table-uuid': '9c12d441-03fe-4693-9a96-a0705ddf69c1', location: folder, 'last-sequence-number': 0, 'last-updated-ms': Date.now(), 'last-column-id': 23, 'current-schema-id': 0, schemas: [schema],
    'default-spec-id': 0, 'partition-specs': [{ 'spec-id': 0, fields: [{ 'source-id': 2, 'field-id': 1000, transform: 'day', name: 'day' }, { 'source-id': 1, 'field-id': 1001, transform: 'bucket[16]', name: 'id_bucket' }] }], 'last-partition-id': 1001,
    'default-sort-order-id': 1, 'sort-orders': [{ 'order-id': 0, fields: [] }, { 'order-id': 1, fields: [{ transform: 'identity', 'source-id': 1, direction: 'desc', 'null-order': 'nulls-last' }] }],
    properties: { 'write.parquet.compression-codec': 'zstd' }, 'current-snapshot-id': -1, refs: {}, snapshots: [], 'snapshot-log': [], 'metadata-log': [],
  };
  mkdirSync(join(folder, 'metadata'), { recursive: true });
  writeFileSync(join(folder, 'metadata', 'v1.metadata.json'), JSON.stringify(metadata));
  writeFileSync(join(folder, 'metadata', 'version-hint.text'), '1');
}
