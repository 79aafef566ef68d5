import { describe, expect, it } from 'vitest';
import { applyUpdates, currentSchema, currentSortOrder, currentSpec, evolveSortOrder, evolveSpec, newTableMetadata, transformProblem, transformText, type IcebergType, type SpecField, type TableMetadata, type TableUpdate, type Transform } from '@/lib/model/iceberg';
import { PRIMITIVES } from '@/tests/support/iceberg-values';

const column = (name: string, type: IcebergType) => ({ id: 0, name, required: false, type });
const table = (formatVersion: 1 | 2 | 3 = 2, partition: readonly SpecField[] = []): TableMetadata => newTableMetadata({
  fields: [column('id', { type: 'long' }), column('at', { type: 'timestamptz' }), column('name', { type: 'string' }), column('place', { type: 'struct', fields: [column('city', { type: 'string' })] }), column('tags', { type: 'list', elementId: 0, elementRequired: false, element: { type: 'string' } }), column('day', { type: 'date' })],
  partition, location: 'file:///t', uuid: 'a', formatVersion,
}, 0);
const day: Transform = { kind: 'day' };
const bucket: Transform = { kind: 'bucket', buckets: 8 };
const identity: Transform = { kind: 'identity' };
const apply = (base: TableMetadata, fields: readonly SpecField[]): TableMetadata => applyUpdates(base, [{ action: 'add-spec', fields: evolveSpec(base, fields) }, { action: 'set-default-spec', specId: -1 }], 1);
const spec = (metadata: TableMetadata): readonly string[] => currentSpec(metadata).fields.map(({ fieldId, name, transform }) => `${fieldId} ${name} ${transformText(transform)}`);
const words = (text: RegExp) => expect.objectContaining({ code: 'INVALID_INPUT', message: expect.stringMatching(text) as string }) as Error;

