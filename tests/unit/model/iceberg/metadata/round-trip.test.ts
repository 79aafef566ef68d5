import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTableMetadata, serializeTableMetadata } from '@/lib/model/iceberg';
import { parseJson, stringifyJson, type Json } from '@/lib/model/values/lossless-json';
import { tableMetadata } from '@/tests/support/iceberg-metadata';

type Object = { readonly [key: string]: Json };

describe.each([1, 2, 3] as const)('metadata of version %d', (version) => {
  it('comes back as it was written: every type, every id, every key that we do not know', () => {
    fc.assert(fc.property(tableMetadata(version), (metadata) => {
      const text = serializeTableMetadata(metadata);
      const read = parseTableMetadata(text, 'v1.metadata.json');
      expect(read).toEqual(metadata);
      expect(serializeTableMetadata(read)).toBe(text);
    }), { numRuns: 150 });
  });

  it('keeps unknown keys at every level of a file that another writer made', () => {
    fc.assert(fc.property(tableMetadata(version), (metadata) => {
      const marked = mark(parseJson(serializeTableMetadata(metadata)), 'root');
      expect(parseJson(serializeTableMetadata(parseTableMetadata(stringifyJson(marked), 'f')))).toEqual(marked);
    }), { numRuns: 60 });
  });
});

/** Puts a key of the future into every object of the format; maps whose keys are data are left alone. */
function mark(value: Json, at: string): Json {
  if (Array.isArray(value)) return value.map((item: Json) => mark(item, at));
  if (typeof value !== 'object' || value === null || OPAQUE.has(at)) return value;
  const inside = Object.fromEntries(Object.entries(value as Object).map(([key, inner]) => [key, mark(inner, at === 'refs' ? 'ref' : key)]));
  return MAPS.has(at) ? inside : { ...inside, 'x-later': 2n ** 64n };
}
const MAPS = new Set(['refs']);
const OPAQUE = new Set(['properties', 'summary', 'statistics', 'partition-statistics', 'initial-default', 'write-default', 'x-new', 'vendor.key', '__proto__', 'key-id', 'encryption-keys', 'identifier-field-ids', 'source-ids']);

describe('an id', () => {
  const with_ = (snapshotId: string): string => `{"format-version":2,"location":"x","last-column-id":1,"current-schema-id":0,"schemas":[{"type":"struct","schema-id":0,"fields":[]}],"current-snapshot-id":${snapshotId},"snapshots":[{"snapshot-id":${snapshotId},"timestamp-ms":1,"manifest-list":"l"}]}`;
  it('of 64 bits is exact to the last digit', () => {
    for (const id of ['9007199254740993', '9223372036854775807', '-9223372036854775808', '3051729675574597004']) {
      const metadata = parseTableMetadata(with_(id), 'f');
      expect(metadata.currentSnapshotId).toBe(BigInt(id));
      expect(serializeTableMetadata(metadata)).toContain(`"snapshot-id": ${id}`);
    }
  });
  it('beyond 64 bits, or no integer, is refused by name, not wrapped', () => {
    for (const id of ['9223372036854775808', '-9223372036854775809', '18446744073709551617', '1.5', '"1"', '1e300']) {
      expect(() => parseTableMetadata(with_(id), '/t/metadata/v1.metadata.json'), id).toThrow(expect.objectContaining({ code: 'BROKEN_TABLE', details: { file: '/t/metadata/v1.metadata.json' } }));
    }
  });
  it('-1, null and none are an empty table', () => {
    for (const id of ['-1', 'null']) expect(parseTableMetadata(with_(id).replace(/"snapshots":.*/, '"snapshots":[]}'), 'f').currentSnapshotId).toBeNull();
    expect(parseTableMetadata(with_('1').replace(/,"current-snapshot-id".*/, '}'), 'f').currentSnapshotId).toBeNull();
  });
});

