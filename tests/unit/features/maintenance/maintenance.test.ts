import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { specChange } from '@/lib/core/catalog';
import { compact, expireSnapshots, getHealth, removeOrphans, rewriteManifests, startCompact } from '@/lib/features/maintenance';
import type { JobHandle } from '@/lib/kernel/jobs/job';
import { jobById } from '@/lib/kernel/jobs/runner';
import { withWriteBench } from '@/tests/support/with-write-bench';
import { column, NAMESPACE, type WriteBench } from '@/tests/support/write-bench';

let bench: WriteBench;
withWriteBench((opened) => { bench = opened; });

const DAY = 86_400_000;
const on = (table: string) => ({ catalog: 'lake', namespace: NAMESPACE, table });
const at = (ms: number): string => new Date(ms).toISOString();
const folder = (table: string, ...more: readonly string[]): string => join(bench.warehouse, NAMESPACE, table, ...more);

/** A table with as many snapshots and small files as there are parts, of 10 rows each. */
async function parts(table: string, count: number, formatVersion: 2 | 3 = 2): Promise<void> {
  await bench.create(table, { fields: [column('id', { type: 'long' }), column('n', { type: 'int' })], formatVersion, properties: { 'write.delete.mode': 'merge-on-read' } });
  for (let part = 0; part < count; part += 1) await bench.both(table, { kind: 'insert', select: `SELECT CAST(i AS BIGINT), CAST(i % 3 AS INTEGER) FROM range(${part * 10}, ${part * 10 + 10}) r(i)` });
}
const same = async (table: string): Promise<void> => expect(await bench.rows(table)).toEqual(await bench.mirrorRows(table));
/** What a job heard. */
function listener(stopAfter = Number.POSITIVE_INFINITY): { readonly job: JobHandle; readonly abort: AbortController; readonly said: string[]; readonly steps: string[] } {
  const abort = new AbortController();
  const said: string[] = [];
  const steps: string[] = [];
  return { abort, said, steps, job: { id: 'j', signal: abort.signal, say: (text) => void said.push(text), progress: (done, total, unit) => { steps.push(`${done}/${total} ${unit}`); if (steps.length >= stopAfter) abort.abort(); } } };
}

describe.each([2, 3] as const)('compaction of a table of version %i', (formatVersion) => {
  const table = `compact_${formatVersion}`;
  it('says first what it would do, then does it, and no row changes', async () => {
    await parts(table, 8, formatVersion);
    await bench.both(table, { kind: 'delete', where: 'c0 % 10 < 4' });
    const before = await bench.load(table);
    const dry = await compact(await bench.context(), { ...on(table), dryRun: true });
    expect(dry).toMatchObject({ dryRun: true, groups: 1, files: 8, looked: 8, rows: 80, becomes: 1, metadataVersion: before.version, done: { groups: 0 } });
    expect((await bench.load(table)).version).toBe(before.version);
    const { job, said, steps } = listener();
    const real = await compact(await bench.context(), { ...on(table), job });
    expect(real).toMatchObject({ dryRun: false, done: { groups: 1, filesAdded: 1, filesRemoved: 8 }, leftAlone: [], metadataVersion: before.version + 1 });
    expect([steps, said.length]).toEqual([['1/1 groups'], 2]);
    await same(table);
    const after = await bench.load(table);
    expect([after.metadata.snapshots.at(-1)?.operation, after.metadata.snapshots.at(-1)?.summary['total-data-files'], after.metadata.snapshots.at(-1)?.summary['total-records']]).toEqual(['replace', '1', '48']);
    expect(await compact(await bench.context(), on(table))).toMatchObject({ groups: 0, metadataVersion: after.version });
  });
});

describe('compaction of one partition', () => {
  it('takes the deletes with it that are for nothing any more, and leaves those of other partitions', async () => {
    await bench.create('parted', { fields: [column('id', { type: 'long' }), column('n', { type: 'int' })], partition: [{ column: 'n', transform: { kind: 'identity' } }], properties: { 'write.delete.mode': 'merge-on-read' } });
    for (let part = 0; part < 5; part += 1) await bench.both('parted', { kind: 'insert', select: `SELECT CAST(i AS BIGINT), CAST(i % 2 AS INTEGER) FROM range(${part * 10}, ${part * 10 + 10}) r(i)` });
    await bench.both('parted', { kind: 'delete', where: 'c0 % 10 < 4' });
    expect((await bench.load('parted')).metadata.snapshots.at(-1)?.summary['total-delete-files']).toBe('2');
    expect(await compact(await bench.context(), { ...on('parted'), filter: { op: '=', column: 'n', value: 1 } })).toMatchObject({ looked: 5, done: { groups: 1, filesRemoved: 5 } });
    expect((await bench.load('parted')).metadata.snapshots.at(-1)?.summary).toMatchObject({ 'total-delete-files': '1', 'removed-delete-files': '1', 'total-data-files': '6' });
    await same('parted');
  });
});

