import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alterMetadata, newestMetadata, type Loose } from '../../support/altered';

export const SNAPSHOTS = 2000;
const MINUTE = 60_000;
const OPERATIONS = ['append', 'append', 'append', 'overwrite', 'delete', 'replace'] as const;

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
  alterMetadata(join(odd, 'long_history'), giveHistory);
  writeFileSync(newestMetadata(join(odd, 'unreadable')), '{"format-version": 2, "table-uuid": "');
  neverWritten(join(odd, 'never_written'));
}

/** Ids small enough to be told apart at a glance; every snapshot lists the files of the table's own newest one. */
function giveHistory(metadata: Loose): void {
  const [newest] = (metadata['snapshots'] as Loose[]).slice(-1);
  if (!newest) throw new Error('The table has no snapshot');
  const end = Date.now() - 5 * MINUTE;
  const at = (index: number) => end - (SNAPSHOTS - index) * 23 * MINUTE;
  const snapshots = Array.from({ length: SNAPSHOTS }, (_, index): Loose => {
    // the last eight lie on a branch, the eight before them were rolled back
    const parent = index === 0 ? undefined : index === SNAPSHOTS - 16 || index === SNAPSHOTS - 8 ? 1000 + SNAPSHOTS - 24 : 999 + index;
    const operation = OPERATIONS[(index * 7) % OPERATIONS.length];
    return {
      'sequence-number': index + 1, 'snapshot-id': 1000 + index, ...(parent === undefined ? {} : { 'parent-snapshot-id': parent }), 'timestamp-ms': at(index), 'schema-id': 0, 'manifest-list': newest['manifest-list'],
      summary: { operation, 'engine-name': 'spark', 'spark.app.id': 'nightly', ...(operation === 'delete' ? { 'deleted-records': String(index % 90) } : { 'added-records': String(20 + ((index * 37) % 400)) }), 'added-data-files': '1', 'total-records': '1000', 'total-data-files': '6' },
    };
  });
  const head = 1000 + SNAPSHOTS - 17;
  Object.assign(metadata, {
    'last-sequence-number': SNAPSHOTS, 'last-updated-ms': end, snapshots, 'current-snapshot-id': head, 'snapshot-log': [{ 'timestamp-ms': at(SNAPSHOTS - 17), 'snapshot-id': head }],
    refs: {
      main: { 'snapshot-id': head, type: 'branch' }, 'fix-returns': { 'snapshot-id': 1000 + SNAPSHOTS - 1, type: 'branch' },
      'eod-2026-10-01': { 'snapshot-id': 1400, type: 'tag' }, 'before-reprice': { 'snapshot-id': 1950, type: 'tag' },
    },
  });
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