describe('metadata of version 1 as its first writers left it', () => {
  const old = `{"format-version":1,"location":"hdfs:/t","last-updated-ms":7,"last-column-id":2,"schema":{"type":"struct","fields":[{"id":1,"name":"id","required":true,"type":"long"},{"id":2,"name":"day","required":false,"type":"date"}]},
    "partition-spec":[{"name":"day","transform":"identity","source-id":2}],"properties":{},"current-snapshot-id":5,"snapshots":[{"snapshot-id":5,"timestamp-ms":6,"manifests":["hdfs:/t/m.avro"]}]}`;
  it('is filled in with what the specification says of missing keys', () => {
    const metadata = parseTableMetadata(old, 'f');
    expect(metadata).toMatchObject({
      formatVersion: 1, tableUuid: null, currentSchemaId: 0, defaultSpecId: 0, lastPartitionId: 1000, lastSequenceNumber: 0n, nextRowId: null, defaultSortOrderId: 0, sortOrders: [{ orderId: 0, fields: [] }],
      partitionSpecs: [{ specId: 0, fields: [{ fieldId: 1000, sourceId: 2, name: 'day', transform: { kind: 'identity' } }] }], refs: { main: { snapshotId: 5n, type: 'branch' } },
      snapshots: [{ snapshotId: 5n, sequenceNumber: 0n, manifestList: null, manifests: ['hdfs:/t/m.avro'], operation: null, summary: {} }],
    });
    const again = JSON.parse(serializeTableMetadata(metadata)) as Record<string, unknown>;
    // older readers look for these
    expect(again['schema']).toMatchObject({ fields: [{ id: 1 }, { id: 2 }] });
    expect(again['partition-spec']).toEqual([{ 'source-id': 2, 'field-id': 1000, name: 'day', transform: 'identity' }]);
    expect(parseTableMetadata(serializeTableMetadata(metadata), 'f')).toEqual(metadata);
  });
  it('keeps an operation that we do not know', () => {
    const metadata = parseTableMetadata(old.replace('"timestamp-ms":6,', '"timestamp-ms":6,"summary":{"operation":"merge","x":"1"},'), 'f');
    expect(metadata.snapshots[0]?.operation).toBeNull();
    expect(JSON.parse(serializeTableMetadata(metadata))).toMatchObject({ snapshots: [{ summary: { operation: 'merge', x: '1' } }] });
  });
});

describe('metadata that is damaged', () => {
  it('names the file, whatever is wrong with it', () => {
    const good = parseJson(serializeTableMetadata(fc.sample(tableMetadata(2), { numRuns: 1, seed: 7 })[0]!)) as Object;
    const damaged = expect.objectContaining({ code: expect.stringMatching(/BROKEN_TABLE|UNSUPPORTED/) as string }) as Error;
    const wrong: readonly Json[] = [5, 'x', [1], { a: 1 }, true];
    for (const key of ['location', 'last-column-id', 'current-schema-id', 'schemas', 'partition-specs', 'properties', 'snapshots', 'snapshot-log', 'metadata-log', 'refs', 'sort-orders']) {
      const types = wrong.filter((value) => kind(value) !== kind(good[key] ?? null));
      for (const value of types) expect(() => parseTableMetadata(stringifyJson({ ...good, [key]: value }), 'file-name'), `${key} ${JSON.stringify(value)}`).toThrow(damaged);
    }
    for (const text of ['', '[]', 'null', '{}', '{"format-version":"2"}', '{"format-version":4}', '{'.repeat(10), '['.repeat(200_000)]) expect(() => parseTableMetadata(text, 'file-name'), text.slice(0, 20)).toThrow(damaged);
    expect(() => parseTableMetadata(stringifyJson({ ...good, 'current-schema-id': 99 }), 'file-name')).toThrow(/schema 99/);
    expect(() => parseTableMetadata(stringifyJson({ ...good, 'current-snapshot-id': 99 }), 'file-name')).toThrow(/snapshot 99/);
  });
});
const kind = (value: Json): string => (Array.isArray(value) ? 'list' : typeof value);
