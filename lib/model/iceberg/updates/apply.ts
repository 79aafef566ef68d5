import { invalidInput } from '@/lib/model/errors';
import { refByName } from '../history';
import type { JsonValue, TableMetadata } from '../types';
import { addSchema, addSortOrder, addSpec } from './apply-definitions';
import { withoutSnapshots, withRef, withSnapshot } from './apply-history';
import { checkSources } from './check-sources';
import type { Draft } from './draft';
import type { TableUpdate } from './update';

/**
 * The metadata after `updates`, in order; nothing is changed in place. Answers the same object when nothing changes.
 * @param nowMs time of the commit, for last-updated-ms
 * @throws INVALID_INPUT with the rule in words, CONFLICT for a stale sequence number
 */
export function applyUpdates(base: TableMetadata, updates: readonly TableUpdate[], nowMs: number): TableMetadata {
  let draft: Draft = { metadata: base, lastSchema: null, lastSpec: null, lastOrder: null, nowMs };
  for (const update of updates) draft = step(draft, update);
  if (draft.metadata === base) return base;
  checkSources(base, draft.metadata);
  return { ...draft.metadata, lastUpdatedMs: Math.max(nowMs, latestSnapshotMs(updates)) };
}

const latestSnapshotMs = (updates: readonly TableUpdate[]): number => updates.reduce((latest, update) => (update.action === 'add-snapshot' ? Math.max(latest, update.snapshot.timestampMs) : latest), 0);

function step(draft: Draft, update: TableUpdate): Draft {
  const { metadata } = draft;
  const to = (changes: Partial<TableMetadata>): Draft => ({ ...draft, metadata: { ...metadata, ...changes } });
  switch (update.action) {
    case 'assign-uuid':
      if (metadata.tableUuid !== null && metadata.tableUuid !== update.uuid) throw invalidInput('The table has a UUID already, and it never changes.');
      return metadata.tableUuid === update.uuid ? draft : to({ tableUuid: update.uuid });
    case 'upgrade-format-version': return upgrade(draft, update.formatVersion);
    case 'add-schema': return addSchema(draft, update.schema);
    case 'set-current-schema': {
      const schemaId = update.schemaId === -1 ? added(draft.lastSchema, 'schema') : update.schemaId;
      if (!metadata.schemas.some((schema) => schema.schemaId === schemaId)) throw invalidInput(`There is no schema ${schemaId}.`);
      return schemaId === metadata.currentSchemaId ? draft : to({ currentSchemaId: schemaId });
    }
    case 'remove-schemas': {
      if (update.schemaIds.includes(metadata.currentSchemaId)) throw invalidInput(`Schema ${metadata.currentSchemaId} is the current one and stays.`);
      return metadata.schemas.some(({ schemaId }) => update.schemaIds.includes(schemaId)) ? to({ schemas: metadata.schemas.filter(({ schemaId }) => !update.schemaIds.includes(schemaId)) }) : draft;
    }
    case 'add-spec': return addSpec(draft, update.fields);
    case 'set-default-spec': {
      const specId = update.specId === -1 ? added(draft.lastSpec, 'partition spec') : update.specId;
      if (!metadata.partitionSpecs.some((spec) => spec.specId === specId)) throw invalidInput(`There is no partition spec ${specId}.`);
      return specId === metadata.defaultSpecId ? draft : to({ defaultSpecId: specId });
    }
    case 'remove-partition-specs': {
      if (update.specIds.includes(metadata.defaultSpecId)) throw invalidInput(`Partition spec ${metadata.defaultSpecId} is the current one and stays.`);
      return metadata.partitionSpecs.some(({ specId }) => update.specIds.includes(specId)) ? to({ partitionSpecs: metadata.partitionSpecs.filter(({ specId }) => !update.specIds.includes(specId)) }) : draft;
    }
    case 'add-sort-order': return addSortOrder(draft, update.fields);
    case 'set-default-sort-order': {
      const orderId = update.orderId === -1 ? added(draft.lastOrder, 'sort order') : update.orderId;
      if (!metadata.sortOrders.some((order) => order.orderId === orderId)) throw invalidInput(`There is no sort order ${orderId}.`);
      return orderId === metadata.defaultSortOrderId ? draft : to({ defaultSortOrderId: orderId });
    }
    case 'set-properties': return Object.entries(update.updates).every(([key, value]) => Object.hasOwn(metadata.properties, key) && metadata.properties[key] === value) ? draft : to({ properties: { ...metadata.properties, ...update.updates } });
    case 'remove-properties': return update.removals.some((key) => Object.hasOwn(metadata.properties, key)) ? to({ properties: Object.fromEntries(Object.entries(metadata.properties).filter(([key]) => !update.removals.includes(key))) }) : draft;
    case 'set-location': return update.location === metadata.location ? draft : to({ location: update.location });
    case 'add-snapshot': return to(withSnapshot(metadata, update.snapshot));
    case 'remove-snapshots': return metadata.snapshots.some(({ snapshotId }) => update.snapshotIds.includes(snapshotId)) ? to(withoutSnapshots(metadata, new Set(update.snapshotIds))) : draft;
    case 'set-snapshot-ref': return withRef(draft, update.name, update.ref);
    case 'remove-snapshot-ref': {
      if (refByName(metadata, update.name) === undefined) return draft;
      const refs = Object.fromEntries(Object.entries(metadata.refs).filter(([name]) => name !== update.name));
      return to(update.name === 'main' ? { refs, currentSnapshotId: null, snapshotLog: [] } : { refs });
    }
    case 'set-statistics': return to({ statistics: [...metadata.statistics.filter(ofOther(update.snapshotId)), keyed(update.statistics, update.snapshotId)] });
    case 'remove-statistics': return metadata.statistics.every(ofOther(update.snapshotId)) ? draft : to({ statistics: metadata.statistics.filter(ofOther(update.snapshotId)) });
    case 'set-partition-statistics': return to({ partitionStatistics: [...metadata.partitionStatistics.filter(ofOther(update.snapshotId)), keyed(update.statistics, update.snapshotId)] });
    case 'remove-partition-statistics': return metadata.partitionStatistics.every(ofOther(update.snapshotId)) ? draft : to({ partitionStatistics: metadata.partitionStatistics.filter(ofOther(update.snapshotId)) });
    case 'add-encryption-key': return to({ extra: { ...metadata.extra, [KEYS]: [...keysOf(metadata).filter((key) => keyId(key) !== keyId(update.key)), update.key] } });
    case 'remove-encryption-key': return keysOf(metadata).some((key) => keyId(key) === update.keyId) ? to({ extra: { ...metadata.extra, [KEYS]: keysOf(metadata).filter((key) => keyId(key) !== update.keyId) } }) : draft;
  }
}

