import type { LoadedTable } from '@/lib/core/catalog';
import { invalidInput, notFound } from '@/lib/model/errors';
import { refByName, snapshotById, type SnapshotRef, type TableMetadata } from '@/lib/model/iceberg';
import { newRef, refName } from '@/lib/model/requests/refs';
import type { z } from 'zod';
import { nameOf } from '../inputs';
import { tablePath } from './api-path';
import { commitChange, type Planned } from './commit-change';
import { amountsAt, type Undo } from './effect';
import { forgetRefDdl, setRefDdl } from './ref-ddl';
import { needing, tableWrite, type TableWrite } from './write-input';
import { byVersions, writeVerb } from './write-verb';

const onRef = tableWrite.extend({ name: refName });
type OnRef = z.output<typeof onRef>;

/** Makes or moves a branch or a tag, or changes how long it is kept. main moves by rollback and by commits alone. */
export const setRef = writeVerb({
  name: 'table.set-ref', input: onRef.extend(newRef), permission: needing('alter'), settle: byVersions(nameOf),
  run: (ctx, input, tell) => commitChange(ctx, input, tell, async (base) => planSet(input, base)),
});

export const removeRef = writeVerb({
  name: 'table.remove-ref', input: onRef, permission: needing('alter'), settle: byVersions(nameOf),
  run: (ctx, input, tell) => commitChange(ctx, input, tell, async (base) => planRemove(input, base)),
});

function planSet(input: OnRef & z.output<z.ZodObject<typeof newRef>>, { metadata }: LoadedTable): Planned {
  const { name, type } = input;
  const before = refByName(metadata, name);
  const snapshotId = input.snapshotId === undefined ? (before?.snapshotId ?? metadata.currentSnapshotId) : BigInt(input.snapshotId);
  if (snapshotId === null) throw invalidInput('The table has no snapshot yet that a branch or a tag could name.');
  if (snapshotById(metadata, snapshotId) === null) throw notFound('snapshot', String(snapshotId));
  if (name === 'main' && snapshotId !== metadata.currentSnapshotId) throw invalidInput('main moves by commits and by a roll back; here only its retention can be changed.');
  if (name.trim() === '' || name !== name.trim()) throw invalidInput('A branch or a tag needs a name that neither begins nor ends with a space.');
  if (/^-?\d+$/.test(name)) throw invalidInput(`${name} reads as the id of a snapshot; choose a name with a letter in it.`);
  if (before !== undefined && before.type !== type) throw invalidInput(`${name} is a ${before.type}. Remove it first to make a ${type} of that name.`);
  // without a retention of its own a ref that is there keeps the one that it has
  const retention = input.retention ?? { minSnapshotsToKeep: before?.minSnapshotsToKeep ?? null, maxSnapshotAgeMs: before?.maxSnapshotAgeMs ?? null, maxRefAgeMs: before?.maxRefAgeMs ?? null };
  if (type === 'tag' && (retention.minSnapshotsToKeep !== null || retention.maxSnapshotAgeMs !== null)) throw invalidInput('A tag keeps one snapshot: only branches have minSnapshotsToKeep and maxSnapshotAgeMs.');
  const ref: SnapshotRef = { ...(before?.extra === undefined ? {} : { extra: before.extra }), type, snapshotId, ...retention };
  return {
    change: { files: [], requirements: requirements(metadata, name, before), updates: [{ action: 'set-snapshot-ref', name, ref }] },
    describe: (_, etag) => ({
      effect: { words: [before === undefined ? `makes the ${type} ${name} at snapshot ${snapshotId}` : before.snapshotId === snapshotId ? `changes how long the ${type} ${name} is kept` : `moves the ${type} ${name} from snapshot ${before.snapshotId} to ${snapshotId}`], ddl: setRefDdl(input, name, ref, before ?? null), before: before === undefined ? null : amountsAt(metadata, before.snapshotId), after: amountsAt(metadata, snapshotId) },
      undo: before === undefined ? undoOf(input, 'DELETE', etag, null, `Remove the ${type} ${name} again`) : undoOf(input, 'PUT', etag, bodyOf(before), `Put the ${type} ${name} back`), snapshotId,
    }),
  };
}

function planRemove(input: OnRef, { metadata }: LoadedTable): Planned {
  const { name } = input;
  const before = refByName(metadata, name);
  if (name === 'main') throw invalidInput('main is the table itself and cannot be removed.');
  if (before === undefined) throw notFound('branch or tag', name);
  return {
    change: { files: [], requirements: requirements(metadata, name, before), updates: [{ action: 'remove-snapshot-ref', name }] },
    describe: (_, etag) => ({
      effect: { words: [`removes the ${before.type} ${name} from snapshot ${before.snapshotId}; its snapshots stay until they are expired`], ddl: forgetRefDdl(input, name, before), before: amountsAt(metadata, before.snapshotId) },
      undo: undoOf(input, 'PUT', etag, bodyOf(before), `Make the ${before.type} ${name} again`), snapshotId: before.snapshotId,
    }),
  };
}

const requirements = ({ tableUuid }: TableMetadata, ref: string, before: SnapshotRef | undefined) => [
  ...(tableUuid === null ? [] : [{ type: 'assert-table-uuid' as const, uuid: tableUuid }]), { type: 'assert-ref-snapshot-id' as const, ref, snapshotId: before?.snapshotId ?? null },
];
const bodyOf = ({ type, snapshotId, minSnapshotsToKeep, maxSnapshotAgeMs, maxRefAgeMs }: SnapshotRef) => ({ type, snapshotId: snapshotId.toString(), retention: { minSnapshotsToKeep, maxSnapshotAgeMs, maxRefAgeMs } });
const undoOf = (input: TableWrite & { name: string }, method: 'PUT' | 'DELETE', ifMatch: string, body: Record<string, unknown> | null, words: string): Undo => ({ method, path: tablePath(input, ['refs', input.name]), ifMatch, body, words });
