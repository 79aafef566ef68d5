import { fastForwardChange } from '@/lib/core/catalog';
import { ancestors, refByName, snapshotById, type Snapshot, type TableMetadata } from '@/lib/model/iceberg';
import { refName, snapshotId } from '@/lib/model/requests/refs';
import { namespaceLevels } from '@/lib/model/routes';
import { z } from 'zod';
import { backtick, literal } from '../ddl';
import { nameOf, type InTable } from '../inputs';
import { tablePath } from './api-path';
import { commitChange } from './commit-change';
import { amountsAt, leavingOf, type Ddl, type Undo } from './effect';
import { needing, tableWrite } from './write-input';
import { byVersions, writeVerb } from './write-verb';

/** Puts what one snapshot appended onto a branch; main unless told. */
export const cherryPick = writeVerb({
  name: 'table.cherry-pick', input: tableWrite.extend({ snapshotId, ref: refName.default('main') }), permission: needing('alter'), settle: byVersions(nameOf),
  run: (ctx, input, tell) => commitChange(ctx, input, tell, async (base) => {
    const id = BigInt(input.snapshotId);
    const change = await ctx.ports.catalog.cherryPick(base, id, input.ref);
    return { change, describe: (after, etag) => moved(input, input.ref, base.metadata, after, etag, `puts the rows that snapshot ${id} added onto ${input.ref}`, {
      trino: '-- Trino 426 cannot pick snapshots', spark: input.ref === 'main' ? `CALL ${backtick(input.catalog)}.system.cherrypick_snapshot(${fullName(input)}, ${id});` : '-- Spark picks snapshots for main alone',
    }) };
  }),
});

/** Moves a branch forward to a ref or a snapshot that grew from it. */
export const fastForward = writeVerb({
  name: 'table.fast-forward', input: tableWrite.extend({ name: refName, to: z.string().min(1).max(255) }), permission: needing('alter'), settle: byVersions(nameOf),
  run: (ctx, input, tell) => commitChange(ctx, input, tell, async (base) => {
    const { name, to } = input;
    const isRef = refByName(base.metadata, to) !== undefined;
    const change = fastForwardChange(base, name, !isRef && /^-?\d{1,19}$/.test(to) ? BigInt(to) : to);
    return { change, describe: (after, etag) => moved(input, name, base.metadata, after, etag, `moves ${name} forward to ${to}`, {
      trino: '-- Trino 426 cannot move branches', spark: isRef ? `CALL ${backtick(input.catalog)}.system.fast_forward(${fullName(input)}, ${literal(name)}, ${literal(to)});` : '-- Spark moves branches forward to other branches alone',
    }) };
  }),
});

const fullName = ({ namespace, table }: InTable): string => literal([...namespaceLevels(namespace), table].map(backtick).join('.'));

const headOf = (metadata: TableMetadata, ref: string): bigint | null => refByName(metadata, ref)?.snapshotId ?? (ref === 'main' ? metadata.currentSnapshotId : null);

function moved(input: InTable, ref: string, before: TableMetadata, after: TableMetadata, etag: string, words: string, ddl: Ddl) {
  const [from, to] = [headOf(before, ref), headOf(after, ref)];
  const kept = new Set(ancestors(after, from).map((snapshot) => snapshot.snapshotId));
  const coming: readonly Snapshot[] = ancestors(after, to).filter((snapshot) => !kept.has(snapshot.snapshotId));
  const undo: Undo | null = from === to ? null
    : from === null ? (ref === 'main' ? null : { method: 'DELETE', path: tablePath(input, ['refs', ref]), ifMatch: etag, body: null, words: `Remove the branch ${ref} again` })
    : { method: 'POST', path: tablePath(input, ['rollback']), ifMatch: etag, body: { snapshotId: from.toString(), ref }, words: `Put ${ref} back to snapshot ${from}` };
  return {
    effect: {
      words: from === to ? [] : [words, `${coming.length} ${coming.length === 1 ? 'snapshot comes' : 'snapshots come'} to ${ref}: ${coming.slice(0, 5).map((one) => one.snapshotId).join(', ')}`],
      ddl, before: amountsAt(before, from), after: to === null || snapshotById(after, to) === null ? null : amountsAt(after, to), leaving: leavingOf([]), leavingTotal: 0,
    },
    undo, snapshotId: to,
  };
}
