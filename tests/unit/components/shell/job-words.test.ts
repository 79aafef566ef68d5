import { describe, expect, it } from 'vitest';
import { hasEnded, progressWords, resultRows } from '@/components/shell/jobs/job-words';

describe('what a job tells', () => {
  it('of a compaction: what it would do, and what it did', () => {
    const result = { dryRun: true, looked: 34, groups: 2, files: 12, olderSpecs: 1, deleteFiles: 3, rows: 64_777, bytes: 1024 * 1024, targetFileBytes: 512 * 1024 * 1024, becomes: 2, done: { groups: 0, filesAdded: 0, filesRemoved: 0 } };
    expect(resultRows('table.compact', result)).toEqual([['Written anew', '12 files of 34, in 2 groups'], ['Become about', '2'], ['Rows', '64,777'], ['Size', '1.0 MiB'], ['Delete files applied', '3'], ['Target size of a file', '512.0 MiB'], ['Left as they are', '1 file of earlier partition specs']]);
    expect(resultRows('table.compact', { ...result, dryRun: false, olderSpecs: 0, done: { groups: 1, filesAdded: 1, filesRemoved: 7 } })).toEqual([['Files replaced', '7'], ['Files written', '1'], ['Groups', '1 of 2'], ['Rows', '64,777'], ['Size before', '1.0 MiB']]);
  });
  it('of an expiry, with each kind of file that goes', () => {
    const result = { dryRun: false, snapshots: 5, refs: ['old'], files: { data: 4, deletes: 0, manifest: 1, 'manifest-list': 5, statistics: 0 }, rows: 40, bytes: 2048, removed: 10 };
    expect(resultRows('table.expire_snapshots', result)).toEqual([['Snapshots', '5'], ['Branches and tags', 'old'], ['Files', '4 data files, 1 manifest, 5 manifest lists'], ['Rows that only they hold', '40'], ['Size', '2.0 KiB'], ['Files removed', '10']]);
    expect(resultRows('table.expire_snapshots', { ...result, dryRun: true, files: {}, refs: [] })).toContainEqual(['Files', 'none']);
  });
  it('of orphans, manifests, and of a kind that it does not know', () => {
    expect(resultRows('table.remove_orphans', { dryRun: true, looked: 30, files: 1, bytes: 15, tooYoung: 2 })).toEqual([['Orphan files', '1 file of 30'], ['Size', '15 B'], ['Too young to tell', '2']]);
    expect(resultRows('table.rewrite_manifests', { dryRun: false, manifests: 12, becomes: 1, files: 12, bytes: 4096 })[1]).toEqual(['Became about', '1']);
    expect(resultRows('table.load', { rowsLoaded: 12, metadataVersion: 4, snapshotId: '1' })).toEqual([['Rows loaded', '12']]);
    for (const nothing of [null, 'x', [], undefined]) expect(resultRows('table.compact', nothing)).toEqual([]);
  });
  it('how far it is', () => {
    expect([progressWords({ progress: null }), progressWords({ progress: { done: 3, total: null, unit: 'files' } }), progressWords({ progress: { done: 1200, total: 4000, unit: 'files' } })]).toEqual([null, '3 files', '1,200 of 4,000 files']);
    expect((['queued', 'running', 'finished', 'failed', 'cancelled'] as const).map((state) => hasEnded({ state }))).toEqual([false, false, true, true, true]);
  });
});