describe('compaction after the partition spec changed', () => {
  it('leaves files of the earlier spec as they are, says so, and takes them when it is told to', async () => {
    await parts('respec', 6);
    await bench.catalog.commit(bench.name('respec'), async (base) => specChange(base, [{ column: 'n', transform: { kind: 'identity' } }]));
    expect(await compact(await bench.context(), { ...on('respec'), dryRun: true })).toMatchObject({ looked: 6, groups: 0, files: 0, olderSpecs: 6 });
    expect(await compact(await bench.context(), { ...on('respec'), olderSpecs: true })).toMatchObject({ olderSpecs: 0, done: { groups: 1, filesRemoved: 6, filesAdded: 3 } });
    await same('respec');
  });
});

describe('expiry', () => {
  it('removes what only old snapshots reach, after a dry run that names the same, and leaves what refs hold', async () => {
    await parts('expire', 6);
    await compact(await bench.context(), { ...on('expire'), minInputFiles: 2 });
    const before = await bench.load('expire');
    const tagged = before.metadata.snapshots[1]!.snapshotId;
    await bench.catalog.commit(bench.name('expire'), async () => ({ files: [], requirements: [], updates: [{ action: 'set-snapshot-ref', name: 'keep', ref: { type: 'tag', snapshotId: tagged, minSnapshotsToKeep: null, maxSnapshotAgeMs: null, maxRefAgeMs: null } }] }));
    const request = { ...on('expire'), olderThan: at(Date.now() + DAY), retainLast: 1 };
    const dry = await expireSnapshots(await bench.context(), { ...request, dryRun: true });
    // the tag holds the second snapshot and so the first two files; the newest holds the compacted one
    expect(dry).toMatchObject({ snapshots: 5, removed: 0, files: { data: 4 }, rows: 40 });
    expect(dry.snapshotIds).not.toContain(String(tagged));
    const { job, steps } = listener();
    const real = await expireSnapshots(await bench.context(), { ...request, job });
    expect(real).toMatchObject({ snapshots: 5, files: dry.files, bytes: dry.bytes });
    expect(real.removed).toBe(Object.values(real.files).reduce((sum, count) => sum + count, 0));
    expect(steps.at(-1)).toBe(`${real.removed}/${real.removed} files`);
    await same('expire');
    expect(readdirSync(folder('expire', 'data')).filter((name) => name.endsWith('.parquet'))).toHaveLength(3);
    const tag = (await bench.load('expire')).metadata.snapshots.find(({ snapshotId }) => snapshotId === tagged)!;
    expect((await bench.catalog.planScan(await bench.load('expire'), { snapshot: tag, schema: before.metadata.schemas[0]!, filter: { op: 'true' }, limit: null })).files).toHaveLength(2);
    expect(await expireSnapshots(await bench.context(), request)).toMatchObject({ snapshots: 0, removed: 0 });
  });

  it('told to stop while it removes, leaves a whole table and the rest as orphans', async () => {
    await parts('stopped', 24);
    await compact(await bench.context(), { ...on('stopped'), minInputFiles: 2 });
    const { job, abort } = listener(1);
    await expect(expireSnapshots(await bench.context({ signal: abort.signal }), { ...on('stopped'), olderThan: at(Date.now() + DAY), job })).rejects.toThrow();
    await same('stopped');
    expect((await bench.load('stopped')).metadata.snapshots).toHaveLength(1);
    const left = readdirSync(folder('stopped', 'metadata')).length + readdirSync(folder('stopped', 'data')).length;
    expect(left).toBeGreaterThan(10);
  }, 120_000);
});