function upgrade(draft: Draft, formatVersion: 1 | 2 | 3): Draft {
  const { metadata } = draft;
  if (formatVersion < metadata.formatVersion) throw invalidInput(`A table of format version ${metadata.formatVersion} cannot go back to ${formatVersion}.`);
  if (formatVersion === metadata.formatVersion) return draft;
  // version 1 may do without, version 2 may not
  if (metadata.tableUuid === null) throw invalidInput('The table has no UUID; it needs one before its format version can be raised.');
  return { ...draft, metadata: { ...metadata, formatVersion, nextRowId: formatVersion >= 3 ? (metadata.nextRowId ?? 0n) : null } };
}

function added(id: number | null, what: string): number {
  if (id === null) throw invalidInput(`No ${what} was added that -1 could mean.`);
  return id;
}

const isObject = (json: JsonValue): json is { readonly [key: string]: JsonValue } => typeof json === 'object' && json !== null && !Array.isArray(json);
const ofOther = (snapshotId: bigint) => (entry: JsonValue): boolean => !isObject(entry) || String(entry['snapshot-id']) !== String(snapshotId);

/** Statistics files are JSON that we keep as it is; the snapshot in it must be the one that is named. */
function keyed(statistics: JsonValue, snapshotId: bigint): JsonValue {
  if (!isObject(statistics) || String(statistics['snapshot-id']) !== String(snapshotId)) throw invalidInput(`The statistics are not those of snapshot ${snapshotId}.`);
  return statistics;
}

const KEYS = 'encryption-keys';
const keysOf = ({ extra }: TableMetadata): readonly JsonValue[] => (Array.isArray(extra[KEYS]) ? (extra[KEYS] as readonly JsonValue[]) : []);
const keyId = (key: JsonValue): string | null => (isObject(key) && typeof key['key-id'] === 'string' ? key['key-id'] : null);
