import fc from 'fast-check';
import type { Extra, IcebergType, JsonValue, NestedField, PartitionField, Schema, Snapshot, SnapshotRef, SortField, TableMetadata, Transform } from '@/lib/model/iceberg/types';
import { PRIMITIVES } from './iceberg-values';

const long = fc.oneof(fc.bigInt({ min: 1n, max: 100n }), fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n }));
const name = fc.oneof(fc.string({ minLength: 1, maxLength: 6 }), fc.constantFrom('ü', 'a b', 'Select', '__proto__', 'constructor'));
const json: fc.Arbitrary<JsonValue> = fc.oneof(fc.constant(null), fc.boolean(), fc.integer(), fc.bigInt({ min: 2n ** 53n, max: 2n ** 80n }), fc.double({ noNaN: true, noDefaultInfinity: true, noInteger: true }), fc.string(), fc.array(fc.integer()));
/** Keys of another writer, or of a specification after ours. */
const extra: fc.Arbitrary<{ readonly extra?: Extra }> = fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, fc.dictionary(fc.constantFrom('x-new', 'vendor.key', '__proto__'), json, { minKeys: 1 }).map((keys) => ({ extra: keys })));
const rich = <T extends object>(plain: fc.Arbitrary<T>): fc.Arbitrary<T & { readonly extra?: Extra }> => fc.tuple(plain, extra).map(([value, more]) => ({ ...value, ...more }));

const transform: fc.Arbitrary<Transform> = fc.oneof(
  fc.constantFrom<Transform>({ kind: 'identity' }, { kind: 'year' }, { kind: 'month' }, { kind: 'day' }, { kind: 'hour' }, { kind: 'void' }, { kind: 'unknown', text: 'zorder(a, b)' }),
  fc.integer({ min: 1, max: 999 }).map((buckets): Transform => ({ kind: 'bucket', buckets })), fc.integer({ min: 1, max: 999 }).map((width): Transform => ({ kind: 'truncate', width })),
);

/** Any schema: every type, any nesting, ids in order of appearance. */
export const schema: fc.Arbitrary<Schema> = rich(fc.record({ fields: fields(2) })).map(({ fields: unnumbered, ...more }) => {
  let last = 0;
  const field = (one: NestedField): NestedField => ({ ...one, id: (last += 1), type: type(one.type) });
  const type = (one: IcebergType): IcebergType => {
    if (one.type === 'struct') return { ...one, fields: one.fields.map(field) };
    if (one.type === 'list') return { ...one, elementId: (last += 1), element: type(one.element) };
    if (one.type === 'map') return { ...one, keyId: (last += 1), key: type(one.key), valueId: (last += 1), value: type(one.value) };
    return one;
  };
  return { schemaId: 0, fields: unnumbered.map(field), identifierFieldIds: last > 2 ? [1] : [], ...more };
});

function fields(depth: number): fc.Arbitrary<readonly NestedField[]> {
  const field = rich(fc.record({ id: fc.constant(0), name, required: fc.boolean(), type: type(depth) })).chain((one) => fc.record({ doc: fc.string(), initialDefault: json.filter((value) => value !== null), writeDefault: json.filter((value) => value !== null) }, { requiredKeys: [] }).map((more): NestedField => ({ ...one, ...more })));
  return fc.uniqueArray(field, { selector: (one) => one.name, minLength: 1, maxLength: 4 });
}

function type(depth: number): fc.Arbitrary<IcebergType> {
  const primitive: fc.Arbitrary<IcebergType> = fc.constantFrom<IcebergType>(...PRIMITIVES, { type: 'unknown' }, { type: 'variant' }, { type: 'geometry', crs: null }, { type: 'geometry', crs: 'EPSG:4326' }, { type: 'geography', crs: 'OGC:CRS84', algorithm: 'karney' });
  if (depth === 0) return primitive;
  const inner = type(depth - 1);
  return fc.oneof({ weight: 3, arbitrary: primitive },
    rich(fields(depth - 1).map((members): IcebergType => ({ type: 'struct', fields: members }))),
    rich(fc.record({ type: fc.constant('list' as const), elementId: fc.constant(0), element: inner, elementRequired: fc.boolean() })),
    rich(fc.record({ type: fc.constant('map' as const), keyId: fc.constant(0), key: inner, valueId: fc.constant(0), value: inner, valueRequired: fc.boolean() })));
}

