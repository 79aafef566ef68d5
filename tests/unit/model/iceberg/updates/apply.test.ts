import { describe, expect, it } from 'vitest';
import { applyUpdates, checkRequirements, newTableMetadata, parseTableMetadata, serializeTableMetadata, type Requirement, type Snapshot, type SnapshotRef, type TableMetadata, type TableUpdate } from '@/lib/model/iceberg';

const table = (formatVersion: 1 | 2 | 3 = 2): TableMetadata => newTableMetadata({
  fields: [{ id: 0, name: 'id', required: true, type: { type: 'long' } }, { id: 0, name: 'day', required: false, type: { type: 'date' } }], partition: [{ column: 'day', transform: { kind: 'day' } }], location: 'file:///t', uuid: 'aaaa', formatVersion,
}, 1000);
const snapshot = (snapshotId: bigint, more: Partial<Snapshot> = {}): Snapshot => ({
  snapshotId, parentSnapshotId: null, sequenceNumber: 1n, timestampMs: 2000, manifestList: `l${snapshotId}`, manifests: null, operation: 'append', summary: {}, schemaId: 0, firstRowId: null, addedRows: null, extra: {}, ...more,
});
const ref = (snapshotId: bigint, more: Partial<SnapshotRef> = {}): SnapshotRef => ({ snapshotId, type: 'branch', minSnapshotsToKeep: null, maxSnapshotAgeMs: null, maxRefAgeMs: null, ...more });
const add = (one: Snapshot, name = 'main'): readonly TableUpdate[] => [{ action: 'add-snapshot', snapshot: one }, { action: 'set-snapshot-ref', name, ref: ref(one.snapshotId) }];
const apply = (base: TableMetadata, ...updates: readonly TableUpdate[]): TableMetadata => applyUpdates(base, updates, 3000);
const refused = (code: string) => expect.objectContaining({ code }) as Error;

/** main: 1 → 2 → 3, a day apart. */
const three = (): TableMetadata => [1n, 2n, 3n].reduce((metadata, id) => apply(metadata, ...add(snapshot(id, { sequenceNumber: id, parentSnapshotId: id === 1n ? null : id - 1n, timestampMs: Number(id) * 1000 }))), table());

