import { conflict, invalidInput } from '@/lib/model/errors';
import { stringifyJson } from '@/lib/model/values/lossless-json';
import { refByName } from '../history';
import { writeRef } from '../metadata/snapshot-json';
import { highestFieldId, placedFields } from '../schema/lookup';
import { transformText, writePartitionField, writeSortOrder } from '../schema/spec-json';
import { writeSchema } from '../schema/type-json';
import type { PartitionField, Schema, Snapshot, SnapshotRef, SortField, TableMetadata } from '../types';
import type { NewPartitionField, TableUpdate } from './update';

interface Draft { readonly metadata: TableMetadata; readonly lastSchema: number | null; readonly lastSpec: number | null; readonly lastOrder: number | null; readonly nowMs: number }

/**
 * The metadata after `updates`, in order; nothing is changed in place. Answers the same object when nothing changes.
 * @param nowMs time of the commit, for last-updated-ms
 * @throws INVALID_INPUT with the rule in words, CONFLICT for a stale sequence number
 */
export function applyUpdates(base: TableMetadata, updates: readonly TableUpdate[], nowMs: number): TableMetadata {
  let draft: Draft = { metadata: base, lastSchema: null, lastSpec: null, lastOrder: null, nowMs };
  for (const update of updates) draft = step(draft, update);
  return draft.metadata === base ? base : { ...draft.metadata, lastUpdatedMs: Math.max(nowMs, latestSnapshotMs(updates)) };
}

const latestSnapshotMs = (updates: readonly TableUpdate[]): number => updates.reduce((latest, update) => (update.action === 'add-snapshot' ? Math.max(latest, update.snapshot.timestampMs) : latest), 0);

function step(draft: Draft, update: TableUpdate): Draft {
  const { metadata } = draft;
  const to = (changes: Partial<TableMetadata>): Draft => ({ ...draft, metadata: { ...metadata, ...changes } });
  switch (update.action) {
    case 'assign-uuid':
      if (metadata.tableUuid !== null && metadata.tableUuid !== update.uuid) throw invalidInput('The table has a UUID already, and it never changes.');
      return metadata.tableUuid === update.uuid ? draft : to({ tableUuid: update.uuid });
    case 'upgrade-format-version':
      if (update.formatVersion < metadata.formatVersion) throw invalidInput(`A table of format version ${metadata.formatVersion} cannot go back to ${update.formatVersion}.`);
      return update.formatVersion === metadata.formatVersion ? draft : to({ formatVersion: update.formatVersion, nextRowId: update.formatVersion >= 3 ? (metadata.nextRowId ?? 0n) : null });
    case 'add-schema': return addSchema(draft, update.schema);
    case 'set-current-schema': {
      const schemaId = update.schemaId === -1 ? added(draft.lastSchema, 'schema') : update.schemaId;
      if (!metadata.schemas.some((schema) => schema.schemaId === schemaId)) throw invalidInput(`There is no schema ${schemaId}.`);
      return schemaId === metadata.currentSchemaId ? draft : to({ currentSchemaId: schemaId });
    }
    case 'add-spec': return addSpec(draft, update.fields);
    case 'set-default-spec': {
      const specId = update.specId === -1 ? added(draft.lastSpec, 'partition spec') : update.specId;
      if (!metadata.partitionSpecs.some((spec) => spec.specId === specId)) throw invalidInput(`There is no partition spec ${specId}.`);
      return specId === metadata.defaultSpecId ? draft : to({ defaultSpecId: specId });
    }
    case 'add-sort-order': {
      const text = orderText(update.fields);
      const same = metadata.sortOrders.find((order) => orderText(order.fields) === text);
      if (same) return { ...draft, lastOrder: same.orderId };
      const orderId = update.fields.length === 0 ? 0 : Math.max(0, ...metadata.sortOrders.map((order) => order.orderId)) + 1;
      return { ...to({ sortOrders: [...metadata.sortOrders, { orderId, fields: update.fields }] }), lastOrder: orderId };
    }
    case 'set-default-sort-order': {
      const orderId = update.orderId === -1 ? added(draft.lastOrder, 'sort order') : update.orderId;
      if (!metadata.sortOrders.some((order) => order.orderId === orderId)) throw invalidInput(`There is no sort order ${orderId}.`);
      return orderId === metadata.defaultSortOrderId ? draft : to({ defaultSortOrderId: orderId });
    }
    case 'set-properties': return Object.entries(update.updates).every(([key, value]) => metadata.properties[key] === value) ? draft : to({ properties: { ...metadata.properties, ...update.updates } });
    case 'remove-properties': return update.removals.some((key) => Object.hasOwn(metadata.properties, key)) ? to({ properties: Object.fromEntries(Object.entries(metadata.properties).filter(([key]) => !update.removals.includes(key))) }) : draft;
    case 'set-location': return update.location === metadata.location ? draft : to({ location: update.location });
    case 'add-snapshot': return to(withSnapshot(metadata, update.snapshot));
    case 'remove-snapshots': return metadata.snapshots.some(({ snapshotId }) => update.snapshotIds.includes(snapshotId)) ? to(withoutSnapshots(metadata, new Set(update.snapshotIds))) : draft;
    case 'set-snapshot-ref': return setRef(draft, update.name, update.ref);
    case 'remove-snapshot-ref': {
      if (refByName(metadata, update.name) === undefined) return draft;
      const refs = Object.fromEntries(Object.entries(metadata.refs).filter(([name]) => name !== update.name));
      return to(update.name === 'main' ? { refs, currentSnapshotId: null, snapshotLog: [] } : { refs });
    }
  }
}

