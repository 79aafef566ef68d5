import type { Loose } from './altered';

const MINUTE = 60_000;
const OPERATIONS = ['append', 'append', 'append', 'overwrite', 'delete', 'replace'] as const;

/**
 * Gives a table's metadata a long history, with a branch, a dropped branch and tags. Ids are 1000 and what follows, small
 * enough to be told apart at a glance; every snapshot lists the files of the table's own newest one.
 */
export function giveHistory(metadata: Loose, count: number): void {
  const [newest] = (metadata['snapshots'] as Loose[]).slice(-1);
  if (!newest) throw new Error('The table has no snapshot');
  const end = Date.now() - 5 * MINUTE;
  const at = (index: number) => end - (count - index) * 23 * MINUTE;
  const snapshots = Array.from({ length: count }, (_, index): Loose => {
    // the last eight lie on a branch, the eight before them were rolled back
    const parent = index === 0 ? undefined : index === count - 16 || index === count - 8 ? 1000 + count - 24 : 999 + index;
    const operation = OPERATIONS[(index * 7) % OPERATIONS.length];
    return {
      'sequence-number': index + 1, 'snapshot-id': 1000 + index, ...(parent === undefined ? {} : { 'parent-snapshot-id': parent }), 'timestamp-ms': at(index), 'schema-id': 0, 'manifest-list': newest['manifest-list'],
      summary: { operation, 'engine-name': 'spark', 'spark.app.id': 'nightly', ...(operation === 'delete' ? { 'deleted-records': String(index % 90) } : { 'added-records': String(20 + ((index * 37) % 400)), 'added-files-size': String(4000 + ((index * 911) % 90_000)) }), 'added-data-files': '1', 'total-records': '1000', 'total-data-files': '6' },
    };
  });
  const head = 1000 + count - 17;
  Object.assign(metadata, {
    'last-sequence-number': count, 'last-updated-ms': end, snapshots, 'current-snapshot-id': head, 'snapshot-log': [{ 'timestamp-ms': at(count - 17), 'snapshot-id': head }],
    refs: {
      main: { 'snapshot-id': head, type: 'branch' }, 'fix-returns': { 'snapshot-id': 1000 + count - 1, type: 'branch' },
      'eod-2026-10-01': { 'snapshot-id': 1000 + Math.floor(count / 5), type: 'tag' }, 'before-reprice': { 'snapshot-id': 1000 + Math.floor(count * 0.475), type: 'tag' },
    },
  });
}