describe('updates', () => {
  it('leave the base as it was, and answer the same object when nothing changes', () => {
    const base = three();
    const before = serializeTableMetadata(base);
    const same: readonly TableUpdate[] = [
      { action: 'assign-uuid', uuid: 'aaaa' }, { action: 'upgrade-format-version', formatVersion: 2 }, { action: 'set-current-schema', schemaId: 0 }, { action: 'set-default-spec', specId: 0 }, { action: 'set-default-sort-order', orderId: 0 }, { action: 'set-properties', updates: {} },
      { action: 'remove-properties', removals: ['no', 'toString'] }, { action: 'set-location', location: 'file:///t' }, { action: 'remove-snapshots', snapshotIds: [99n] }, { action: 'remove-snapshot-ref', name: 'constructor' }, { action: 'set-snapshot-ref', name: 'main', ref: ref(3n) },
      { action: 'add-schema', schema: base.schemas[0]! }, { action: 'add-spec', fields: base.partitionSpecs[0]!.fields }, { action: 'add-sort-order', fields: [] },
    ];
    for (const update of same) expect(apply(base, update), update.action).toBe(base);
    const changes: readonly TableUpdate[] = [{ action: 'set-properties', updates: { a: '1' } }, { action: 'remove-snapshot-ref', name: 'main' }, ...add(snapshot(4n, { sequenceNumber: 4n, parentSnapshotId: 3n }))];
    for (const update of changes.slice(0, 3)) expect(apply(base, update), update.action).not.toBe(base);
    expect(serializeTableMetadata(base)).toBe(before);
  });

  it('give -1 the meaning of what was added last', () => {
    const schema = { ...table().schemas[0]!, fields: [...table().schemas[0]!.fields, { id: 3, name: 'x', required: false, type: { type: 'int' } as const }] };
    const after = apply(table(), { action: 'add-schema', schema }, { action: 'set-current-schema', schemaId: -1 }, { action: 'add-spec', fields: [{ sourceId: 1, name: 'b', transform: { kind: 'bucket', buckets: 4 } }] }, { action: 'set-default-spec', specId: -1 });
    expect([after.currentSchemaId, after.lastColumnId, after.defaultSpecId, after.lastPartitionId]).toEqual([1, 3, 1, 1001]);
    for (const action of [{ action: 'set-current-schema', schemaId: -1 }, { action: 'set-default-spec', specId: -1 }, { action: 'set-default-sort-order', orderId: -1 }] satisfies TableUpdate[]) expect(() => apply(table(), action)).toThrow(refused('INVALID_INPUT'));
  });

  it('reuse a schema and a spec that were there before, and ids of partition fields', () => {
    const one = apply(table(), { action: 'add-spec', fields: [{ sourceId: 1, name: 'b', transform: { kind: 'bucket', buckets: 4 } }] }, { action: 'set-default-spec', specId: -1 });
    const back = apply(one, { action: 'add-spec', fields: [{ sourceId: 2, name: 'day_day', transform: { kind: 'day' } }] }, { action: 'set-default-spec', specId: -1 });
    expect([back.defaultSpecId, back.partitionSpecs.length]).toEqual([0, 2]);
    const both = apply(one, { action: 'add-spec', fields: [{ sourceId: 1, name: 'b2', transform: { kind: 'bucket', buckets: 4 } }, { sourceId: 1, name: 'c', transform: { kind: 'identity' } }] });
    expect(both.partitionSpecs[2]?.fields.map(({ fieldId }) => fieldId)).toEqual([1001, 1002]);
    expect(() => apply(table(1), { action: 'add-spec', fields: [{ sourceId: 1, name: 'b', transform: { kind: 'identity' } }] })).toThrow(refused('INVALID_INPUT'));
  });

  it('number snapshots upwards only: a stale writer is told of a conflict', () => {
    const base = three();
    expect(base.lastSequenceNumber).toBe(3n);
    for (const sequenceNumber of [1n, 3n]) expect(() => apply(base, { action: 'add-snapshot', snapshot: snapshot(9n, { sequenceNumber, parentSnapshotId: 3n }) })).toThrow(refused('CONFLICT'));
    expect(() => apply(base, { action: 'add-snapshot', snapshot: snapshot(2n, { sequenceNumber: 9n }) })).toThrow(refused('INVALID_INPUT'));
    const v3 = apply(table(3), ...add(snapshot(1n, { firstRowId: 0n, addedRows: 10n })));
    expect(v3.nextRowId).toBe(10n);
    expect(() => apply(v3, { action: 'add-snapshot', snapshot: snapshot(2n, { sequenceNumber: 2n, firstRowId: 5n, addedRows: 1n }) })).toThrow(refused('CONFLICT'));
  });

  it('write the history that time travel reads', () => {
    const base = three();
    expect(base.snapshotLog).toEqual([{ timestampMs: 1000, snapshotId: 1n }, { timestampMs: 2000, snapshotId: 2n }, { timestampMs: 3000, snapshotId: 3n }]);
    const back = applyUpdates(base, [{ action: 'set-snapshot-ref', name: 'main', ref: ref(1n) }], 9000);
    expect([back.currentSnapshotId, back.snapshotLog.at(-1), back.lastUpdatedMs]).toEqual([1n, { timestampMs: 9000, snapshotId: 1n }, 9000]);
    // what was removed leaves a gap, before which the log says nothing any more
    const expired = apply(back, { action: 'remove-snapshots', snapshotIds: [2n] });
    expect(expired.snapshotLog.map(({ snapshotId }) => snapshotId)).toEqual([3n, 1n]);
    const emptied = apply(base, { action: 'remove-snapshot-ref', name: 'main' });
    expect([emptied.currentSnapshotId, emptied.snapshotLog, emptied.snapshots.length]).toEqual([null, [], 3]);
    const branch = apply(base, ...add(snapshot(4n, { sequenceNumber: 4n, parentSnapshotId: 3n }), 'dev'));
    expect([branch.currentSnapshotId, branch.snapshotLog.length]).toEqual([3n, 3]);
  });

  it('keep snapshots that a branch or tag names, and refs that name something', () => {
    const base = apply(three(), { action: 'set-snapshot-ref', name: 'v1', ref: ref(1n, { type: 'tag' }) });
    expect(() => apply(base, { action: 'remove-snapshots', snapshotIds: [1n] })).toThrow(/held by tag v1/);
    expect(() => apply(base, { action: 'remove-snapshots', snapshotIds: [3n] })).toThrow(/held by branch main/);
    expect(() => apply(base, { action: 'set-snapshot-ref', name: 'x', ref: ref(77n) })).toThrow(refused('INVALID_INPUT'));
    expect(() => apply(base, { action: 'set-snapshot-ref', name: 'main', ref: ref(1n, { type: 'tag' }) })).toThrow(refused('INVALID_INPUT'));
  });

  it('refuse what would break the table', () => {
    const [schema] = table().schemas;
    const twice = { ...schema!, fields: [...schema!.fields, { ...schema!.fields[0]!, id: 9 }] };
    expect(() => apply(table(), { action: 'add-schema', schema: twice })).toThrow(/Two columns are called id/);
    expect(() => apply(table(), { action: 'add-schema', schema: { ...schema!, fields: [...schema!.fields, { ...schema!.fields[0]!, name: 'other' }] } })).toThrow(/the id 1/);
    expect(() => apply(table(), { action: 'add-schema', schema: { ...schema!, identifierFieldIds: [44] } })).toThrow(refused('INVALID_INPUT'));
    expect(() => apply(table(), { action: 'assign-uuid', uuid: 'bbbb' })).toThrow(refused('INVALID_INPUT'));
    expect(() => apply(table(3), { action: 'upgrade-format-version', formatVersion: 2 })).toThrow(refused('INVALID_INPUT'));
    expect(apply(table(1), { action: 'upgrade-format-version', formatVersion: 3 }).nextRowId).toBe(0n);
  });

  it('give metadata that comes back from its text', () => {
    const after = apply(three(), { action: 'set-snapshot-ref', name: 'v1', ref: ref(1n, { type: 'tag', maxRefAgeMs: 5 }) }, { action: 'set-properties', updates: { a: 'ü' } }, { action: 'add-sort-order', fields: [{ sourceId: 1, transform: { kind: 'identity' }, direction: 'desc', nullOrder: 'nulls-last' }] }, { action: 'set-default-sort-order', orderId: -1 });
    expect(parseTableMetadata(serializeTableMetadata(after), 'f')).toEqual(after);
  });
});