function added(id: number | null, what: string): number {
  if (id === null) throw invalidInput(`No ${what} was added that -1 could mean.`);
  return id;
}

function addSchema(draft: Draft, schema: Schema): Draft {
  const { metadata } = draft;
  const names = new Set<string>();
  const ids = new Set<number>();
  for (const { field, path } of placedFields(schema)) {
    if (names.has(path)) throw invalidInput(`Two columns are called ${path}.`);
    if (ids.has(field.id)) throw invalidInput(`Two columns have the id ${field.id}.`);
    names.add(path);
    ids.add(field.id);
  }
  for (const id of schema.identifierFieldIds) if (!ids.has(id)) throw invalidInput(`The identifier field ${id} is no column of the schema.`);
  const text = schemaText(schema);
  const same = metadata.schemas.find((known) => schemaText(known) === text);
  if (same) return { ...draft, lastSchema: same.schemaId };
  const schemaId = Math.max(-1, ...metadata.schemas.map((known) => known.schemaId)) + 1;
  return { ...draft, metadata: { ...metadata, schemas: [...metadata.schemas, { ...schema, schemaId }], lastColumnId: Math.max(metadata.lastColumnId, highestFieldId(schema.fields)) }, lastSchema: schemaId };
}

// Two are the same when they are written the same; in memory their keys may stand in any order.
const schemaText = (schema: Schema): string => stringifyJson(writeSchema({ ...schema, schemaId: 0 }));
const specText = (fields: readonly PartitionField[]): string => stringifyJson(fields.map(writePartitionField));
const orderText = (fields: readonly SortField[]): string => stringifyJson(writeSortOrder({ orderId: 0, fields }));

function addSpec(draft: Draft, fields: readonly NewPartitionField[]): Draft {
  const { metadata } = draft;
  let next = metadata.lastPartitionId;
  const known = metadata.partitionSpecs.flatMap((spec) => spec.fields);
  const complete = fields.map((field): PartitionField => {
    const before = known.find((candidate) => candidate.sourceId === field.sourceId && transformText(candidate.transform) === transformText(field.transform));
    return { ...field, fieldId: field.fieldId ?? before?.fieldId ?? (next += 1) };
  });
  if (new Set(complete.map((field) => field.name)).size < complete.length) throw invalidInput('Two partition fields have one name.');
  if (metadata.formatVersion === 1 && complete.some((field, index) => field.fieldId !== 1000 + index)) throw invalidInput('In a table of format version 1 partition fields are only added at the end; one that is dropped stays as void.');
  const text = specText(complete);
  const same = metadata.partitionSpecs.find((spec) => specText(spec.fields) === text);
  if (same) return { ...draft, lastSpec: same.specId };
  const specId = Math.max(-1, ...metadata.partitionSpecs.map((spec) => spec.specId)) + 1;
  return { ...draft, metadata: { ...metadata, partitionSpecs: [...metadata.partitionSpecs, { specId, fields: complete }], lastPartitionId: Math.max(next, ...complete.map((field) => field.fieldId)) }, lastSpec: specId };
}

