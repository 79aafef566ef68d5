import type { Snapshot, TableMetadata } from '@/lib/model/iceberg';
import { snapshotById } from '@/lib/model/iceberg';
import { addedRows, authorOf, deletedRows, totalsOf, type Totals } from '../summary';

export interface Ddl { readonly trino: string; readonly spark: string }
export interface Amounts extends Totals { readonly snapshotId: string | null }

/** What a write changes, in words and numbers; what it does not touch stays null or empty. */
export interface Effect {
  readonly words: string[];
  readonly ddl: Ddl | null;
  readonly before: Amounts | null;
  readonly after: Amounts | null;
  readonly leaving: ReturnType<typeof leavingOf>;
  readonly leavingTotal: number;
  readonly partitions: { estimated: number; sampledFiles: number; examples: string[] } | null;
  readonly mentions: { kind: 'tab' | 'history'; id: string; title: string }[];
}
export const NO_EFFECT: Effect = { words: [], ddl: null, before: null, after: null, leaving: [], leavingTotal: 0, partitions: null, mentions: [] };

/** A request that takes a write back, ready to be sent to the API. */
export interface Undo { readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'; readonly path: string; readonly ifMatch: string | null; readonly body: Record<string, unknown> | null; readonly words: string }

export const amountsOf = (snapshot: Snapshot | null): Amounts => ({ snapshotId: snapshot?.snapshotId.toString() ?? null, ...totalsOf(snapshot) });
export const amountsAt = (metadata: TableMetadata, id: bigint | null): Amounts => amountsOf(id === null ? null : snapshotById(metadata, id));

export const LEAVING_MAX = 100;
/** Snapshots as an effect lists them. */
export const leavingOf = (snapshots: readonly Snapshot[]) => snapshots.slice(0, LEAVING_MAX).map((snapshot) => ({
  id: snapshot.snapshotId.toString(), at: new Date(snapshot.timestampMs).toISOString(), operation: snapshot.operation, addedRows: addedRows(snapshot), deletedRows: deletedRows(snapshot), by: authorOf(snapshot),
}));