describe('requirements', () => {
  const met: readonly Requirement[] = [
    { type: 'assert-table-uuid', uuid: 'AAAA' }, { type: 'assert-ref-snapshot-id', ref: 'main', snapshotId: 3n }, { type: 'assert-ref-snapshot-id', ref: 'none', snapshotId: null }, { type: 'assert-ref-snapshot-id', ref: 'constructor', snapshotId: null },
    { type: 'assert-last-assigned-field-id', lastAssignedFieldId: 2 }, { type: 'assert-current-schema-id', currentSchemaId: 0 }, { type: 'assert-last-assigned-partition-id', lastAssignedPartitionId: 1000 }, { type: 'assert-default-spec-id', defaultSpecId: 0 }, { type: 'assert-default-sort-order-id', defaultSortOrderId: 0 },
  ];
  const unmet: readonly Requirement[] = [
    { type: 'assert-table-uuid', uuid: 'bbbb' }, { type: 'assert-ref-snapshot-id', ref: 'main', snapshotId: 2n }, { type: 'assert-ref-snapshot-id', ref: 'main', snapshotId: null }, { type: 'assert-ref-snapshot-id', ref: 'none', snapshotId: 3n },
    { type: 'assert-last-assigned-field-id', lastAssignedFieldId: 1 }, { type: 'assert-current-schema-id', currentSchemaId: 1 }, { type: 'assert-last-assigned-partition-id', lastAssignedPartitionId: 999 }, { type: 'assert-default-spec-id', defaultSpecId: 1 }, { type: 'assert-default-sort-order-id', defaultSortOrderId: 1 },
  ];
  it.each(met)('$type is met', (requirement) => { expect(() => checkRequirements(three(), [requirement])).not.toThrow(); });
  it.each(unmet)('$type is not met, which is a conflict', (requirement) => {
    expect(() => checkRequirements(three(), [...met, requirement])).toThrow(refused('CONFLICT'));
    expect(() => checkRequirements(null, [requirement])).toThrow(refused('CONFLICT'));
  });
  it('assert-create is met by nothing but a free name', () => {
    expect(() => checkRequirements(null, [{ type: 'assert-create' }])).not.toThrow();
    expect(() => checkRequirements(three(), [{ type: 'assert-create' }])).toThrow(refused('ALREADY_EXISTS'));
  });
});