const snapshot = (formatVersion: number): fc.Arbitrary<Snapshot> => fc.record({
  snapshotId: long, parentSnapshotId: fc.option(long), sequenceNumber: formatVersion === 1 ? fc.constant(0n) : long, timestampMs: fc.nat(), manifestList: fc.string({ minLength: 1 }), manifests: fc.constant(null),
  operation: fc.constantFrom('append', 'replace', 'overwrite', 'delete', null), summary: fc.dictionary(fc.constantFrom('total-records', 'x', 'Ü'), fc.string()), schemaId: fc.option(fc.nat(5)),
  firstRowId: formatVersion === 3 ? fc.option(long) : fc.constant(null), addedRows: formatVersion === 3 ? fc.option(long) : fc.constant(null), extra: fc.dictionary(fc.constantFrom('key-id', '__proto__'), json),
});

const source = fc.oneof(fc.record({ sourceId: fc.nat(9) }), fc.array(fc.nat(9), { minLength: 2, maxLength: 3 }).map((sourceIds) => ({ sourceId: sourceIds[0] ?? 0, sourceIds })));
const partitionFields: fc.Arbitrary<readonly PartitionField[]> = fc.array(fc.tuple(source, rich(fc.record({ fieldId: fc.integer({ min: 1000, max: 1100 }), name, transform }))).map(([from, field]) => ({ ...from, ...field })), { maxLength: 3 });
const sortFields: fc.Arbitrary<readonly SortField[]> = fc.array(fc.tuple(source, rich(fc.record({ transform, direction: fc.constantFrom('asc', 'desc'), nullOrder: fc.constantFrom('nulls-first', 'nulls-last') }))).map(([from, field]) => ({ ...from, ...field })), { maxLength: 2 });

/** Whole table metadata as some writer could leave it. */
export const tableMetadata = (formatVersion: 1 | 2 | 3): fc.Arbitrary<TableMetadata> => fc.record({
  schemas: fc.array(schema, { minLength: 1, maxLength: 2 }), specs: fc.array(rich(fc.record({ fields: partitionFields })), { minLength: 1, maxLength: 2 }), orders: fc.array(rich(fc.record({ fields: sortFields })), { maxLength: 2 }),
  snapshots: fc.uniqueArray(snapshot(formatVersion), { selector: ({ snapshotId }) => snapshotId, maxLength: 3 }), refs: fc.dictionary(name, fc.record({ type: fc.constantFrom('branch', 'tag'), minSnapshotsToKeep: fc.option(fc.nat()), maxSnapshotAgeMs: fc.option(fc.nat()), maxRefAgeMs: fc.option(fc.nat()) })), refExtra: extra,
  properties: fc.dictionary(name, fc.string()), extra: fc.dictionary(fc.constantFrom('encryption-keys', 'x-new', '__proto__'), json), logs: fc.array(rich(fc.record({ timestampMs: fc.nat() })), { maxLength: 2 }), statistics: fc.array(json, { maxLength: 2 }), uuid: fc.option(fc.uuid()), next: long,
}).map(({ schemas, specs, orders, snapshots, refs, refExtra, logs, uuid, next, ...rest }): TableMetadata => {
  const current = snapshots.at(-1)?.snapshotId ?? null;
  const named: readonly (readonly [string, SnapshotRef])[] = current === null ? [] : [...Object.entries(refs).filter(([ref]) => ref !== 'main'), ['main', { type: 'branch', minSnapshotsToKeep: null, maxSnapshotAgeMs: null, maxRefAgeMs: null }] as const].map(([ref, value]) => [ref, { snapshotId: current, ...value, ...refExtra }]);
  return {
    ...rest, formatVersion, tableUuid: uuid, location: 'file:///warehouse/t', lastSequenceNumber: formatVersion === 1 ? 0n : next, lastUpdatedMs: 5, lastColumnId: 100, schemas: schemas.map((one, schemaId) => ({ ...one, schemaId })), currentSchemaId: schemas.length - 1,
    partitionSpecs: specs.map((one, specId) => ({ ...one, specId })), defaultSpecId: specs.length - 1, lastPartitionId: 1100, sortOrders: [{ orderId: 0, fields: [] }, ...orders.map((one, index) => ({ ...one, orderId: index + 1 }))], defaultSortOrderId: orders.length,
    currentSnapshotId: current, snapshots, snapshotLog: current === null ? [] : logs.map((entry) => ({ ...entry, snapshotId: current })), metadataLog: logs.map((entry) => ({ ...entry, metadataFile: 'v1.metadata.json' })), refs: Object.fromEntries(named), nextRowId: formatVersion === 3 ? next : null, partitionStatistics: [],
  };
});
