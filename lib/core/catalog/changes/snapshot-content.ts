import type { ContentFile, Operation, Predicate, Schema } from '@/lib/model/iceberg';
import type { StoredFile } from '../scans/plan-scan';

/** A file that a snapshot no longer has, as metadata spells it. Of a Puffin file with many vectors the offset tells which. */
export interface RemovedFile {
  readonly path: string;
  /** of a deletion vector; null for every other file */
  readonly contentOffset: number | null;
}

/** What must not have happened since the rows were read on which this snapshot rests. Checked on each fresh base; CONFLICT. */
export interface Validation {
  /** the snapshot that was read; null: the table was empty */
  readonly since: bigint | null;
  /** rows that were looked at, by columns of `schema`; null: all */
  readonly filter: Predicate | null;
  readonly schema: Schema;
  /** serializable also refuses new files that may hold rows of `filter` (write.{delete,update,merge}.isolation-level) */
  readonly isolation: 'serializable' | 'snapshot';
  /** paths of data files that deletes name: they must still be there, and where rows are written anew, hold no newer deletes */
  readonly referenced: readonly string[];
}

/** Positions of rows to delete by deletion vectors (v3): one vector a data file, which takes over what an older one held. */
export interface RowDeletes {
  /** by path of the data file as metadata spells it; positions in any order */
  readonly positions: ReadonlyMap<string, Iterable<number>>;
  /**
   * Positions that position delete files (of the time before v3) name for some data files, by path: a vector must hold
   * them too. Asked only where there are such files; without it those tables are refused.
   */
  readonly readPositionDeletes?: (deletes: readonly StoredFile[], dataFiles: ReadonlySet<string>) => Promise<ReadonlyMap<string, readonly number[]>>;
}

/** What a new snapshot adds to its branch and takes away; what else was there stays. */
export interface SnapshotContent {
  readonly operation: Operation;
  /** data files, position and equality delete files; paths as metadata spells them */
  readonly added: readonly ContentFile[];
  /** data or delete files that go; CONFLICT when one is not there any more */
  readonly removed?: readonly RemovedFile[];
  /** v3 only */
  readonly rowDeletes?: RowDeletes;
  /** the branch that moves on; main unless told */
  readonly branch?: string;
  /** words of the writer's own */
  readonly summary?: Readonly<Record<string, string>>;
  readonly validate?: Validation;
  /** of added data files: those that are rewritten keep the number that they had, so that equality deletes still apply */
  readonly dataSequenceNumber?: bigint;
}
