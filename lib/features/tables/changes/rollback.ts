import type { LoadedTable } from '@/lib/core/catalog';
import { invalidInput, notFound } from '@/lib/model/errors';
import { ancestors, refByName, snapshotById } from '@/lib/model/iceberg';
import { refName, snapshotId } from '@/lib/model/requests/refs';
import { literal } from '../ddl';
import { nameOf, type InTable } from '../inputs';
import { tablePath } from './api-path';
import { sqlIdentifier } from '@/lib/model/sql-name';
import { namespaceLevels, namespaceName } from '@/lib/model/routes';
import { backtick } from '../ddl';
import { commitChange, type Planned } from './commit-change';
import { amountsAt, leavingOf, type Ddl } from './effect';
import { needing, tableWrite, type TableWrite } from './write-input';
import { byVersions, writeVerb } from './write-verb';

/** Puts a branch (main unless told) to another snapshot that is kept: back to an earlier one, or forward again after that. */
export const rollback = writeVerb({
  name: 'table.rollback', input: tableWrite.extend({ snapshotId, ref: refName.default('main') }), permission: needing('alter'), settle: byVersions(nameOf),
  run: (ctx, input, tell) => commitChange(ctx, input, tell, async (base) => plan(input, base)),
});

function plan(input: TableWrite & { readonly snapshotId: string; readonly ref: string }, { metadata }: LoadedTable): Planned {
  const id = BigInt(input.snapshotId);
  const target = snapshotById(metadata, id);
  if (target === null) throw notFound('snapshot', input.snapshotId);
  const ref = refByName(metadata, input.ref);
  if (ref === undefined && input.ref !== 'main') throw notFound('branch', input.ref);
  if (ref?.type === 'tag') throw invalidInput(`${input.ref} is a tag, which stays where it is; choose a branch.`);
  const head = ref?.snapshotId ?? metadata.currentSnapshotId;
  const kept = new Set(ancestors(metadata, id).map(({ snapshotId: one }) => one));
  const left = ancestors(metadata, head).filter((snapshot) => !kept.has(snapshot.snapshotId));
  const tableUuid = metadata.tableUuid;
  return {
    change: {
      files: [],
      requirements: [...(tableUuid === null ? [] : [{ type: 'assert-table-uuid' as const, uuid: tableUuid }]), { type: 'assert-ref-snapshot-id', ref: input.ref, snapshotId: ref?.snapshotId ?? null }],
      updates: head === id ? [] : [{ action: 'set-snapshot-ref', name: input.ref, ref: { ...(ref ?? { type: 'branch', minSnapshotsToKeep: null, maxSnapshotAgeMs: null, maxRefAgeMs: null }), snapshotId: id } }],
    },
    describe: (_, etag) => ({
      effect: {
        words: head === id ? [] : [`${input.ref} goes from snapshot ${head ?? 'none'} to ${id}`, ...(left.length > 0 ? [`${left.length} ${left.length === 1 ? 'snapshot leaves' : 'snapshots leave'} ${input.ref}; they stay until they are expired`] : [])],
        ddl: ddl(input, id), before: amountsAt(metadata, head), after: amountsAt(metadata, id), leaving: leavingOf(left), leavingTotal: left.length,
      },
      undo: head === null ? null : { method: 'POST', path: tablePath(input, ['rollback']), ifMatch: etag, body: { snapshotId: head.toString(), ref: input.ref }, words: `Put ${input.ref} back to snapshot ${head}` },
      snapshotId: id,
    }),
  };
}

function ddl({ catalog, namespace, table, ref }: InTable & { readonly ref: string }, id: bigint): Ddl {
  const full = literal([...namespaceLevels(namespace), table].map(backtick).join('.'));
  return ref === 'main'
    ? { trino: `CALL ${sqlIdentifier(catalog)}.system.rollback_to_snapshot(${literal(namespaceName(namespace))}, ${literal(table)}, ${id});`, spark: `CALL ${backtick(catalog)}.system.set_current_snapshot(${full}, ${id});` }
    : { trino: '-- Trino 426 rolls back main alone', spark: `ALTER TABLE ${[catalog, ...namespaceLevels(namespace), table].map(backtick).join('.')} REPLACE BRANCH ${backtick(ref)} AS OF VERSION ${id};` };
}
