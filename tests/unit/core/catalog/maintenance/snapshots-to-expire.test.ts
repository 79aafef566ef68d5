import { describe, expect, it } from 'vitest';
import { snapshotsToExpire, type ExpiryRequest } from '@/lib/core/catalog/maintenance/snapshots-to-expire';
import type { TableMetadata } from '@/lib/model/iceberg';
import { branch, DAY_MS, history, snapshot, tag } from '@/tests/support/snapshots';

const NOW = 1_700_000_000_000;
const ago = (days: number): number => NOW - days * DAY_MS;
/** main: 1 ← 2 ← … ← 10, one a day, the last one now. */
const line = Array.from({ length: 10 }, (_, index) => snapshot(index + 1, index === 0 ? null : index, ago(9 - index)));
const goes = (metadata: TableMetadata, request: ExpiryRequest = {}) => { const { snapshots, refs } = snapshotsToExpire(metadata, request, NOW); return { ids: snapshots.map(({ snapshotId }) => Number(snapshotId)), refs }; };

describe('snapshots that may go', () => {
  it('are those older than the table allows, and never the last', () => {
    expect(goes(history(line, { main: branch(10) })).ids).toEqual([1, 2, 3, 4]);
    expect(goes(history(line, { main: branch(10) }, { 'history.expire.max-snapshot-age-ms': String(2 * DAY_MS) })).ids).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(goes(history(line, { main: branch(10) }), { olderThanMs: NOW + DAY_MS }).ids).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
  it('leave as many as are to stay', () => {
    expect(goes(history(line, { main: branch(10) }), { olderThanMs: NOW + 1, retainLast: 8 }).ids).toEqual([1, 2]);
    expect(goes(history(line, { main: branch(10) }, { 'history.expire.min-snapshots-to-keep': '9' })).ids).toEqual([1]);
  });
  it('are told by each ref\'s own numbers where it has them', () => {
    expect(goes(history(line, { main: branch(10, { minSnapshotsToKeep: 7 }) })).ids).toEqual([1, 2, 3]);
    expect(goes(history(line, { main: branch(10, { maxSnapshotAgeMs: DAY_MS }) })).ids).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(goes(history(line, { main: branch(10, { minSnapshotsToKeep: 2, maxSnapshotAgeMs: 1 }) }), { olderThanMs: 0 }).ids).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
  it('are never what a branch or tag names', () => {
    const metadata = history(line, { main: branch(10), old: tag(2), audit: branch(4, { minSnapshotsToKeep: 2 }) });
    expect(goes(metadata, { olderThanMs: NOW + 1 }).ids).toEqual([1, 5, 6, 7, 8, 9]);
    expect(() => goes(metadata, { snapshotIds: [2n] })).toThrow(/tag old names it/);
    expect(() => goes(metadata, { snapshotIds: [10n] })).toThrow(/branch main names it/);
    expect(() => goes(metadata, { snapshotIds: [99n] })).toThrow(/snapshot 99/);
  });
  it('are those that no ref leads to, once they are old', () => {
    const metadata = history([...line, snapshot(20, 3, ago(8)), snapshot(21, 9, ago(1))], { main: branch(10) });
    expect(goes(metadata).ids).toEqual([1, 2, 3, 4, 20]);
  });
  it('may be named, and then nothing else goes', () => {
    expect(goes(history(line, { main: branch(10) }), { snapshotIds: [9n, 3n] }).ids).toEqual([3, 9]);
    expect(goes(history(line, { main: branch(10) }), { snapshotIds: [9n], olderThanMs: ago(8.5) }).ids).toEqual([1, 9]);
  });
  it('are told by time, not by order: a branch is cut at the first that may go', () => {
    const skewed = line.map((one) => (one.snapshotId === 3n ? { ...one, timestampMs: NOW } : one));
    expect(goes(history(skewed, { main: branch(10) })).ids).toEqual([1, 2, 3, 4]);
  });
  it('are none in an empty table, nor where the table\'s files may be others\'', () => {
    expect(goes(history([], {}))).toEqual({ ids: [], refs: [] });
    expect(() => goes(history(line, { main: branch(10) }, { 'gc.enabled': 'false' }))).toThrow(/gc\.enabled/);
    expect(() => goes(history(line, { main: branch(10) }), { retainLast: 0 })).toThrow(/At least one/);
  });
});

describe('refs that may go', () => {
  it('are those older than they may be, with what only they held; never main', () => {
    const refs = { main: branch(10, { maxRefAgeMs: 1 }), old: tag(1, { maxRefAgeMs: DAY_MS }), young: tag(9, { maxRefAgeMs: 2 * DAY_MS }) };
    const metadata = history(line, refs);
    expect(goes(metadata, { olderThanMs: ago(8.5) })).toEqual({ ids: [1], refs: ['old'] });
    expect(goes(metadata, { snapshotIds: [5n] })).toEqual({ ids: [5], refs: [] });
    expect(goes(history(line, { main: branch(10), t: tag(2), b: branch(3) }, { 'history.expire.max-ref-age-ms': String(3 * DAY_MS) })).refs).toEqual(['t', 'b']);
  });
});