describe('a partition spec evolves', () => {
  it('with ids that a source and transform keep for good, and are renamed with', () => {
    const one = apply(table(), [{ column: 'at', transform: day }]);
    const two = apply(one, [{ column: 'id', transform: bucket }, { column: 'at', transform: day, name: 'on_day' }]);
    const back = apply(two, [{ column: 'at', transform: day }]);
    expect([spec(one), spec(two), spec(back)]).toEqual([['1000 at_day day'], ['1001 id_bucket bucket[8]', '1000 on_day day'], ['1000 at_day day']]);
    expect([one.defaultSpecId, two.defaultSpecId, back.defaultSpecId, back.lastPartitionId]).toEqual([1, 2, 1, 1001]);
    expect(spec(apply(back, []))).toEqual([]);
  });

  it('in version 1 by voids in place, new fields behind', () => {
    const one = table(1, [{ column: 'at', transform: day }, { column: 'name', transform: identity }]);
    const two = apply(one, [{ column: 'name', transform: identity }, { column: 'id', transform: bucket }]);
    expect(spec(two)).toEqual(['1000 at_day void', '1001 name identity', '1002 id_bucket bucket[8]']);
    const three = apply(two, [{ column: 'at', transform: day }]);
    expect(spec(three)).toEqual(['1000 at_day_1000 void', '1001 name void', '1002 id_bucket void', '1003 at_day day']);
    const two2 = applyUpdates(two, [{ action: 'upgrade-format-version', formatVersion: 2 }], 2);
    expect(spec(apply(two2, [{ column: 'id', transform: bucket }]))).toEqual(['1002 id_bucket bucket[8]']);
    // of the two ids that a field has which left and came back, it keeps the one that it goes by when another comes beside it
    const three2 = applyUpdates(three, [{ action: 'upgrade-format-version', formatVersion: 2 }], 2);
    expect(spec(apply(three2, [{ column: 'at', transform: day }, { column: 'name', transform: identity }]))).toEqual(['1003 at_day day', '1001 name identity']);
  });

  it('refuses what a reader could not use', () => {
    const refused: readonly (readonly [readonly SpecField[], RegExp])[] = [
      [[{ column: 'nowhere', transform: identity }], /no column nowhere/], [[{ column: 'place', transform: identity }], /single values/], [[{ column: 'tags.element', transform: identity }], /inside a list/], [[{ column: 'name', transform: day }], /dates and timestamps/],
      [[{ column: 'day', transform: { kind: 'hour' } }], /takes timestamps/], [[{ column: 'at', transform: day }, { column: 'at', transform: { kind: 'hour' } }], /already/], [[{ column: 'id', transform: bucket }, { column: 'id', transform: bucket, name: 'again' }], /already/],
      [[{ column: 'id', transform: bucket, name: 'name' }], /There is a column name/], [[{ column: 'id', transform: bucket, name: 'x' }, { column: 'name', transform: identity, name: 'x' }], /Two partition fields/], [[{ column: 'id', transform: { kind: 'unknown', text: 'zorder' } }], /no transform zorder/], [[{ column: 'id', transform: bucket, name: '' }], /needs a name/],
    ];
    for (const [fields, message] of refused) expect(() => evolveSpec(table(), fields), JSON.stringify(fields)).toThrow(words(message));
    expect(spec(apply(table(), [{ column: 'place.city', transform: identity }]))).toEqual(['1000 place.city identity']);
    expect(spec(apply(table(), [{ column: 'id', transform: bucket }, { column: 'id', transform: { kind: 'bucket', buckets: 4 }, name: 'four' }]))).toHaveLength(2);
  });

  it('takes each transform on exactly the types that the specification gives it', () => {
    const takes = (transform: Transform): readonly string[] => [...new Set(PRIMITIVES.filter((type) => transformProblem(transform, type) === null).map(({ type }) => type))].sort();
    const times = ['date', 'timestamp', 'timestamp_ns', 'timestamptz', 'timestamptz_ns'];
    expect(takes(day)).toEqual(times.filter((type) => PRIMITIVES.some((primitive) => primitive.type === type)));
    expect(takes(bucket)).not.toEqual(expect.arrayContaining(['double']));
    for (const type of ['boolean', 'float', 'double']) expect(takes(bucket)).not.toContain(type);
    expect(takes({ kind: 'truncate', width: 3 })).toEqual(['binary', 'decimal', 'int', 'long', 'string']);
    expect(takes(identity)).toEqual(expect.arrayContaining(['boolean', 'double', 'uuid']));
  });
});

describe('a sort order evolves', () => {
  const apply = (base: TableMetadata, ...updates: readonly TableUpdate[]): TableMetadata => applyUpdates(base, updates, 1);
  it('with nulls where the direction puts them', () => {
    const fields = evolveSortOrder(table(), [{ column: 'name' }, { column: 'at', transform: day, direction: 'desc' }, { column: 'id', nullOrder: 'nulls-last' }]);
    expect(fields.map(({ direction, nullOrder }) => `${direction} ${nullOrder}`)).toEqual(['asc nulls-first', 'desc nulls-last', 'asc nulls-last']);
    const sorted = apply(table(), { action: 'add-sort-order', fields }, { action: 'set-default-sort-order', orderId: -1 });
    expect([sorted.defaultSortOrderId, currentSortOrder(sorted).fields.length]).toEqual([1, 3]);
    const unsorted = apply(sorted, { action: 'add-sort-order', fields: evolveSortOrder(sorted, []) }, { action: 'set-default-sort-order', orderId: -1 });
    expect([unsorted.defaultSortOrderId, unsorted.sortOrders.length]).toEqual([0, 2]);
  });
  it('names no column twice, and none that cannot be compared', () => {
    expect(() => evolveSortOrder(table(), [{ column: 'name' }, { column: 'name', direction: 'desc' }])).toThrow(words(/twice/));
    expect(() => evolveSortOrder(table(), [{ column: 'tags' }])).toThrow(words(/single values/));
  });
});

