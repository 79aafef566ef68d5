import type { Snapshot } from '@/lib/model/iceberg';

/** A count of a snapshot's summary; null when the writer left it out or wrote something else. */
export function counted(snapshot: Snapshot | null, key: string): number | null {
  const text = snapshot?.summary[key];
  if (text === undefined || !/^\d{1,16}$/.test(text)) return null;
  return Number(text);
}

export interface Totals { readonly rows: number | null; readonly bytes: number | null; readonly dataFiles: number | null; readonly deleteFiles: number | null }

/** What the snapshot holds by its own summary. Rows are unknown while equality deletes wait to be applied. */
export function totalsOf(snapshot: Snapshot | null): Totals {
  if (snapshot === null) return { rows: 0, bytes: 0, dataFiles: 0, deleteFiles: 0 };
  const records = counted(snapshot, 'total-records');
  const positions = counted(snapshot, 'total-position-deletes') ?? 0;
  const equality = counted(snapshot, 'total-equality-deletes') ?? 0;
  return {
    rows: records === null || equality > 0 ? null : Math.max(0, records - positions),
    bytes: counted(snapshot, 'total-files-size'), dataFiles: counted(snapshot, 'total-data-files'), deleteFiles: counted(snapshot, 'total-delete-files') ?? 0,
  };
}

/** Signed rows of a commit: appended rows and deleted ones, however they were deleted. */
export const addedRows = (snapshot: Snapshot): number | null => counted(snapshot, 'added-records') ?? 0;
export const deletedRows = (snapshot: Snapshot): number => (counted(snapshot, 'deleted-records') ?? 0) + (counted(snapshot, 'added-position-deletes') ?? 0) - (counted(snapshot, 'removed-position-deletes') ?? 0);

/** The engine that wrote it, as writers name themselves. */
export function engineOf(snapshot: Snapshot): string | null {
  const { summary } = snapshot;
  const name = summary['engine-name'] ?? (summary['spark.app.id'] ? 'spark' : summary['trino_query_id'] ? 'trino' : null);
  if (name === null) return null;
  const version = summary['engine-version'];
  return version === undefined ? name : `${name} ${version}`;
}
export const authorOf = ({ summary }: Snapshot): string | null => summary['lakehouse-console.user'] ?? summary['trino_user'] ?? summary['spark.app.id'] ?? null;