describe('updates that few writers send', () => {
  const statistics = (id: bigint) => ({ 'snapshot-id': id, 'statistics-path': `s${id}`, 'blob-metadata': [] });
  it('replace, take away and lose with their snapshot the statistics of it', () => {
    const set = apply(three(), { action: 'set-statistics', snapshotId: 2n, statistics: statistics(2n) }, { action: 'set-statistics', snapshotId: 2n, statistics: { ...statistics(2n), 'statistics-path': 'new' } }, { action: 'set-partition-statistics', snapshotId: 1n, statistics: statistics(1n) });
    expect([set.statistics.map((entry) => (entry as { 'statistics-path': string })['statistics-path']), set.partitionStatistics.length]).toEqual([['new'], 1]);
    expect(apply(set, { action: 'remove-statistics', snapshotId: 9n })).toBe(set);
    expect(apply(set, { action: 'remove-statistics', snapshotId: 2n }, { action: 'remove-partition-statistics', snapshotId: 1n })).toMatchObject({ statistics: [], partitionStatistics: [] });
    expect(apply(set, { action: 'remove-snapshots', snapshotIds: [1n, 2n] })).toMatchObject({ statistics: [], partitionStatistics: [] });
    expect(() => apply(three(), { action: 'set-statistics', snapshotId: 2n, statistics: statistics(3n) })).toThrow(refused('INVALID_INPUT'));
  });

  it('take away schemas and specs that are not the current ones', () => {
    const schema = { ...table().schemas[0]!, fields: [...table().schemas[0]!.fields, { id: 3, name: 'x', required: false, type: { type: 'int' } as const }] };
    const two = apply(table(), { action: 'add-schema', schema }, { action: 'set-current-schema', schemaId: -1 }, { action: 'add-spec', fields: [] }, { action: 'set-default-spec', specId: -1 });
    const one = apply(two, { action: 'remove-schemas', schemaIds: [0] }, { action: 'remove-partition-specs', specIds: [0] });
    expect([one.schemas.map(({ schemaId }) => schemaId), one.partitionSpecs.map(({ specId }) => specId)]).toEqual([[1], [1]]);
    expect(() => apply(two, { action: 'remove-schemas', schemaIds: [1] })).toThrow(/is the current one/);
    expect(() => apply(two, { action: 'remove-partition-specs', specIds: [0, 1] })).toThrow(/is the current one/);
    expect(apply(two, { action: 'remove-schemas', schemaIds: [7] }, { action: 'remove-partition-specs', specIds: [7] })).toBe(two);
  });

  it('keep encryption keys, each once', () => {
    const key = (id: string, value: string) => ({ 'key-id': id, 'encrypted-key-metadata': value });
    const two = apply(table(3), { action: 'add-encryption-key', key: key('a', '1') }, { action: 'add-encryption-key', key: key('b', '1') }, { action: 'add-encryption-key', key: key('a', '2') });
    expect(two.extra['encryption-keys']).toEqual([key('b', '1'), key('a', '2')]);
    expect(parseTableMetadata(serializeTableMetadata(two), 'f')).toEqual(two);
    expect(apply(two, { action: 'remove-encryption-key', keyId: 'a' }).extra['encryption-keys']).toEqual([key('b', '1')]);
    expect(apply(two, { action: 'remove-encryption-key', keyId: 'c' })).toBe(two);
  });

  it('ask for what a version must have', () => {
    expect(() => apply(table(3), { action: 'add-snapshot', snapshot: snapshot(1n) })).toThrow(/first row id/);
    expect(() => apply({ ...table(1), tableUuid: null }, { action: 'upgrade-format-version', formatVersion: 2 })).toThrow(/no UUID/);
    for (const bad of [ref(1n, { type: 'tag', minSnapshotsToKeep: 3 }), ref(1n, { maxSnapshotAgeMs: 0 }), ref(1n, { maxRefAgeMs: -1 })]) expect(() => apply(three(), { action: 'set-snapshot-ref', name: 'x', ref: bad })).toThrow(refused('INVALID_INPUT'));
    expect(() => apply(three(), { action: 'set-snapshot-ref', name: ' ', ref: ref(1n) })).toThrow(refused('INVALID_INPUT'));
  });
});
