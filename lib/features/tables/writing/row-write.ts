import type { LoadedTable } from '@/lib/core/catalog';
import type { Predicate, Snapshot } from '@/lib/model/iceberg';
import type { EngineScan } from '@/lib/ports/engines/port';
import type { Need } from '@/lib/kernel/command';

/** Where a write comes from, for the audit and for the snapshot's summary. */
export interface Origin { readonly queryId: string; readonly textHash: string }

/** The part of a statement that the engine runs: a SELECT over planned scans. */
export interface RowSource {
  readonly sql: string;
  readonly functions: readonly string[];
  readonly scans: readonly EngineScan[];
  /** what reading took */
  readonly needs: readonly Need[];
  readonly origin: Origin;
}

/**
 * Rows to be written into a table, planned against one state of it.
 * For `insert` the SELECT gives the table's columns that SQL can hold (`sqlColumns`), in the schema's order. For the others it
 * gives a delta (see EngineWriteStatement), and one of the scans is the table's with `positions`.
 */
export interface RowWrite extends RowSource {
  readonly target: LoadedTable;
  /** that the scans read */
  readonly snapshot: Snapshot | null;
  /** main unless the statement names another */
  readonly branch: string;
  readonly operation: 'insert' | 'delete' | 'update' | 'merge';
  /** for `insert`: names of columns that take their write default, or NULL where they have none, whatever the SELECT gives */
  readonly omitted: readonly string[];
  /** of the target's scan: rows that fail it are not changed */
  readonly filter: Predicate;
  /** for `delete`: the statement's condition says no more than `filter`, so that a file whose rows all pass it goes unread */
  readonly whole: boolean;
  /** the same statement planned on the newest state, when somebody else's change makes the first plan useless; null: such a conflict is the caller's */
  readonly replan: (() => Promise<RowWrite>) | null;
  /** throws where the rows must not be written onto this state of the table; asked for each state that is tried */
  readonly allowedOn?: (base: LoadedTable) => Promise<void>;
}

export interface WriteAnswer {
  readonly metadataVersion: number;
  /** null: nothing changed, so there is no new snapshot */
  readonly snapshotId: string | null;
  /** inserted, updated and deleted */
  readonly rows: number;
  readonly changed: { readonly inserted: number; readonly updated: number; readonly deleted: number; readonly filesAdded: number; readonly filesRemoved: number; readonly deleteFilesAdded: number };
}
