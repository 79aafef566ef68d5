import { openHistory, type HistoryColumns, type SnapshotHistoryData } from '@/components/tables/snapshots/timeline/history';

export interface Made {
  readonly id: string;
  readonly minute: number;
  readonly parent?: string;
  readonly lane?: number;
  readonly rows?: number;
  readonly removed?: number;
}

/** A history of snapshots given oldest first; `lanes` beside main by name. */
export function madeHistory(made: readonly Made[], more: Partial<Pick<HistoryColumns, 'lanes' | 'tags'>> = {}): SnapshotHistoryData {
  const each = <T>(of: (snapshot: Made) => T): T[] => made.map(of);
  const places = new Map(made.map(({ id }, place) => [id, place]));
  const lastOf = (lane: number) => made.findLast((snapshot) => (snapshot.lane ?? 0) === lane)?.id ?? null;
  return openHistory({
    currentSnapshotId: lastOf(0), lanes: more.lanes ?? [{ name: 'main', head: lastOf(0), dropped: false }], tags: more.tags ?? [],
    id: each(({ id }) => id), parent: each(({ parent }) => places.get(parent ?? '') ?? -1), at: each(({ minute }) => minute * 60_000), operation: each(() => 'append' as const),
    lane: each(({ lane }) => lane ?? 0), schemaId: each(() => 0), addedRows: each(({ rows }) => rows ?? 1), deletedRows: each(({ removed }) => removed ?? 0), addedFiles: each(() => 1), deletedFiles: each(() => 0),
    addedBytes: each(({ rows }) => (rows ?? 1) * 1000), deletedBytes: each(() => 0), maker: each(() => 0), makers: [{ by: 'ana', engine: 'spark 3.5' }],
  });
}