describe('columns that a table is partitioned or sorted by', () => {
  const partitioned = table(3, [{ column: 'day', transform: bucket }]);
  const schema = (metadata: TableMetadata, without: string) => ({ ...metadata.schemas[0]!, fields: metadata.schemas[0]!.fields.filter(({ name }) => name !== without) });
  it('stay, unless the same change lets them go', () => {
    const drop: readonly TableUpdate[] = [{ action: 'add-schema', schema: schema(partitioned, 'day') }, { action: 'set-current-schema', schemaId: -1 }];
    expect(() => applyUpdates(partitioned, drop, 1)).toThrow(words(/partitioned by day/));
    const both = applyUpdates(partitioned, [...drop, { action: 'add-spec', fields: [] }, { action: 'set-default-spec', specId: -1 }], 1);
    expect(currentSpec(both).fields).toEqual([]);
    expect(() => applyUpdates(both, [{ action: 'set-default-spec', specId: 0 }], 2)).toThrow(words(/a column with the id/));
  });
  it('keep a type whose transform gives the same', () => {
    const promoted = { ...partitioned.schemas[0]!, fields: partitioned.schemas[0]!.fields.map((field) => (field.name === 'day' ? { ...field, type: { type: 'timestamp' } as const } : field)) };
    expect(() => applyUpdates(partitioned, [{ action: 'add-schema', schema: promoted }, { action: 'set-current-schema', schemaId: -1 }], 1)).toThrow(words(/values would change/));
  });
  it('stay in version 1, where a field that was dropped keeps its place, until the version is raised', () => {
    const dropped = apply(table(1, [{ column: 'day', transform: bucket }]), []);
    const drop: readonly TableUpdate[] = [{ action: 'add-schema', schema: schema(dropped, 'day') }, { action: 'set-current-schema', schemaId: -1 }];
    expect(() => applyUpdates(dropped, drop, 1)).toThrow(words(/was partitioned by day.*keeps its place/));
    const raised = apply(applyUpdates(dropped, [{ action: 'upgrade-format-version', formatVersion: 2 }], 2), []);
    expect(currentSchema(applyUpdates(raised, drop, 3)).fields.map(({ name }) => name)).not.toContain('day');
  });
  it('lend their partition field a name that no other column gets, in earlier specs too', () => {
    const renamed = (metadata: TableMetadata, from: string, to: string): readonly TableUpdate[] =>
      [{ action: 'add-schema', schema: { ...currentSchema(metadata), fields: currentSchema(metadata).fields.map((field) => (field.name === from ? { ...field, name: to } : field)) } }, { action: 'set-current-schema', schemaId: -1 }];
    expect(() => applyUpdates(partitioned, renamed(partitioned, 'name', 'day_bucket'), 1)).toThrow(words(/day_bucket is the name of a partition field/));
    const before = apply(partitioned, []);
    expect(() => applyUpdates(before, renamed(before, 'name', 'day_bucket'), 1)).toThrow(words(/of earlier files/));
    const same = apply(table(2, [{ column: 'name', transform: identity }]), []);
    expect(currentSchema(applyUpdates(same, renamed(same, 'name', 'called'), 1)).fields.map(({ name }) => name)).toContain('called');
    expect(() => applyUpdates(same, [...renamed(same, 'name', 'called')].concat(renamed(applyUpdates(same, renamed(same, 'name', 'called'), 1), 'id', 'name')), 2)).toThrow(words(/name is the name of a partition field/));
    expect(() => applyUpdates(table(), [{ action: 'add-spec', fields: [{ sourceId: 1, name: 'name', transform: bucket }] }, { action: 'set-default-spec', specId: -1 }], 1)).toThrow(words(/name is the name of a partition field/));
    // a table that another engine left so can still be changed otherwise
    const broken = { ...table(), partitionSpecs: [{ specId: 0, fields: [{ fieldId: 1000, sourceId: 1, name: 'name', transform: bucket }] }] };
    expect(currentSchema(applyUpdates(broken, renamed(broken, 'id', 'key'), 1)).fields[0]?.name).toBe('key');
  });
});