describe('orphans', () => {
  it('go to the trash when they are old enough, and come back', async () => {
    await parts('orphans', 2);
    const put = (name: string, ageMs: number): string => {
      const path = folder('orphans', 'data', name);
      writeFileSync(path, 'nobody names me');
      utimesSync(path, new Date(Date.now() - ageMs), new Date(Date.now() - ageMs));
      return name;
    };
    put('old.parquet', 10 * DAY);
    put('young.parquet', 3_600_000);
    await expect(removeOrphans(await bench.context(), { ...on('orphans'), olderThan: at(Date.now()) })).rejects.toThrow(/younger than a day/);
    const dry = await removeOrphans(await bench.context(), { ...on('orphans'), dryRun: true });
    expect(dry).toMatchObject({ files: 1, bytes: 15, tooYoung: 1, trash: null, listed: [{ path: `/${NAMESPACE}/orphans/data/old.parquet` }] });
    expect(readdirSync(folder('orphans', 'data'))).toContain('old.parquet');
    const real = await removeOrphans(await bench.context(), on('orphans'));
    const names = readdirSync(folder('orphans', 'data'));
    expect([names.includes('old.parquet'), names.includes('young.parquet'), names.length]).toEqual([false, true, 3]);
    await bench.catalog.restore(real.trash!);
    expect(readdirSync(folder('orphans', 'data'))).toContain('old.parquet');
    await same('orphans');
    expect(await removeOrphans(await bench.context(), { ...on('orphans'), olderThan: at(Date.now() - 20 * DAY) })).toMatchObject({ files: 0, trash: null });
  });
});

describe('manifests', () => {
  it('become fewer, and nothing else changes', async () => {
    await parts('manifests', 12);
    const before = await bench.load('manifests');
    expect(await rewriteManifests(await bench.context(), { ...on('manifests'), dryRun: true })).toMatchObject({ manifests: 12, becomes: 1, changed: false, metadataVersion: before.version });
    expect(await rewriteManifests(await bench.context(), on('manifests'))).toMatchObject({ changed: true, metadataVersion: before.version + 1 });
    const after = await bench.load('manifests');
    expect(await bench.catalog.manifests(after, after.metadata.snapshots.at(-1)!)).toHaveLength(1);
    await same('manifests');
  });
});

describe('health', () => {
  it('counts what is wrong and names the remedy, and is well after it', async () => {
    await parts('health', 14);
    await bench.both('health', { kind: 'delete', where: 'c0 % 3 = 1' });
    const check = async (id: string) => (await getHealth(await bench.context(), on('health'))).checks.find((one) => one.id === id)!;
    expect(await check('small-files')).toMatchObject({ state: 'warn', count: 13, of: 14, remedy: { kind: 'compact' } });
    expect(await check('delete-files')).toMatchObject({ state: 'warn', remedy: { kind: 'compact' } });
    expect(await check('manifests')).toMatchObject({ state: 'warn', remedy: { kind: 'rewrite-manifests' } });
    expect((await check('snapshots')).state).toBe('good');
    await compact(await bench.context(), on('health'));
    await rewriteManifests(await bench.context(), on('health'));
    expect((await getHealth(await bench.context(), on('health'))).checks.map(({ state }) => state)).toEqual(Array.from({ length: 6 }, () => 'good'));
    await same('health');
  });
});

describe('a job', () => {
  it('does the same and keeps what came out; two at once on one table are harmless', async () => {
    await parts('jobs', 6);
    const ctx = await bench.context();
    const started = await Promise.all([startCompact(ctx, on('jobs')), startCompact(ctx, on('jobs')), startCompact(ctx, { ...on('jobs'), dryRun: true })]);
    const ended = await Promise.all(started.map(async ({ job }) => {
      for (;;) {
        const record = await jobById(bench.ports, job);
        if (record?.endedAt != null) return record;
        await new Promise((resolve) => { setTimeout(resolve, 20); });
      }
    }));
    expect(ended.map(({ state, dryRun }) => `${state} ${dryRun}`)).toEqual(['finished false', 'finished false', 'finished true']);
    // whoever came first did all of it, and left the other nothing
    const [first, second] = ended.slice(0, 2).toSorted((one, other) => one.startedAt!.getTime() - other.startedAt!.getTime());
    expect(first).toMatchObject({ kind: 'table.compact', title: `Compact ${NAMESPACE}.jobs`, result: { done: { groups: 1, filesRemoved: 6 } }, progress: { done: 1, total: 1, unit: 'groups' } });
    expect(second?.result).toMatchObject({ groups: 0 });
    await same('jobs');
  });
  it('that only looks says so in the audit', async () => {
    const told = async (): Promise<readonly boolean[]> => (await bench.ports.db.client.auditRecord.findMany({ where: { action: 'table.rewrite_manifests', kind: 'outcome' }, orderBy: { seq: 'desc' }, take: 2 })).map(({ body }) => body.includes('"dryRun":true'));
    await rewriteManifests(await bench.context(), { ...on('jobs'), dryRun: true });
    await rewriteManifests(await bench.context(), on('jobs'));
    expect(await told()).toEqual([false, true]);
  });
  it('of a table that is not there is not started', async () => {
    await expect(startCompact(await bench.context(), on('nowhere'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