function withSnapshot(metadata: TableMetadata, snapshot: Snapshot): Partial<TableMetadata> {
  if (metadata.snapshots.some((known) => known.snapshotId === snapshot.snapshotId)) throw invalidInput(`There is a snapshot ${snapshot.snapshotId} already.`);
  if (metadata.formatVersion > 1 && snapshot.parentSnapshotId !== null && snapshot.sequenceNumber <= metadata.lastSequenceNumber) {
    throw conflict(`The snapshot's sequence number ${snapshot.sequenceNumber} is not above ${metadata.lastSequenceNumber}: somebody else committed first.`);
  }
  const rows = snapshot.addedRows;
  if (metadata.nextRowId !== null && snapshot.firstRowId !== null && snapshot.firstRowId < metadata.nextRowId) throw conflict('The snapshot would give row ids that are taken: somebody else committed first.');
  return {
    snapshots: [...metadata.snapshots, snapshot],
    lastSequenceNumber: metadata.formatVersion > 1 && snapshot.sequenceNumber > metadata.lastSequenceNumber ? snapshot.sequenceNumber : metadata.lastSequenceNumber,
    ...(metadata.nextRowId !== null && rows !== null ? { nextRowId: (snapshot.firstRowId ?? metadata.nextRowId) + rows } : {}),
  };
}

function withoutSnapshots(metadata: TableMetadata, ids: ReadonlySet<bigint>): Partial<TableMetadata> {
  const held = Object.entries(metadata.refs).find(([, ref]) => ids.has(ref.snapshotId));
  if (held) throw invalidInput(`Snapshot ${held[1].snapshotId} is held by ${held[1].type} ${held[0]}.`);
  // a gap in the log would make time travel answer what was not current then, so the log starts after the last gap
  const lastGap = metadata.snapshotLog.reduce((at, entry, index) => (ids.has(entry.snapshotId) ? index : at), -1);
  return { snapshots: metadata.snapshots.filter((snapshot) => !ids.has(snapshot.snapshotId)), snapshotLog: metadata.snapshotLog.slice(lastGap + 1) };
}

function setRef(draft: Draft, name: string, ref: SnapshotRef): Draft {
  const { metadata } = draft;
  const snapshot = metadata.snapshots.find((known) => known.snapshotId === ref.snapshotId);
  if (!snapshot) throw invalidInput(`There is no snapshot ${ref.snapshotId} for ${name} to name.`);
  if (name === 'main' && ref.type !== 'branch') throw invalidInput('main is a branch.');
  const before = refByName(metadata, name);
  if (before !== undefined && stringifyJson(writeRef(before)) === stringifyJson(writeRef(ref))) return draft;
  const refs = { ...metadata.refs, [name]: ref };
  if (name !== 'main') return { ...draft, metadata: { ...metadata, refs } };
  if (metadata.currentSnapshotId === ref.snapshotId) return { ...draft, metadata: { ...metadata, refs } };
  // a snapshot made in this commit enters the log with its own time; an older one with the time of the move
  const fresh = metadata.snapshotLog.every((entry) => entry.snapshotId !== ref.snapshotId) && metadata.snapshots.at(-1)?.snapshotId === ref.snapshotId;
  const timestampMs = fresh ? snapshot.timestampMs : draft.nowMs;
  return { ...draft, metadata: { ...metadata, refs, currentSnapshotId: ref.snapshotId, snapshotLog: [...metadata.snapshotLog, { timestampMs, snapshotId: ref.snapshotId }] } };
}
